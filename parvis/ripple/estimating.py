"""The effect of leaders who begin to speak, on those around them who had been silent (notes on adoption, B2 to B5).

A team is the people whose nearest leader above is the same. What is looked at is the share of its silent people (no word for 90 days) who speak, by
periods of four weeks. A team begins in the period of its leader's third contribution, one post may be an accident, or on the day of its wave in an order
drawn by lot (`beginning`). What may be said of it: `judging`.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Collection, Iterator
from typing import Any

import numpy as np
from django.db.models import QuerySet

from parvis.kernel.thresholds import HARD_MINIMUM, few_hidden
from parvis.people.models import Person, Unit
from parvis.ripple.beginning import cohorts
from parvis.ripple.computing import Counted
from parvis.ripple.judging import WEEKS_A_PERIOD, Teams, judged
from parvis.ripple.models import Panel
from parvis.ripple.whole import INSTEAD_OF, whole
from parvis.ripple.window import Window

MOST_PERIODS = 26


def effect(window: Window) -> Iterator[Counted]:
    """The effect as it is known on this Monday, from the raw panel of the weeks frozen before and this one."""
    teams = teams_of(window.week)
    if teams is None or not teams.silent.size:
        yield Counted("all", "", 0, None)
        return
    people = int(teams.silent.mean(axis=1).sum())
    value = counts_told(judged(teams, window.floor))
    value["whole"] = (
        whole(*by_week(window.week, teams), teams, window.floor, ends=window.week)
        if value["refused"] in INSTEAD_OF
        else None
    )
    yield Counted("all", "", people, value, counts=freed_by_week(window.week))


def by_week(week: dt.date, teams: Teams) -> tuple[np.ndarray, np.ndarray]:
    """All teams together, week by week over the periods of `teams`: silent people, and those of them who spoke."""
    weeks = WEEKS_A_PERIOD * teams.silent.shape[1]
    silent, activated = np.zeros(weeks), np.zeros(weeks)
    since = week - dt.timedelta(weeks=weeks)
    for at, quiet, spoke in led(week, weeks).values_list("snapshot__week", "silent", "activated"):
        silent[(at - since).days // 7 - 1] += quiet
        activated[(at - since).days // 7 - 1] += spoke
    return silent, activated


def led(week: dt.date, weeks: int) -> QuerySet[Panel]:
    """The rows of the last `weeks` up to this Monday, of units that have a leader."""
    units = [unit for unit, team in team_of(leaders_by_unit()).items() if team]
    since = week - dt.timedelta(weeks=weeks)
    return Panel.objects.filter(snapshot__week__lte=week, snapshot__week__gt=since, unit__in=units)


def counts_told(value: dict[str, Any]) -> dict[str, Any]:
    """How many teams, where none of the numbers is one to four, nor can be worked out to be: a few teams are their leaders."""
    teams, begun, waiting = value["teams"], value["begun"], value["waiting"]
    if any(0 < n < HARD_MINIMUM for n in (teams, begun, waiting, teams - begun - waiting)):
        return {**value, "teams": few_hidden(teams), "begun": None, "waiting": None}
    return value


def freed_by_week(week: dt.date) -> dict[str, int]:
    """How many silent people under a leader spoke in each week the effect is read from. Nobody is silent again for ninety days: those of the weeks
    added since a figure was published are so many people who make the difference with it."""
    found: dict[str, int] = {}
    for at, spoke in led(week, WEEKS_A_PERIOD * MOST_PERIODS).values_list("snapshot__week", "activated"):
        found[str(at)] = found.get(str(at), 0) + spoke
    return found


def teams_of(week: dt.date) -> Teams | None:
    """The teams from the weeks frozen up to this Monday, in whole periods of four weeks that end with it; None without one whole period."""
    rows = list(
        Panel.objects.filter(snapshot__week__lte=week, snapshot__week__gt=week - dt.timedelta(weeks=WEEKS_A_PERIOD * MOST_PERIODS)).values_list("snapshot__week", "unit", "silent", "activated")
    )  # fmt: skip
    held = {(week - at).days // 7 for at, *_rest in rows}
    periods = 0
    while {periods * WEEKS_A_PERIOD + n for n in range(WEEKS_A_PERIOD)} <= held:
        periods += 1
    leaders = leaders_by_unit()
    if not periods or not leaders:
        return None
    team = team_of(leaders)
    names = sorted({one for one in team.values() if one})
    rank = {team: n for n, team in enumerate(names)}
    silent, activated = np.zeros((len(names), periods)), np.zeros((len(names), periods), int)
    for at, unit, quiet, spoke in rows:
        period = periods - 1 - (week - at).days // 7 // WEEKS_A_PERIOD
        place = rank.get(team.get(unit, 0))
        if place is not None and period >= 0:
            silent[place, period] += quiet / WEEKS_A_PERIOD
            activated[place, period] += spoke
    return Teams(silent, activated, *cohorts([leaders[one] for one in names], week, periods))


def team_of(leaders: Collection[int]) -> dict[int, int]:
    """The team of each unit: the nearest unit above, or itself, that has a leader; 0 without one."""
    paths = Unit.objects.values_list("pk", "path")
    return {
        unit: next((int(above) for above in reversed(path.split("/")) if above and int(above) in leaders), 0)
        for unit, path in paths
    }


def leaders_by_unit() -> dict[int, list[int]]:
    """The leaders of each unit that has some: ids of people."""
    found: dict[int, list[int]] = {}
    for person, unit in (
        Person.objects.present().filter(mandate__isnull=False, unit__isnull=False).values_list("pk", "unit_id")
    ):
        found.setdefault(unit, []).append(person)
    return found
