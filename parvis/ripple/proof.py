"""What `bin/bench truth --write` found last, for the page that says how the effect is computed: no figure of it is written by hand."""

from __future__ import annotations

import dataclasses
import functools
import json
from pathlib import Path

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

FILE = Path(__file__).parent / "data" / "truth.json"
DESIGNS = {
    "lot-none": _("waves drawn by lot, no effect"),
    "lot-twice": _("waves drawn by lot, twice as many"),
    "one-none": _("one by one by lot, no effect"),
    "one-twice": _("one by one by lot, twice as many"),
    "dips-none": _("beginnings after quiet weeks, no effect"),
    "dips-twice": _("beginnings after quiet weeks, twice as many"),
    "own-none": _("weeks that do not resemble one another, no effect"),
    "own-twice": _("weeks that do not resemble one another, twice as many"),
    "mood-none": _("moods that fade by two fifths a week, no effect"),
    "mood-twice": _("moods that fade by two fifths a week, twice as many"),
    "slow-none": _("slow moods, by a fifth a week, no effect"),
    "slow-twice": _("slow moods, by a fifth a week, twice as many"),
}
WHOLE = "whole"
OUTCOMES = {"first": _("first words"), "talk": _("all that is written"), WHOLE: _("no teams: before and after")}


@dataclasses.dataclass(frozen=True)
class Case:
    """Shares of runs: the intervals `covers` the truth, `alarms` (leave out 0), `refused`, and `naive` (before and after leaves out 0)."""

    design: str | Promise
    outcome: str | Promise
    code: str
    whole: bool
    runs: int
    covers: float
    alarms: float
    refused: float
    naive: float

    @property
    def without_effect(self) -> bool:
        return self.code.endswith("none")


@dataclasses.dataclass(frozen=True)
class Proof:
    cases: tuple[Case, ...]

    @property
    def organisations(self) -> int:
        return sum(case.runs for case in self.cases)

    @property
    def held(self) -> tuple[int, int]:
        """The least and the most, in a hundred, over the cases."""
        return _span([case.covers for case in self.cases])

    @property
    def wolves(self) -> tuple[int, int]:
        return _span([case.alarms for case in self.cases if case.without_effect])

    @property
    def wolves_of_whole(self) -> tuple[int, int]:
        return _span([case.alarms for case in self.cases if case.without_effect and case.whole])

    @property
    def naive(self) -> int:
        """How often before and after cry wolf where leaders begin after quiet weeks."""
        return round(100 * max(case.naive for case in self.cases if case.code == "dips-none"))


def _span(shares: list[float]) -> tuple[int, int]:
    return round(100 * min(shares)), round(100 * max(shares))


@functools.cache
def proof() -> Proof:
    rows = json.loads(FILE.read_text())["cases"]
    return Proof(
        tuple(
            Case(
                DESIGNS[row["case"]], OUTCOMES[row["outcome"]], row["case"], row["outcome"] == WHOLE, row["runs"], row["covers"], row["alarms"],
                row["refused"], row["naive"],
            )
            for row in rows
        )
    )  # fmt: skip
