"""Organisations told as a whole, for want of teams to compare, whose truth was planted: a thousand people and one mood for all, seasons (± 40 %), rest at
the turn of the year and in August, conversations that bring others, and leaders who begin in the same weeks, at any time of the year."""

from __future__ import annotations

import dataclasses
import datetime as dt

import numpy as np

from bench import planted
from parvis.ripple.judging import Teams
from parvis.ripple.whole import resting, whole

PEOPLE, LEADERS, WEEKS, SINCE = 1000, 6, 80, 52
REST = (0.4, 0.6)  # what is left of talk at the turn of the year, and in August
SPREAD = 0.33  # of the logarithm of moods, where there are some
FIRST = dt.date(2024, 1, 1)
CASES = {
    "own-none": ("weeks on their own, no effect", 0.0, 1.0),
    "own-twice": ("weeks on their own, twice as many", 0.0, 2.0),
    "mood-none": ("moods, two fifths fade in a week, no effect", 0.6, 1.0),
    "mood-twice": ("moods, two fifths fade in a week, twice as many", 0.6, 2.0),
    "slow-none": ("slow moods, a fifth fades in a week, no effect", 0.8, 1.0),
    "slow-twice": ("slow moods, a fifth fades in a week, twice as many", 0.8, 2.0),
}


@dataclasses.dataclass(frozen=True)
class Year:
    silent: np.ndarray
    spoke: np.ndarray
    ends: dt.date


def moods(chance: np.random.Generator, lasting: float, weeks: int = WEEKS) -> np.ndarray:
    """One for all, log-normal, mean 1; `lasting` of it is left a week later."""
    if not lasting:
        return np.ones(weeks)
    log = np.empty(weeks)
    log[0] = chance.normal(0, SPREAD)
    for week in range(1, weeks):
        log[week] = lasting * log[week - 1] + chance.normal(0, SPREAD * (1 - lasting**2) ** 0.5)
    return np.exp(log - SPREAD**2 / 2)


def lived(chance: np.random.Generator, lasting: float, ratio: float) -> Year:
    begun = FIRST + dt.timedelta(weeks=int(chance.integers(52)))
    ends = begun + dt.timedelta(weeks=WEEKS)
    season = planted.season(np.arange(WEEKS) + (begun - FIRST).days // 7)
    for left, days in zip(REST, resting(ends, WEEKS), strict=True):
        season = season * (1 - (1 - left) * days)
    rate = planted.HAZARD * season * moods(chance, lasting) * np.where(np.arange(WEEKS) >= SINCE, ratio, 1)
    silent, back = PEOPLE, np.zeros(WEEKS + planted.SILENT, int)
    there, spoke = np.zeros(WEEKS), np.zeros(WEEKS, int)
    for week in range(WEEKS):
        seeds = chance.poisson(silent * rate[week] * (1 - planted.OFFSPRING))
        now = min(int(planted.conversations(chance, np.array([seeds])).sum()), silent)
        there[week], spoke[week] = silent, now
        back[week + planted.SILENT] += now
        silent += int(back[week]) - now
    return Year(there, spoke, ends)


def told(year: Year) -> dict[str, object]:
    periods = WEEKS // planted.WEEKS_A_PERIOD
    quiet = np.full((LEADERS, periods), PEOPLE / LEADERS)
    begun = np.full(LEADERS, SINCE // planted.WEEKS_A_PERIOD)
    return whole(year.silent, year.spoke, Teams(quiet, np.zeros((LEADERS, periods), int), begun, False), ends=year.ends)
