"""The drawings of the network: first voices by week, the wait before a first word, bridges between units. Each has a twin in a table."""

from __future__ import annotations

import dataclasses
import datetime as dt
from collections.abc import Mapping, Sequence
from typing import Any

from django.utils.functional import Promise

from parvis.kernel.thresholds import Published, Shown
from parvis.ripple.words import WHY

WIDTH, HEIGHT = 640, 150
MOST_CELLS = 12


@dataclasses.dataclass(frozen=True)
class Bar:
    x: float
    width: float
    height: float
    week: dt.date
    count: int | None
    why: str | Promise = ""


@dataclasses.dataclass(frozen=True)
class Bars:
    """One bar a week, oldest first; a week withheld has no count and says why. `most` is the tallest."""

    bars: list[Bar]
    most: int

    @property
    def last(self) -> Bar | None:
        return self.bars[-1] if self.bars else None


def bars_of(series: Sequence[tuple[dt.date, Published]]) -> Bars:
    counts = [(week, found.value["count"] if isinstance(found, Shown) else None) for week, found in series]
    reasons = ["" if isinstance(found, Shown) else WHY[found.reason] for _week, found in series]
    most = max((count or 0 for _week, count in counts), default=0)
    step = WIDTH / max(len(counts), 1)
    return Bars(
        [Bar(round(n * step + step * 0.12, 1), round(step * 0.76, 1), round(HEIGHT * (count or 0) / max(most, 1), 1), week, count, reasons[n]) for n, (week, count) in enumerate(counts)],
        most,
    )  # fmt: skip


@dataclasses.dataclass(frozen=True)
class Curve:
    """The share who have written by weeks since they were let in (one minus the wait): `line` and `area` are SVG paths; `rows` (week, share, low,
    high) for the table."""

    line: str
    area: str
    ticks: list[tuple[float, int]]
    rows: list[tuple[int, float, float, float]]
    median: int | None
    median_x: float | None
    last: float


def curve_of(value: Mapping[str, Any]) -> Curve | None:
    weeks = value["weeks"]
    if len(weeks) < 2:
        return None
    spoken = [1 - share for share in value["survival"]]
    low, high = [1 - one for one in value["high"]], [1 - one for one in value["low"]]
    span = weeks[-1]

    def at(week: float, share: float) -> str:
        return f"{week * WIDTH / span:.1f} {HEIGHT - share * HEIGHT:.1f}"

    def steps(shares: Sequence[float]) -> list[str]:
        found = [at(weeks[0], shares[0])]
        for week, before, after in zip(weeks[1:], shares, shares[1:], strict=False):
            found += [at(week, before), at(week, after)]
        return found

    every = 13 if span >= 40 else 4 if span >= 8 else 1
    shown = sorted({0, *range(every, span + 1, every), span})
    rows = [(weeks[n], spoken[n], low[n], high[n]) for n in range(len(weeks)) if weeks[n] in shown]
    median = value.get("median")
    return Curve(
        "M" + "L".join(steps(spoken)), "M" + "L".join([*steps(high), *reversed(steps(low))]) + "Z",
        [(round(week * WIDTH / span, 1), week) for week in range(0, span + 1, every)], rows, median,
        round(median * WIDTH / span, 1) if median is not None else None, spoken[-1],
    )  # fmt: skip


@dataclasses.dataclass(frozen=True)
class Matrix:
    """`names` of the units, and for each pair the ties between them (None: withheld or none) with how strong to paint them, from 0 to 4."""

    names: list[str]
    rows: list[list[tuple[int | None, int]]]


def matrix_of(cells: Mapping[str, Published], names: Mapping[int, str]) -> Matrix | None:
    """Of the units with most ties shown; None when nothing is shown."""
    ties = {
        tuple(int(part) for part in cell.split(":")): found.value["ties"]
        for cell, found in cells.items()
        if isinstance(found, Shown)
    }
    weight: dict[int, int] = {}
    for pair, count in ties.items():
        for unit in {unit for unit in pair if unit in names}:
            weight[unit] = weight.get(unit, 0) + count
    units = sorted(weight, key=lambda unit: (-weight[unit], names[unit]))[:MOST_CELLS]
    if not units:
        return None
    most = max(ties.values())

    def cell(one: int, other: int) -> tuple[int | None, int]:
        count = ties.get((min(one, other), max(one, other)))
        return count, 0 if count is None else 1 + min(3, int(4 * count / (most + 1)))

    return Matrix([names[unit] for unit in units], [[cell(one, other) for other in units] for one in units])
