"""From what was counted to what may be said: the floor, the figures that stay what they were, the cells hidden beside others.

Differencing: two figures of one group that differ by fewer than five people would say what those people did. Such a group keeps the
figure last published, however long ago (notes C2.7). Who came and who left both count: one who left and one who came are two people, though
the size of the group is the same. And since all is known beside its parts, all keeps its figure too when the parts that were not
published anew would be known by subtraction to have changed by fewer than five.

How many people made the difference is asked of the two windows side by side (`Members`), as long as the chronicle of the earlier one is at
hand; beyond, of the numbers kept with the figure, which say how many at least. Either is at most the truth: in doubt the figure stays.
"""

from __future__ import annotations

import dataclasses
import datetime as dt
from collections import Counter
from collections.abc import Callable, Mapping, Sequence
from typing import Any

import numpy as np

from parvis.kernel.measuring import Measure
from parvis.kernel.thresholds import HARD_MINIMUM, Published, Shown, Withheld, show, table
from parvis.ripple.computing import Counted


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
    def since(self) -> dt.date | None:
        return self.published.since if isinstance(self.published, Shown) else None

    @property
    def withheld(self) -> str:
        return self.published.reason if isinstance(self.published, Withheld) else ""


@dataclasses.dataclass(frozen=True)
class Before:
    """The same figure as it was last shown: what was counted in it, and the Monday it was computed for."""

    people: int
    value: Any
    counts: dict[str, int]
    week: dt.date


Key = tuple[str, str]
Earlier = Callable[[dt.date], Mapping[Key, Counted]]


def unknown(week: dt.date) -> Mapping[Key, Counted]:
    """Nothing is at hand of an earlier week."""
    return {}


def moved(now: Mapping[str, int], before: Mapping[str, int]) -> int:
    """How many people at least joined or left a state between two counts."""
    change = {key: now.get(key, 0) - before.get(key, 0) for key in {*now, *before}}
    return max(sum(n for n in change.values() if n > 0), -sum(n for n in change.values() if n < 0))


def publish(
    measure: Measure,
    counted: Sequence[Counted],
    before: Mapping[Key, Before],
    *,
    floor: int,
    earlier: Earlier = unknown,
) -> list[Said]:
    """What is frozen of a measure, every partition at once. `earlier` counts it again for a week that was published."""
    as_declared(measure, counted)
    found = {(one.partition, one.cell): judged(one, floor) for one in counted}
    if measure.carried:
        carry(found, {(one.partition, one.cell): one for one in counted}, before, floor, earlier)
    for partition in measure.partitions:
        if partition in ("unit", "unit×unit"):
            complement(found, partition, {one.cell: one for one in counted if one.partition == partition}, floor)
    return list(found.values())


def as_declared(measure: Measure, counted: Sequence[Counted]) -> None:
    """Of the groups and by the thresholds that the registry says, or ValueError."""
    for one in counted:
        declared = (
            one.partition in measure.partitions
            and (one.events is None or measure.events)
            and (one.largest is None or measure.dominance)
        )
        if not declared:
            raise ValueError(f"{measure.name} is not counted as it is declared: the public page would lie")


def judged(one: Counted, floor: int) -> Said:
    published = show(one.value, people=one.people, events=one.events, largest=one.largest, floor=floor)
    if isinstance(published, Shown) and one.value is None:
        published = Withheld("cannot-tell")
    return Said(one.partition, one.cell, one.people, published, one.tally)


def carry(
    found: dict[Key, Said], counted: Mapping[Key, Counted], before: Mapping[Key, Before], floor: int, earlier: Earlier
) -> None:
    """Replace what fewer than five people make different from the last published by what was published."""
    stale: list[Key] = []
    for key, said in found.items():
        last = before.get(key)
        if isinstance(said.published, Withheld):
            stale += [key] if key[0] == "unit" else []
        elif last is not None and not enough(key, counted[key], last, earlier):
            stale += [key] if key[0] == "unit" else []
            found[key] = as_before(said, last, floor)
    whole, last = found.get(("all", "")), before.get(("all", ""))
    if whole is None or last is None or not stale or isinstance(whole.published, Withheld) or whole.since:
        return
    fresh = [key for key in found if key[0] == "unit" and key not in stale]
    if not enough_beside(counted, fresh, before, earlier):
        found["all", ""] = as_before(whole, last, floor)


def enough(key: Key, now: Counted, last: Before, earlier: Earlier) -> bool:
    """Whether five people at least make the difference with what was last published."""
    if moved(now.tally, last.counts) >= HARD_MINIMUM:
        return True
    then = earlier(last.week).get(key)
    if then is None or then.members is None or now.members is None:
        return False
    return len(now.members.changed(then.members)) >= HARD_MINIMUM


def enough_beside(
    counted: Mapping[Key, Counted], fresh: Sequence[Key], before: Mapping[Key, Before], earlier: Earlier
) -> bool:
    """Whether in what is left of all, without the people of the parts published anew, five people at least make the difference, or it is
    known that nobody does: either tells of nobody."""
    now, last = counted["all", ""], before["all", ""]
    rest = _less(now.tally, [counted[key].tally for key in fresh])
    if moved(rest, _less(last.counts, [before[key].counts for key in fresh if key in before])) >= HARD_MINIMUM:
        return True
    weeks = earlier(last.week)
    then = weeks.get(("all", ""))
    if then is None or then.members is None or now.members is None:
        return False
    parts = [one.members.who for key in fresh for one in (counted[key], weeks.get(key)) if one and one.members]
    others = np.setdiff1d(now.members.changed(then.members), np.concatenate([np.empty(0, dtype=np.int64), *parts]))
    return len(others) >= HARD_MINIMUM or not len(others)


def as_before(said: Said, last: Before, floor: int) -> Said:
    published = show(last.value, people=last.people, floor=floor, since=last.week)
    return Said(said.partition, said.cell, last.people, published, dict(last.counts))


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
