"""The event study, drawn: the effect by periods of four weeks since a leader began, with its interval and the band that holds for all at once."""

from __future__ import annotations

import dataclasses
from collections.abc import Sequence
from typing import Any

WIDTH, HEIGHT, EDGE = 640, 220, 30


@dataclasses.dataclass(frozen=True)
class Point:
    x: float
    y: float
    low: float
    high: float
    band_low: float
    band_high: float
    row: dict[str, Any]


@dataclasses.dataclass(frozen=True)
class Study:
    """`points` in the drawing, the height of `zero`, where the beginning stands, and what is written beside the drawing: (y, how many of a hundred)."""

    points: list[Point]
    zero: float
    start: float
    ticks: list[tuple[float, float]]


def study_of(events: Sequence[dict[str, Any]]) -> Study:
    top = max(1e-6, *(row["band_high"] for row in events))
    bottom = min(-1e-6, *(row["band_low"] for row in events))
    step = (WIDTH - 2 * EDGE) / max(len(events) - 1, 1)

    def y(value: float) -> float:
        return round((top - value) / (top - bottom) * HEIGHT, 1)

    points = [
        Point(
            round(EDGE + n * step, 1), y(row["value"]), y(row["low"]), y(row["high"]), y(row["band_low"]), y(row["band_high"]), row
        )
        for n, row in enumerate(events)
    ]  # fmt: skip
    before = sum(row["event"] < 0 for row in events)
    return Study(
        points,
        y(0),
        round(EDGE + (before - 0.5) * step, 1),
        [(y(value), round(value, 1)) for value in (top, 0.0, bottom)],
    )


@dataclasses.dataclass(frozen=True)
class Series:
    """The organisation before and after: dots of what was seen (x, y, row), the line of what would have been without, where leaders begin, ticks."""

    dots: list[tuple[float, float, dict[str, Any]]]
    line: str
    start: float
    ticks: list[tuple[float, float]]
    rows: list[dict[str, Any]]


def series_of(points: Sequence[dict[str, Any]]) -> Series:
    top = max([1e-6, *(row["without"] for row in points), *(row["seen"] for row in points if row["seen"] is not None)])
    step = (WIDTH - 2 * EDGE) / max(len(points) - 1, 1)

    def at(n: int, value: float) -> tuple[float, float]:
        return round(EDGE + n * step, 1), round((top - value) / top * HEIGHT, 1)

    line = "M" + "L".join(f"{x} {y}" for x, y in (at(n, row["without"]) for n, row in enumerate(points)))
    dots = [(*at(n, row["seen"]), row) for n, row in enumerate(points) if row["seen"] is not None]
    before = sum(row["period"] < 0 for row in points)
    return Series(
        dots,
        line,
        round(EDGE + (before - 0.5) * step, 1),
        [(at(0, value)[1], round(value, 1)) for value in (top, 0.0)],
        list(points),
    )
