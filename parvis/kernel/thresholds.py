"""What may be said of a group of people. A figure leaves a computation only as `Shown` or `Withheld`, and only this module makes a
`Shown`: whoever wants to publish passes here.

Rules and their reasons: fewer than ten people (five at the very least) are not a group but somebody (Viva Insights and Glint take
five, ten for a manager's own team); a hidden cell beside its total is computed by subtraction, so a second one is hidden with it
(complementary suppression: Cox 1980, "Suppression methodology and statistical disclosure control"); "all of them" tells of each one;
a sum that one person makes tells of that person (the p % rule: Hundepool et al. 2012, "Statistical Disclosure Control", 4.2.2).
"""

from __future__ import annotations

import dataclasses
import datetime as dt
from collections.abc import Callable, Hashable, Mapping
from typing import Any, TypeVar

from parvis.kernel.suppression import suppress

HARD_MINIMUM = 5
DEFAULT_FLOOR = 10
FEWEST_EVENTS = 5
DOMINANT = 0.7
# Below this many people a share of none or of all is said of each of them.
HOMOGENEOUS_BELOW = 50
REASONS = ("few-people", "few-events", "complement", "dominated", "young", "unchanged", "cannot-tell")

K = TypeVar("K", bound=Hashable)
_PASSED = object()


@dataclasses.dataclass(frozen=True)
class Withheld:
    """There is a figure and it is not said, or there is none: `reason` is one of REASONS."""

    reason: str

    def __post_init__(self) -> None:
        if self.reason not in REASONS:
            raise ValueError(f"{self.reason!r} is no reason to withhold")


@dataclasses.dataclass(frozen=True)
class Shown:
    """A figure about `people` people; `value` can be written as JSON. `since`: the day it was last computed for, where it stays what it was
    because fewer than five people have made a difference. Made by the functions of this module only."""

    people: int
    value: Any
    passed: dataclasses.InitVar[object] = None
    since: dt.date | None = None

    def __post_init__(self, passed: object) -> None:
        if passed is not _PASSED:
            raise TypeError("a figure is shown by the functions of parvis.kernel.thresholds only")


Published = Shown | Withheld


def lawful(floor: int) -> int:
    """`floor`, never under the hard minimum."""
    return max(floor, HARD_MINIMUM)


def show(
    value: Any,
    *,
    people: int,
    events: int | None = None,
    largest: float | None = None,
    floor: int,
    since: dt.date | None = None,
) -> Published:
    """`value`, if it is about `people` ≥ `floor` people and, where it counts something, `events` ≥ 5 of which no one person made more than
    70 % (`largest`, from 0 to 1)."""
    if people < lawful(floor):
        return Withheld("few-people")
    if events is not None and events < FEWEST_EVENTS:
        return Withheld("few-events")
    if largest is not None and largest > DOMINANT:
        return Withheld("dominated")
    return Shown(people, value, _PASSED, since)


def coded(part: float, whole: int) -> float | str:
    """The share as it may be said: to the hundredth, and "<= 0.10" or ">= 0.90" where few people are nearly all alike."""
    found = part / whole
    if whole < HOMOGENEOUS_BELOW and found <= 0.10:
        return "<= 0.10"
    if whole < HOMOGENEOUS_BELOW and found >= 0.90:
        return ">= 0.90"
    return round(found, 2)


def share(part: int, whole: int, *, floor: int) -> Published:
    """The share `part` of `whole` people."""
    return show(coded(part, whole) if whole else None, people=whole, floor=floor)


def few_hidden(count: int, whole: int | None = None) -> int | None:
    """A count of what people did, as it may be said: one to four are not, nor what would be one to four when taken from `whole`."""
    if 0 < count < HARD_MINIMUM or (whole is not None and 0 < whole - count < HARD_MINIMUM):
        return None
    return count


def to_five(count: float) -> int:
    """Rounded to the nearest multiple of five, halves up."""
    return int((count + 2.5) // 5 * 5)


def rounded(count: int) -> Published:
    """A count of people, five at least, rounded to five."""
    return Shown(to_five(count), to_five(count), _PASSED) if count >= HARD_MINIMUM else Withheld("few-events")


def kept(value: Any, *, people: int, withheld: str, floor: int, since: dt.date | None = None) -> Published:
    """A figure as it was frozen; a floor raised since hides it too."""
    return Withheld(withheld) if withheld else show(value, people=people, floor=floor, since=since)


def table(
    cells: Mapping[K, tuple[int, Any]],
    *,
    floor: int,
    rows: Callable[[K], Hashable] | None = None,
    columns: Callable[[K], Hashable] | None = None,
    lines: Callable[[K], tuple[Hashable, ...]] | None = None,
) -> dict[K, Published]:
    """The cells (people, value) of a table whose totals are known: what is hidden cannot be computed from what is shown.

    `rows` and `columns` name the line of each cell; `lines` names all of its lines where there are others; without any the table is
    one line with one total. A value that is `Shown` has passed already; one that is `Withheld` stays so and needs hiding too. In each
    line with a hidden cell the next smallest are hidden until the hidden are two and `floor` people; then a linear program looks for a
    hidden cell that the totals would tell to within less than ten, and hides its neighbours until there is none.
    """
    if lines is None:
        named = [one for one in (rows, columns) if one is not None]

        def lines(key: K) -> tuple[Hashable, ...]:
            return tuple((rank, one(key)) for rank, one in enumerate(named)) if named else ("",)

    first = {
        key: value if isinstance(value, Withheld | Shown) else show(value, people=people, floor=floor)
        for key, (people, value) in cells.items()
    }
    hidden = {key for key, found in first.items() if isinstance(found, Withheld)}
    sizes = {key: people for key, (people, _value) in cells.items()}
    beside = suppress(sizes, hidden, {key: lines(key) for key in cells}, floor=lawful(floor))
    return {key: Withheld("complement") if key in beside - hidden else found for key, found in first.items()}
