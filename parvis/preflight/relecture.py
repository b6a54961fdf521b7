"""Running the checks over a manuscript."""

from __future__ import annotations

import dataclasses
import logging
import time
from collections.abc import Callable, Iterable, Iterator, Sequence

from parvis.preflight.discovering import Check, every
from parvis.preflight.manuscript import OK, Finding, Manuscript

log = logging.getLogger(__name__)


@dataclasses.dataclass(frozen=True)
class Relecture:
    """What was found, in the order of the text; `failed`: the checks that broke, so that silence is not taken for approval."""

    findings: tuple[Finding, ...]
    ms: float
    failed: tuple[str, ...] = ()


def warm(checks: Sequence[Check] | None = None) -> None:
    """Load dictionaries and lists now, so that the first text does not wait for them."""
    for check in every() if checks is None else checks:
        if check.warm:
            check.warm()


def progressively(
    manuscript: Manuscript, checks: Sequence[Check] | None = None
) -> Iterator[tuple[Check, list[Finding] | None]]:
    """Each check with what it found as soon as it has, quick ones first; None: it broke. A check with a slow part (links that are
    opened) comes a second time at the end: what it says then replaces what it said first."""
    chosen = every() if checks is None else checks
    for check in chosen:
        yield check, _said(check, check.look, manuscript)
    for check in chosen:
        if check.slowly and manuscript.links == "check":
            yield check, _said(check, check.slowly, manuscript)


def _place(finding: Finding) -> tuple[bool, int, int]:
    """In the order of the text; what reassures about the whole comes last."""
    return finding.severity == OK and not finding.end, finding.start, finding.end


def _said(
    check: Check, look: Callable[[Manuscript], Iterable[Finding]], manuscript: Manuscript
) -> list[Finding] | None:
    try:
        return sorted(look(manuscript), key=_place)
    except Exception:  # one broken check must not silence the others, nor keep anybody from publishing
        log.exception("preflight: the check %s broke", check.name)
        return None


def stopping(manuscript: Manuscript) -> list[tuple[Check, Finding]]:
    """What keeps this from being published, and nothing else: only what can stop is looked at."""
    able = [check for check in every() if check.stops]
    return [(check, found) for check in able if check.stops for found in _said(check, check.stops, manuscript) or ()]


def relire(manuscript: Manuscript, checks: Sequence[Check] | None = None) -> Relecture:
    """All that is to be said about a manuscript."""
    begun = time.perf_counter()
    by_check: dict[str, list[Finding]] = {}
    failed: dict[str, None] = {}
    for check, found in progressively(manuscript, checks):
        if found is None:
            failed[check.name] = None
        else:
            by_check[check.name] = found
    findings = tuple(finding for found in by_check.values() for finding in found)
    return Relecture(findings, round((time.perf_counter() - begun) * 1000, 2), tuple(failed))


def scores(manuscript: Manuscript, checks: Iterable[Check] | None = None) -> dict[str, float]:
    """What some checks measure, for those who evaluate them; never shown to a person nor kept."""
    measured: dict[str, float] = {}
    for check in every() if checks is None else checks:
        if check.scores:
            measured |= check.scores(manuscript)
    return measured
