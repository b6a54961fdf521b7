"""What the page of the network says, from the frozen figures of a week: each is a value or a sentence that says why there is none."""

from __future__ import annotations

import dataclasses
import datetime as dt
from collections.abc import Iterator
from typing import Any

from parvis.communities.models import Community
from parvis.kernel.thresholds import Withheld
from parvis.people.models import Person, Unit
from parvis.people.permissions import COMMUNICATOR, holds
from parvis.ripple import frozen
from parvis.ripple.drawing_bridges import Bridges, bridges_of
from parvis.ripple.drawing_ladder import Firsts, Ladder, firsts_of, ladder_of
from parvis.ripple.drawing_network import Bars, Curve, bars_of, both, curve_of
from parvis.ripple.models import Snapshot
from parvis.ripple.parts import OF_COMMUNITIES, OF_UNITS, Parts, Row, Said, parts_of, said

WEEKS = 26


@dataclasses.dataclass(frozen=True)
class Network:
    """`more` says whether the reader, a communicator, is told by unit and community too: with `waiting`, the communities where a question
    waits. Drawings are for a desk, then for a phone."""

    snapshot: Snapshot
    more: bool
    all: dict[str, Said]
    voices: list[Bars]
    firsts: Firsts | None
    ladder: Ladder | None
    curves: list[Curve]
    answers: list[Curve]
    bridges: Bridges | None
    units: list[Row]
    communities: list[Row]
    waiting: list[str]
    leads: bool = False  # the reader is told of the effect of leaders, without being told by unit

    @property
    def since(self) -> dt.date:
        return self.snapshot.week - dt.timedelta(days=28)

    @property
    def of_units(self) -> Parts:
        return parts_of(self.units, OF_UNITS)

    @property
    def of_communities(self) -> Parts:
        return parts_of(self.communities, OF_COMMUNITIES)

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
    series = frozen.series("first_voices", weeks=WEEKS)

    def value(measure: str) -> Any:
        return whole.get(measure, Said(None)).value

    def curves(found: dict[str, Any] | None) -> list[Curve]:
        return both(lambda width: curve_of(found, width)) if found else []

    units = list(rows_of(found, "unit", names)) if more else []
    communities = list(rows_of(found, "community", places))
    return Network(
        snapshot, more, whole, both(lambda width: bars_of(series, width)), firsts_of(frozen.series("hazards", weeks=WEEKS)),
        ladder_of(value("rungs")) if value("rungs") else None, curves(value("survival")), curves((value("replies") or {}).get("curve")),
        bridges_of(found.get(("bridges", "unit×unit"), {}), names), units, communities if more else [], waiting_of(communities) if more else [],
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
    yield from sorted(rows, key=lambda row: (not row.is_told, row.name.casefold()))


def waiting_of(communities: list[Row]) -> list[str]:
    """Communities where questions wait for a word."""
    told = [(row.name, (row.figures.get("questions") or Said(None)).value) for row in communities]
    return [name for name, value in told if value and value.get("unanswered") != 0]
