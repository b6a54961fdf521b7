"""The map of one's own ties: oneself in the middle, those near in the organisation near, those far further; for one's own eyes."""

from __future__ import annotations

import dataclasses
import math
from collections.abc import Sequence

from parvis.ripple.own import SHOWN, Tie

RINGS = (92.0, 152.0, 212.0)  # one or two steps, three, four and more
NAMED = 14


@dataclasses.dataclass(frozen=True)
class Point:
    tie: Tie
    x: float
    y: float
    width: float
    label: tuple[float, float, str] | None


@dataclasses.dataclass(frozen=True)
class Map:
    points: list[Point]
    rings: tuple[float, ...] = RINGS
    box: tuple[int, int, int, int] = (-330, -245, 660, 490)


def ring_of(tie: Tie) -> int:
    return 2 if tie.steps is None or tie.steps >= 4 else 1 if tie.steps == 3 else 0


def map_of(ties: Sequence[Tie]) -> Map | None:
    """At most 48 ties, two-way first; people of one unit side by side. None when there is none."""
    shown = list(ties[:SHOWN])
    if not shown:
        return None
    shown.sort(key=lambda tie: (ring_of(tie), tie.person.unit_id or 0, tie.person.pk))
    points = []
    for ring, radius in enumerate(RINGS):
        here = [tie for tie in shown if ring_of(tie) == ring]
        for n, tie in enumerate(here):
            angle = -math.pi / 2 + math.tau * (n + 0.5 * (ring % 2) + 0.25) / len(here)
            x, y = radius * math.cos(angle), radius * math.sin(angle)
            side = "start" if x >= 0 else "end"
            label = (round(x + (18 if x >= 0 else -18), 1), round(y + 4, 1), side) if len(shown) <= NAMED else None
            width = min(5.0, 1.2 + 0.5 * math.sqrt(tie.given + tie.received))
            points.append(Point(tie, round(x, 1), round(y, 1), round(width, 1), label))
    return Map(points)
