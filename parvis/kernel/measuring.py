"""Everything that is measured, by name. Each area registers what it computes of people; the public page “What Parvis measures” is this list, and a
measure that does not say all of itself does not start: the system check below refuses it."""

from __future__ import annotations

import dataclasses
from collections.abc import Iterator
from typing import Any

from django.core.checks import CheckMessage, Error
from django.utils.functional import Promise

Words = str | Promise
SAID = ("title", "words", "why", "of", "seen_by", "threshold", "rounding", "delay", "steady", "kept", "source")


@dataclasses.dataclass(frozen=True)
class Measure:
    """`title` and `words` say what it is, `why` what for, `of` what it is computed from, `seen_by` who reads it, `threshold` from how many people
    on, `rounding` how finely, `delay` when, `steady` whether and why two figures one after the other tell of nobody, `kept` how long, `source`
    whose formula it is. Sentences may name numbers that change: %(floor)s, %(years)s, %(days)s.

    `partitions` are the only groups there are, `days` how far a figure looks back (0: over all that is known), `carried` whether it stays what it
    was while fewer than five people make the difference; `events` and `dominance` whether it needs five times what is counted, and nobody who
    makes most of it. What is frozen weekly is held to these by `parvis.ripple.publishing`."""

    name: str
    title: Words
    words: Words
    why: Words = ""
    of: Words = ""
    seen_by: Words = ""
    threshold: Words = ""
    rounding: Words = ""
    delay: Words = ""
    steady: Words = ""
    kept: Words = ""
    source: Words = ""
    partitions: tuple[str, ...] = ()
    days: int = 0
    carried: bool = False
    events: bool = False
    dominance: bool = False

    def unsaid(self) -> list[str]:
        """The fields that say nothing."""
        return [field for field in SAID if not str(getattr(self, field)).strip()]

    def said(self, field: str, **numbers: Any) -> str:
        """One of the sentences, with its numbers."""
        return str(getattr(self, field)) % {"days": self.days, **numbers}


_measures: dict[str, Measure] = {}


def register(*given: Measure) -> None:
    """Declare measures; each name once."""
    for one in given:
        if one.name in _measures:
            raise ValueError(f"the measure {one.name!r} is declared twice")
        _measures[one.name] = one


def measures() -> list[Measure]:
    """Every measure, those of the lower areas first."""
    return list(_measures.values())


def incomplete() -> Iterator[CheckMessage]:
    for one in measures():
        if missing := one.unsaid():
            yield Error(
                f"the measure {one.name!r} does not say its {', '.join(missing)}",
                hint="People have a right to know before they are counted: fill these fields where the measure is registered.",
                id="parvis.E001",
            )


def check(app_configs: Any = None, **options: Any) -> list[CheckMessage]:
    """Run with the system checks of Django, at each start."""
    return list(incomplete())
