"""From what was counted to what may be said: the floor, the figures that stay what they were, the cells hidden beside others.

Differencing: two figures of one group that differ by fewer than five people would say what those people did. Such a group keeps the
figure last published (notes C2.7). And since all is known beside its parts, all keeps its figure too when the parts that were
not published anew would be known by subtraction to have changed by fewer than five.
"""

from __future__ import annotations

import dataclasses
from collections import Counter
from collections.abc import Mapping, Sequence
from typing import Any

from parvis.kernel.thresholds import HARD_MINIMUM, Published, Shown, Withheld, show, table
from parvis.ripple.computing import Counted
from parvis.ripple.measures import Measure


@dataclasses.dataclass(frozen=True)
class Said:
    """A figure as it is frozen."""

    partition: str
    cell: str
    people: int
    published: Published
    counts: dict[str, int]

    @property
    def value(self) -> Any:
        return self.published.value if isinstance(self.published, Shown) else None

    @property
    def withheld(self) -> str:
        return self.published.reason if isinstance(self.published, Withheld) else ""


@dataclasses.dataclass(frozen=True)
class Before:
    """The same figure one snapshot earlier: shown or not, and what was counted in it."""

    people: int
    value: Any
    withheld: str
    counts: dict[str, int]


Key = tuple[str, str]


def moved(now: Mapping[str, int], before: Mapping[str, int]) -> int:
    """How many people at least joined or left a state between two counts."""
    change = {key: now.get(key, 0) - before.get(key, 0) for key in {*now, *before}}
    return max(sum(n for n in change.values() if n > 0), -sum(n for n in change.values() if n < 0))


def publish(measure: Measure, counted: Sequence[Counted], before: Mapping[Key, Before], *, floor: int) -> list[Said]:
    """What is frozen of a measure, every partition at once."""
    found = {(one.partition, one.cell): judged(one, floor) for one in counted}
    if measure.carried:
        carry(found, before, floor)
    for partition in measure.partitions:
        if partition in ("unit", "unit×unit"):
            complement(found, partition, {one.cell: one for one in counted if one.partition == partition}, floor)
    return [dataclasses.replace(said) for said in found.values()]


def judged(one: Counted, floor: int) -> Said:
    published = show(one.value, people=one.people, events=one.events, largest=one.largest, floor=floor)
    if isinstance(published, Shown) and one.value is None:
        published = Withheld("cannot-tell")
    return Said(one.partition, one.cell, one.people, published, one.counts)


def carry(found: dict[Key, Said], before: Mapping[Key, Before], floor: int) -> None:
    """Replace what fewer than five people make different from the last published by what was published."""
    stale: list[Key] = []
    for key, said in found.items():
        last = before.get(key)
        if isinstance(said.published, Withheld):
            stale += [key] if key[0] == "unit" else []
        elif last is not None and not last.withheld and 0 < moved(said.counts, last.counts) < HARD_MINIMUM:
            stale += [key] if key[0] == "unit" else []
            found[key] = as_before(said, last, floor)
    whole, last = found.get(("all", "")), before.get(("all", ""))
    if whole is None or last is None or last.withheld or not stale or isinstance(whole.published, Withheld):
        return
    fresh = [key for key in found if key[0] == "unit" and key not in stale]
    rest = _less(whole.counts, [found[key].counts for key in fresh])
    rest_before = _less(last.counts, [before[key].counts for key in fresh if key in before])
    if 0 < moved(rest, rest_before) < HARD_MINIMUM:
        found["all", ""] = as_before(whole, last, floor)


def as_before(said: Said, last: Before, floor: int) -> Said:
    return Said(
        said.partition, said.cell, last.people, show(last.value, people=last.people, floor=floor), dict(last.counts)
    )


def _less(whole: Mapping[str, int], parts: Sequence[Mapping[str, int]]) -> Counter[str]:
    rest = Counter(whole)
    for part in parts:
        rest.subtract(part)
    return rest


def complement(found: dict[Key, Said], partition: str, counted: Mapping[str, Counted], floor: int) -> None:
    """Hide beside what is hidden. Units are one line under all; the cells of two units are under the totals of either unit, and of all ties
    between units or inside, which other measures say: there it is the ties that are added up."""
    if partition == "unit":
        judged_table = table(
            {cell: (one.people, found["unit", cell].published) for cell, one in counted.items()}, floor=floor
        )
    else:
        cells = {cell: (one.events or 0, found[partition, cell].published) for cell, one in counted.items()}
        judged_table = table(cells, floor=floor, lines=lines_of)
    for cell, published in judged_table.items():
        if isinstance(published, Withheld):
            found[partition, cell] = dataclasses.replace(found[partition, cell], published=published)


def lines_of(cell: str) -> tuple[str, ...]:
    """The totals a pair of units is part of."""
    one, other = cell.split(":")
    return (one, "inside") if one == other else (one, other, "between")
