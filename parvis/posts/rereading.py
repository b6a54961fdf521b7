"""Before publishing: what the composer holds becomes a `Manuscript` (preflight knows no post), and what preflight says of it becomes
remarks a page can show. Only a `stop` keeps from publishing."""

from __future__ import annotations

import dataclasses
from collections.abc import Iterable
from typing import Any

from django.template.loader import render_to_string
from django.utils.translation import gettext as _
from markupsafe import Markup

from parvis.communities.models import Community
from parvis.kernel.refusals import Refused
from parvis.people.models import Person
from parvis.posts.gathering import gathered, to_stop
from parvis.posts.ignoring import Silence, silence_of
from parvis.posts.manuscripts import text_of
from parvis.posts.models import Post
from parvis.posts.publishing import Sheet
from parvis.preflight.discovering import Check, every
from parvis.preflight.manuscript import LOOK, OK, STOP, Finding, Manuscript
from parvis.preflight.relecture import progressively, stopping

# These say of a paragraph what they say of the whole: they run while one writes, on what changed. The others need the whole text.
BY_PARAGRAPH = frozenset({"language", "rights"})
MOST_FIXES = 5
SIGNS = {OK: "✓", LOOK: "!", STOP: "✕"}


@dataclasses.dataclass(frozen=True)
class Remark:
    """A finding as a page shows it. `quote` is the words concerned; `said` what the template of its check draws."""

    finding: Finding
    quote: str
    said: Markup

    @property
    def sign(self) -> str:
        return SIGNS[self.finding.severity]

    @property
    def fixes(self) -> tuple[str, ...]:
        return self.finding.suggestions[:MOST_FIXES]

    @property
    def may_ignore(self) -> bool:
        return self.finding.severity == LOOK and bool(self.quote)

    def as_json(self) -> dict[str, Any]:
        found = self.finding
        return {
            "check": found.check, "severity": found.severity, "start": found.start, "end": found.end, "quote": self.quote,
            "said": str(self.said), "message": found.message, "why": found.why, "fixes": list(self.fixes),
            "ignore": self.may_ignore, "kind": found.kind,
        }  # fmt: skip


class Stopped(Refused):
    """This cannot be published; `remarks` say why and who can lift it."""

    def __init__(self, remarks: list[Remark]) -> None:
        first = remarks[0]
        facts = {"quote": first.quote, "message": first.finding.message}
        words = _("“%(quote)s”: %(message)s") % facts if first.quote else first.finding.message
        super().__init__(words, field="body")
        self.remarks = remarks


def drawn(check: Check, finding: Finding, text: str) -> Remark:
    quote = " ".join(text[finding.start : finding.end].split())
    said = Markup(render_to_string(check.template, {"finding": finding}))  # noqa: S704 (a template of ours, escaped)
    return Remark(finding, quote if len(quote) <= 160 else f"{quote[:157]}…", said)


def remarks(manuscript: Manuscript, checks: Iterable[Check], silence: Silence) -> list[Remark]:
    """What is to be said, without what this person or the house does not want to hear of; what stops comes first. A check that
    broke says so: silence is not approval. What a check found slowly takes the place of what it said at once."""
    by_check: dict[str, list[Remark]] = {}
    for check, findings in progressively(manuscript, list(checks)):
        if findings is None:
            broken = Finding(check.name, LOOK, _("One of the checks (%(name)s) did not work this time: read again yourself.") % {"name": check.name})  # fmt: skip
            by_check.setdefault(check.name, []).append(Remark(broken, "", Markup("<li>{}</li>").format(broken.message)))
            continue
        by_check[check.name] = [
            drawn(check, one, manuscript.text) for one in findings
            if not silence.covers(check.name, manuscript.text[one.start : one.end], one.severity)
        ]  # fmt: skip
    found = [remark for some in by_check.values() for remark in some]
    return sorted(found, key=lambda one: (STOP, LOOK, OK).index(one.finding.severity))


def of_paragraph(text: str, *, by: Person, community: Community | None) -> list[Remark]:
    """While one writes: a paragraph alone. What is well is not said here."""
    silence = silence_of(by)
    manuscript = gathered(text, by=by, community=community, silence=silence)
    found = remarks(manuscript, (check for check in every() if check.name in BY_PARAGRAPH), silence)
    return [one for one in found if one.finding.severity != OK]


def of_sheet(
    sheet: Sheet, *, by: Person, post: Post | None = None, rest: bool = False, slow: bool = False
) -> list[Remark]:
    """The whole text, with its files and audience. `rest`: without what `of_paragraph` says already; `slow`: only the checks that
    take time (links are opened)."""
    silence, text = silence_of(by), text_of(sheet)
    links = "check" if slow else "skip"
    manuscript = gathered(text, by=by, community=sheet.community, silence=silence, sheet=sheet, post=post, links=links)
    found = remarks(manuscript, (check for check in every() if check.slowly or not slow), silence)
    return [one for one in found if one.finding.check not in BY_PARAGRAPH or not one.finding.end] if rest else found


def of_text(words: str, *, by: Person, rest: bool = False) -> list[Remark]:
    """Words that are meant for no place yet, rehearsed perhaps: what is to look at in them. Nothing of it is kept, addresses are
    not opened, and nobody's audience is spoken of."""
    found = of_sheet(Sheet(body=words), by=by, rest=rest)
    return [one for one in found if one.finding.severity != OK and one.finding.check != "audience"]


def require_clear(sheet: Sheet, *, by: Person, before: str = "") -> None:
    """Raise Stopped for what stops: a secret, an embargo, an unsafe file. Only what the house adopted is passed over. `before`: what
    others read already, when it is changed; words that stood in it do not keep the rest from being mended."""
    manuscript = to_stop(text_of(sheet), by=by, sheet=sheet)
    if not (found := stopping(manuscript)):
        return
    silence = silence_of(by)
    said = [
        drawn(check, one, manuscript.text) for check, one in found
        if not silence.covers(check.name, manuscript.text[one.start : one.end], one.severity)
    ]  # fmt: skip
    against = [one for one in said if not (one.quote and one.quote in before)]
    if against:
        raise Stopped(against)
