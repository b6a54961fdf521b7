"""When somebody may be reached: their hours, week-ends, French public holidays. All moments are aware; results are in UTC."""

from __future__ import annotations

import dataclasses
import datetime as dt
import functools

MOST_STEPS = 40


@dataclasses.dataclass(frozen=True)
class Hours:
    """Reached from `begins` to `ends` (local; the same twice: all day), not on week-ends nor holidays when these are off.
    `on` False: at any time."""

    on: bool
    begins: dt.time
    ends: dt.time
    weekends: bool
    holidays: bool


def easter(year: int) -> dt.date:
    """The Sunday of Easter in the Gregorian calendar (Meeus/Jones/Butcher, *Nature* 13, 1876)."""
    a, b, c = year % 19, year // 100, year % 100
    h = (19 * a + b - b // 4 - (b - (b + 8) // 25 + 1) // 3 + 15) % 30
    x = (32 + 2 * (b % 4) + 2 * (c // 4) - h - c % 4) % 7
    m = (a + 11 * h + 22 * x) // 451
    month, day = divmod(h + x - 7 * m + 114, 31)
    return dt.date(year, month, day + 1)


@functools.lru_cache(maxsize=64)
def french_holidays(year: int) -> frozenset[dt.date]:
    """Those of the Code du travail, art. L3133-1."""
    sunday = easter(year)
    moving = {sunday + dt.timedelta(days=n) for n in (1, 39, 50)}
    fixed = [(1, 1), (5, 1), (5, 8), (7, 14), (8, 15), (11, 1), (11, 11), (12, 25)]
    return frozenset(moving | {dt.date(year, month, day) for month, day in fixed})


def is_day_off(day: dt.date, hours: Hours) -> bool:
    return (hours.weekends and day.weekday() >= 5) or (hours.holidays and day in french_holidays(day.year))


def morning(day: dt.date, hours: Hours, zone: dt.tzinfo) -> dt.datetime:
    """When that day begins; through UTC, so that an hour that does not exist (the night of the change) becomes one that does."""
    return dt.datetime.combine(day, hours.begins, zone).astimezone(dt.UTC)


def next_open(when: dt.datetime, hours: Hours, zone: dt.tzinfo) -> dt.datetime:
    """`when` itself when the person may be reached then, else the next moment they may."""
    if not hours.on:
        return when
    local = when.astimezone(zone)
    over_midnight = hours.begins > hours.ends
    for step in range(MOST_STEPS):
        day, time = local.date(), local.time() if step == 0 else hours.begins
        if not is_day_off(day, hours):
            if hours.begins == hours.ends:
                return when if step == 0 else dt.datetime.combine(day, dt.time(0), zone).astimezone(dt.UTC)
            inside = (time >= hours.begins or time < hours.ends) if over_midnight else hours.begins <= time < hours.ends
            if inside:
                return when if step == 0 else morning(day, hours, zone)
            if time < hours.begins:
                return morning(day, hours, zone)
        local = local + dt.timedelta(days=1)
    return when


def next_digest(now: dt.datetime, daily: bool, day: int, hour: int, hours: Hours, zone: dt.tzinfo) -> dt.datetime:
    """The next summary: at `hour` of the next day that is `day` of the week (Monday is 0), or of the next day when `daily`; a day off
    waits for the next that is not."""
    local = now.astimezone(zone)
    for ahead in range(9):
        date = local.date() + dt.timedelta(days=ahead)
        at = dt.datetime.combine(date, dt.time(hour), zone).astimezone(dt.UTC)
        if at > now and (date.weekday() == day or daily):
            away = dataclasses.replace(hours, begins=dt.time(0), ends=dt.time(0))
            opens = next_open(at, away, zone)
            return at if opens == at else dt.datetime.combine(opens.astimezone(zone).date(), dt.time(hour), zone).astimezone(dt.UTC)  # fmt: skip
    return now + dt.timedelta(days=7)
