"""What the page of the network says, from the frozen figures of a week: each is a value or a sentence that says why there is none."""

from __future__ import annotations

import dataclasses
import datetime as dt
from collections.abc import Iterator
from typing import Any

from django.utils.functional import Promise

from parvis.communities.models import Community
from parvis.kernel.thresholds import Published, Shown, Withheld
from parvis.people.models import Person, Unit
from parvis.people.permissions import COMMUNICATOR, holds
from parvis.ripple import frozen
from parvis.ripple.drawing_network import Bars, Curve, Matrix, bars_of, curve_of, matrix_of
from parvis.ripple.models import Snapshot
from parvis.ripple.words import WHY

WEEKS = 26


@dataclasses.dataclass(frozen=True)
class Said:
    """`value` or, when it is None, `why` there is none. `since`: the Monday it stays as it was on."""

    value: Any
    why: str | Promise = ""
    since: dt.date | None = None


def said(found: Published) -> Said:
    return Said(found.value, since=found.since) if isinstance(found, Shown) else Said(None, WHY[found.reason])


@dataclasses.dataclass(frozen=True)
class Row:
    """A unit or a community, with its figures by measure."""

    name: str
    figures: dict[str, Said]


@dataclasses.dataclass(frozen=True)
class Network:
    """`more` says whether the reader, a communicator, is told by unit and community too: with `waiting`, the communities where a question waits."""

    snapshot: Snapshot
    more: bool
    all: dict[str, Said]
    voices: Bars
    curve: Curve | None
    bridges: Matrix | None
    units: list[Row]
    communities: list[Row]
    waiting: list[str]
    leads: bool = False  # the reader is told of the effect of leaders, without being told by unit

    @property
    def since(self) -> dt.date:
        return self.snapshot.week - dt.timedelta(days=28)

    @property
    def rough(self) -> list[str]:
        """The shares of units and communities that are only said to be small or large."""
        values = [one.value for row in [*self.units, *self.communities] for one in row.figures.values() if one.value]
        return [share for value in values for share in value.values() if isinstance(share, str) and share[0] in "<>"]


def network_of(viewer: Person) -> Network | None:
    """None before the first week is frozen."""
    snapshot = frozen.latest()
    if snapshot is None:
        return None
    more = holds(viewer, COMMUNICATOR)
    found = frozen.everything(snapshot)
    whole = {measure: said(cells.get("", Withheld("cannot-tell"))) for (measure, partition), cells in found.items() if partition == "all"}  # fmt: skip
    names = dict(Unit.objects.values_list("pk", "name"))
    places = dict(Community.objects.visible_to(viewer).exclude(kind=Community.Kind.SECRET).values_list("pk", "name"))
    survival = whole.get("survival", Said(None)).value
    units = list(rows_of(found, "unit", names)) if more else []
    communities = list(rows_of(found, "community", places))
    return Network(
        snapshot, more, whole, bars_of(frozen.series("first_voices", weeks=WEEKS)), curve_of(survival) if survival else None,
        matrix_of(found.get(("bridges", "unit×unit"), {}), names), units, communities if more else [], waiting_of(communities) if more else [],
        leads=not more and getattr(viewer, "mandate", None) is not None,
    )  # fmt: skip


def rows_of(found: frozen.Found, partition: str, names: dict[int, str]) -> Iterator[Row]:
    """Each cell of a partition by its name, those of which nothing is said last; what the reader may not know by name is left out."""
    cells = {cell for (_measure, part), group in found.items() if part == partition for cell in group}
    rows = [
        Row(names[int(cell)], {measure: said(group[cell]) for (measure, part), group in found.items() if part == partition and cell in group})
        for cell in cells
        if int(cell) in names
    ]  # fmt: skip
    yield from sorted(
        rows, key=lambda row: (all(one.value is None for one in row.figures.values()), row.name.casefold())
    )


def waiting_of(communities: list[Row]) -> list[str]:
    """Communities where questions wait for a word."""
    told = [(row.name, (row.figures.get("questions") or Said(None)).value) for row in communities]
    return [name for name, value in told if value and value.get("unanswered") != 0]
