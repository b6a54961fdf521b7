"""What may be published."""

from __future__ import annotations

import dataclasses
from typing import Any

HARD_MINIMUM, DEFAULT_FLOOR = 5, 10
_GUARD = object()


@dataclasses.dataclass(frozen=True)
class Withheld:
    reason: str


@dataclasses.dataclass(frozen=True)
class Shown:
    people: int
    value: Any
    guard: Any = dataclasses.field(default=None, repr=False, compare=False)

    def __post_init__(self) -> None:
        if self.guard is not _GUARD:
            raise TypeError("made by parvis.kernel.thresholds only")


Published = Shown | Withheld


def show(value: Any, *, people: int, events: int | None = None, largest: float | None = None, floor: int) -> Published:
    if people < max(floor, HARD_MINIMUM):
        return Withheld("few-people")
    return Shown(people, value, _GUARD)


def to_five(count: float) -> int:
    return int((count + 2.5) // 5 * 5)


def rounded(count: int) -> Published:
    if count < HARD_MINIMUM:
        return Withheld("few-events")
    return Shown(count, to_five(count), _GUARD)
