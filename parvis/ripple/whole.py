"""The organisation as one population, when teams cannot be compared: what its own past would have gone on to, once leaders begin (notes on adoption,
B3.4). The weakest of the designs: it is told only where the better one refuses for want of teams, and never as a cause."""

from __future__ import annotations

import datetime as dt
from typing import Any

import numpy as np

from parvis.kernel.thresholds import HARD_MINIMUM
from parvis.ripple.judging import FLOOR, WEEKS_A_PERIOD, Teams
from parvis.ripple.statistics.interrupted import change
from parvis.ripple.statistics.refusing import LEAST_ACTIVATIONS, LEAST_ON_A_SIDE, wording

# Weeks before the first leader begins, and after. A year before: each season and each holiday that comes after has then been seen once without
# leaders. With less, a summer and a beginning are the same thing.
LEAST_BEFORE, LEAST_AFTER = 52, 8
# When organisations rest, from and to (month, day): the turn of the year, and August. Elsewhere seasons are smooth.
RESTS = (((12, 24), (1, 2)), ((8, 1), (8, 25)))
MOST_LASTING = 0.5
INSTEAD_OF = frozenset(
    {"few-teams", "few-periods", "few-on-a-side"}
)  # refusals of the comparison of teams that this may stand in for


def whole(
    silent: np.ndarray, activated: np.ndarray, teams: Teams, floor: int = FLOOR, *, ends: dt.date | None = None
) -> dict[str, Any]:
    """From `silent` people and those of them `activated` week by week, all teams together, the last weeks as many whole periods as `teams` has: a
    refusal with its reason, or the ratio with its doubt. `ends` is the Monday the last week ends before: holidays are then set apart."""
    weeks = len(silent)
    began = teams.cohort[teams.begun]
    since = weeks - WEEKS_A_PERIOD * (teams.silent.shape[1] - int(began.min())) if began.size else weeks
    said: dict[str, Any] = {"weeks": weeks, "refused": "", "wording": "cannot-tell"}
    why = refusal(silent, activated, since, begun=len(began), before=int((teams.cohort == 0).sum()), floor=floor)
    if why in ("few-leaders", "begun-before"):  # when they began would be about those few
        return {**said, "refused": why}
    said["before"] = since
    if why:
        return {**said, "refused": why}
    rests = [days for days in resting(ends, weeks) if days.any()] if ends else []
    found = change(activated, since, np.maximum(silent, 1), rests=rests)
    if abs(found.lasting) > MOST_LASTING:
        return {**said, "refused": "lasting"}
    low, high = round(found.low, 2), round(found.high, 2)
    points = periods(silent, activated, found.without, since, floor)
    return {
        **said,
        "wording": wording(low - 1, high - 1, drawn=False),
        "times": round(found.ratio, 2),
        "low": low,
        "high": high,
        "points": points,
    }


def resting(ends: dt.date, weeks: int) -> list[np.ndarray]:
    """For each of `RESTS`, the share of the days of each of the last `weeks` that fall in it."""
    first = ends - dt.timedelta(weeks=weeks)
    days = [first + dt.timedelta(days=n) for n in range(7 * weeks)]
    names = [(day.month, day.day) for day in days]
    inside = [
        [since <= name < until or (since > until and not until <= name < since) for name in names]
        for since, until in RESTS
    ]
    return [np.array(one, float).reshape(weeks, 7).mean(axis=1) for one in inside]


def refusal(silent: np.ndarray, activated: np.ndarray, since: int, *, begun: int, before: int, floor: int) -> str:
    """Why nothing is said: a code, or nothing."""
    if begun < HARD_MINIMUM:
        return "few-leaders"
    if before:
        return "begun-before"
    if since < LEAST_BEFORE or len(silent) - since < LEAST_AFTER:
        return "few-weeks"
    if activated.sum() < LEAST_ACTIVATIONS:
        return "few-activations"
    sides = (slice(0, since), slice(since, None))
    if any(silent[side].mean() < floor or activated[side].sum() < LEAST_ON_A_SIDE for side in sides):
        return "few-on-a-side"
    return ""


def periods(
    silent: np.ndarray, activated: np.ndarray, without: np.ndarray, since: int, floor: int
) -> list[dict[str, Any]]:
    """By four weeks from the first beginning: of a hundred silent people, how many spoke (not said of fewer than five, nor among fewer than `floor`), and how
    many would have."""
    points = []
    for start in range(since % WEEKS_A_PERIOD, len(silent) - WEEKS_A_PERIOD + 1, WEEKS_A_PERIOD):
        there = slice(start, start + WEEKS_A_PERIOD)
        people, spoke = float(silent[there].mean()), int(activated[there].sum())
        hidden = spoke < LEAST_ON_A_SIDE or people < floor
        points.append({
            "period": (start - since) // WEEKS_A_PERIOD, "seen": None if hidden else round(100 * spoke / people, 1),
            "without": round(100 * float(without[there].sum()) / max(people, 1), 1),
        })  # fmt: skip
    return points
