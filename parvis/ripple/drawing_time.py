"""The line of time of a post: words above, reactions below, over fourteen days; the first day has as much room as the others together."""

from __future__ import annotations

import dataclasses
import datetime as dt
import math
from collections.abc import Sequence

from django.utils.translation import gettext as _

from parvis.ripple.events import Event

SPAN = dt.timedelta(days=14)
HOUR = 3600.0
TICKS = [1, 6, 24, 72, 168, 336]  # hours
UP, DOWN, HIGH = 56.0, 34.0, 96


@dataclasses.dataclass(frozen=True)
class Bar:
    x: float
    width: float
    up: float
    down: float


@dataclasses.dataclass(frozen=True)
class Line:
    """A drawing `width` wide: bars, ticks (x, words), and where the first answer and the half of it all stand (x or None)."""

    width: int
    bars: list[Bar]
    ticks: list[tuple[float, str]]
    half: float | None

    @property
    def half_anchor(self) -> str:
        return "end" if self.half and self.half > self.width * 0.6 else "start"


def place(after: dt.timedelta, width: float) -> float:
    """Where an instant so long after the post stands: logarithmic, in hours (x = log(1 + t) / log(1 + 336))."""
    hours = min(max(after, dt.timedelta()), SPAN).total_seconds() / HOUR
    return round(width * math.log1p(hours) / math.log1p(SPAN.total_seconds() / HOUR), 1)


def tick_words(hours: int) -> str:
    if hours < 24:
        return _("%(n)d h") % {"n": hours}
    return _("%(n)d d") % {"n": hours // 24}


def line_of(events: Sequence[Event], half: dt.timedelta | None, width: int, count: int) -> Line | None:
    """`count` bars over a drawing `width` wide; None when nothing happened in the fourteen days."""
    root = events[0]
    said, reacted = [0] * count, [0] * count
    times = [(one.at, said) for one in events[1:]] + [(at, reacted) for one in events for _who, at in one.reactions]
    for at, into in times:
        if at - root.at <= SPAN:
            into[min(count - 1, int(place(at - root.at, count)))] += 1
    if not (any(said) or any(reacted)):
        return None
    most_said, most_reacted, step = max(said) or 1, max(reacted) or 1, width / count
    bars = [
        Bar(round(n * step + 1, 1), round(step - 2, 1), round(UP * up / most_said, 1), round(DOWN * down / most_reacted, 1))
        for n, (up, down) in enumerate(zip(said, reacted, strict=True)) if up or down
    ]  # fmt: skip
    ticks = [(place(dt.timedelta(hours=n), width), tick_words(n)) for n in TICKS]
    return Line(width, bars, ticks, place(half, width) if half is not None else None)
