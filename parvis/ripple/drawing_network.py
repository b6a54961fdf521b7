"""The drawings of the network: first voices and first times by week, the wait before a first word or a first answer. Each is made for a desk and
for a phone, and has a twin in a table. Lengths are user units of the SVG (1 px)."""

from __future__ import annotations

import dataclasses
import datetime as dt
from collections.abc import Callable, Mapping, Sequence
from typing import Any

from django.utils.functional import Promise
from django.utils.translation import gettext as _

from parvis.kernel.thresholds import Published, Shown
from parvis.ripple.words import WHY

WIDTH, HEIGHT = 840, 150
NARROW = 320
WIDEST_BAR = 34.0


@dataclasses.dataclass(frozen=True)
class Bar:
    x: float
    width: float
    height: float
    week: dt.date
    count: float | None
    why: str | Promise = ""


@dataclasses.dataclass(frozen=True)
class Bars:
    """One bar a week, oldest first; a week withheld has no count and says why. `most` is the tallest."""

    bars: list[Bar]
    most: float
    width: int = WIDTH
    height: int = HEIGHT

    @property
    def last(self) -> Bar | None:
        return self.bars[-1] if self.bars else None


Weeks = Sequence[tuple[dt.date, Published]]


def bars_of(series: Weeks, width: int = WIDTH, height: int = HEIGHT, key: str = "count") -> Bars:
    counts = [(week, found.value[key] if isinstance(found, Shown) else None) for week, found in series]
    reasons = ["" if isinstance(found, Shown) else WHY[found.reason] for _week, found in series]
    most = max((count or 0 for _week, count in counts), default=0)
    step = width / max(len(counts), 1)
    wide = min(step * 0.76, WIDEST_BAR)
    return Bars(
        [Bar(round((n + 0.5) * step - wide / 2, 1), round(wide, 1), round(height * (count or 0) / (most or 1), 1), week, count, reasons[n]) for n, (week, count) in enumerate(counts)],
        most, width, height,
    )  # fmt: skip


@dataclasses.dataclass(frozen=True)
class Curve:
    """The share who have written, or were answered, by the time since (one minus the wait): `line` and `area` are SVG paths; `ticks` (x, words);
    `rows` (words, share, low, high) for the table."""

    line: str
    area: str
    ticks: list[tuple[float, str]]
    rows: list[tuple[str, float, float, float]]
    median: int | None
    median_x: float | None
    last: float
    width: int = WIDTH


def in_weeks(count: int) -> str:
    return _("%(n)s wk") % {"n": count}


def in_hours(count: int) -> str:
    return _("%(n)d h") % {"n": count} if count < 48 or count % 24 else _("%(n)d d") % {"n": count // 24}


def curve_of(value: Mapping[str, Any], width: int = WIDTH) -> Curve | None:
    """Of a wait in `weeks` or in `hours`; None where it is known at one moment only."""
    told: Callable[[int], str] = in_weeks if "weeks" in value else in_hours
    times: list[int] = value["weeks"] if "weeks" in value else value["hours"]
    if len(times) < 2:
        return None
    done = [1 - share for share in value["survival"]]
    low, high = [1 - one for one in value["high"]], [1 - one for one in value["low"]]
    span = times[-1]

    def at(time: float, share: float) -> str:
        return f"{time * width / span:.1f} {HEIGHT - share * HEIGHT:.1f}"

    def steps(shares: Sequence[float]) -> list[str]:
        found = [at(times[0], shares[0])]
        for time, before, after in zip(times[1:], shares, shares[1:], strict=False):
            found += [at(time, before), at(time, after)]
        return found

    every = every_of(span, told is in_weeks)
    apart = every if width > NARROW or span // every < 4 else 2 * every
    shown = sorted({0, *range(every, span + 1, every), span})
    rows = [(told(times[n]), done[n], low[n], high[n]) for n in range(len(times)) if times[n] in shown]
    median = value.get("median")
    return Curve(
        "M" + "L".join(steps(done)), "M" + "L".join([*steps(high), *reversed(steps(low))]) + "Z",
        [(round(time * width / span, 1), told(time)) for time in range(0, span + 1, apart)], rows, median,
        round(median * width / span, 1) if median is not None else None, done[-1], width,
    )  # fmt: skip


def every_of(span: int, is_weeks: bool) -> int:
    """From one tick to the next: quarters or months of weeks, days or parts of days of hours."""
    if is_weeks:
        return 13 if span >= 40 else 4 if span >= 8 else 1
    return 24 if span >= 72 else 6 if span >= 18 else 2 if span >= 6 else 1


def both(drawn: Callable[[int], Any]) -> list[Any]:
    """For a desk, then for a phone."""
    return [found for width in (WIDTH, NARROW) if (found := drawn(width)) is not None]
