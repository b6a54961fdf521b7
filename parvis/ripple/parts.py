"""Units and communities as tables: a column or a row of which nothing at all is said is a line under the table, with the reason once."""

from __future__ import annotations

import dataclasses
import datetime as dt
from typing import Any

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from parvis.kernel.thresholds import Published, Shown
from parvis.ripple.words import BRIEFLY, WHY

NOTHING = _("nothing to count yet")


@dataclasses.dataclass(frozen=True)
class Said:
    """`value` or, when it is None, `why` there is none. `brief` is the same in a table. `since`: the Monday it stays as it was on."""

    value: Any
    why: str | Promise = ""
    since: dt.date | None = None
    brief: str | Promise = ""


def said(found: Published) -> Said:
    if isinstance(found, Shown):
        return Said(found.value, since=found.since)
    return Said(None, WHY[found.reason], brief=BRIEFLY.get(found.reason, WHY[found.reason]))


@dataclasses.dataclass(frozen=True)
class Row:
    """A unit or a community, with its figures by measure."""

    name: str
    figures: dict[str, Said]

    @property
    def is_told(self) -> bool:
        return any(one.value is not None for one in self.figures.values())


@dataclasses.dataclass(frozen=True)
class Column:
    """`key` of the value of `measure`; `otherwise` is said where the measure is told without it."""

    label: str | Promise
    measure: str
    key: str
    otherwise: str | Promise = ""

    def is_told(self, row: Row) -> bool:
        return (row.figures.get(self.measure, Said(None)).value or {}).get(self.key) is not None

    def why_not(self, row: Row) -> str:
        found = row.figures.get(self.measure)
        return str((found.brief or self.otherwise or _("fewer than five")) if found else NOTHING)


OF_UNITS = [
    Column(_("Wrote"), "participation", "voice"),
    Column(_("Reacted"), "participation", "reactor"),
    Column(_("Ties both ways"), "two_way", "share"),
    Column(_("Fell silent"), "fallback", "share"),
]
OF_COMMUNITIES = [
    Column(_("Kind"), "health", "kind"),
    Column(_("Still active"), "health", "ratio"),
    Column(_("Its kind, here"), "health", "kind_median", _("fewer than three of its kind")),
    Column(_("Posts answered"), "replies", "answered"),
]


@dataclasses.dataclass(frozen=True)
class Parts:
    """`empty`: columns told of no row, with the reasons. `silent`: by reason, the names of the rows of which nothing is told."""

    columns: list[Column]
    rows: list[Row]
    empty: list[tuple[Column, list[str]]]
    silent: dict[str, list[str]]


def parts_of(rows: list[Row], columns: list[Column]) -> Parts:
    told = [row for row in rows if any(column.is_told(row) for column in columns)]
    kept = [column for column in columns if any(column.is_told(row) for row in told)]
    empty = [(one, sorted({one.why_not(row) for row in told})) for one in columns if told and one not in kept]
    silent: dict[str, list[str]] = {}
    for row in rows:
        if row not in told:
            counted = next((one for one in columns if one.measure in row.figures), columns[0])
            silent.setdefault(counted.why_not(row), []).append(row.name)
    return Parts(kept, told, empty, silent)
