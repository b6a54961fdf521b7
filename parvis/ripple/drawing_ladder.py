"""From spectator to voice: how many people stand at each step now, how many have ever gone as far, and who takes a step for the first time."""

from __future__ import annotations

import dataclasses
import datetime as dt
from itertools import accumulate
from typing import Any

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from parvis.kernel.thresholds import Shown
from parvis.ripple.drawing_network import Bars, Weeks, bars_of

WIDTH = 150.0
STEPS = (
    _("Have not come"),
    _("Passed by"),
    _("Only read"),
    _("Only react"),
    _("Answer others"),
    _("Tell of their own"),
    _("Often here"),
    _("Link people"),
)
FIRST = {"reactor": _("have reacted"), "commenter": _("have commented"), "poster": _("have posted")}


@dataclasses.dataclass(frozen=True)
class Step:
    """`now`: people at this step in these four weeks; `reached`: who have one day been there or further, with the share of all; bars of
    WIDTH at most."""

    name: str | Promise
    now: int
    reached: int
    share: float
    now_width: float
    reached_width: float


@dataclasses.dataclass(frozen=True)
class Ladder:
    """`half`: the furthest step that half of the people have reached."""

    steps: list[Step]
    half: Step


def ladder_of(value: dict[str, list[int]]) -> Ladder | None:
    """Of counts rounded to five, so that sums are near and not exact; None where they come to nothing."""
    now = value["current"]
    reached = list(accumulate(reversed(value["ever"])))[::-1]
    everybody = reached[0]
    if not everybody:
        return None
    most = max(*now, 1)
    steps = [
        Step(name, here, ever, ever / everybody, round(WIDTH * here / most, 1), round(WIDTH * ever / everybody, 1))
        for name, here, ever in zip(STEPS, now, reached, strict=True)
    ]
    return Ladder(steps, [step for step in steps if step.share >= 0.5][-1])


@dataclasses.dataclass(frozen=True)
class First:
    """Of those who never had, the share who did so for the first time, week by week; `latest` None where it is kept back."""

    name: str | Promise
    latest: float | None
    bars: Bars

    @property
    def is_told(self) -> bool:
        return any(bar.count is not None for bar in self.bars.bars)


@dataclasses.dataclass(frozen=True)
class Firsts:
    kinds: list[First]
    weeks: list[tuple[dt.date, list[float | None]]]


def firsts_of(series: Weeks) -> Firsts | None:
    """None before the first week."""
    if not series:
        return None

    def share(found: Any, kind: str) -> float | None:
        return found.value.get(kind) if isinstance(found, Shown) else None

    kinds = [First(name, share(series[-1][1], kind), bars_of(series, 220, 46, kind)) for kind, name in FIRST.items()]
    return Firsts(kinds, [(week, [share(found, kind) for kind in FIRST]) for week, found in series])
