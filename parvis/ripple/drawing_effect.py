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
    """`points` in the drawing, the height of `zero`, where the beginning stands, and ticks (y, words)."""

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
        points, y(0), round(EDGE + (before - 0.5) * step, 1), [(y(value), round(value, 1)) for value in (top, bottom)]
    )
