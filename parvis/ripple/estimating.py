"""The effect of leaders who begin to speak, on those around them who had been silent (notes on adoption, B2 to B5).

A team is the people whose nearest leader above is the same. What is looked at is the share of its silent people (no word for 90 days) who speak, by
periods of four weeks. A team begins in the period of its leader's third contribution, one post may be an accident, or on the day of its wave in an order
drawn by lot (`beginning`). What may be said of it: `judging`.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator

import numpy as np

from parvis.people.models import Person, Unit
from parvis.ripple.beginning import WEEKS_A_PERIOD, cohorts
from parvis.ripple.computing import Counted
from parvis.ripple.judging import Teams, judged
from parvis.ripple.models import Panel
from parvis.ripple.window import Window

MOST_PERIODS = 26


def effect(window: Window) -> Iterator[Counted]:
    """The effect as it is known on this Monday, from the raw panel of the weeks frozen before and this one."""
    teams = teams_of(window.week)
    if teams is None or not teams.silent.size:
        yield Counted("all", "", 0, None)
        return
    people = int(teams.silent.mean(axis=1).sum())
    yield Counted("all", "", people, judged(teams, window.floor))


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
    paths = {
        unit: [int(part) for part in path.split("/") if part] for unit, path in Unit.objects.values_list("pk", "path")
    }
    team_of = {unit: next((above for above in reversed(path) if above in leaders), 0) for unit, path in paths.items()}
    names = sorted({team for team in team_of.values() if team})
    rank = {team: n for n, team in enumerate(names)}
    silent, activated = np.zeros((len(names), periods)), np.zeros((len(names), periods), int)
    for at, unit, quiet, spoke in rows:
        period = periods - 1 - (week - at).days // 7 // WEEKS_A_PERIOD
        team = rank.get(team_of.get(unit, 0))
        if team is not None and period >= 0:
            silent[team, period] += quiet / WEEKS_A_PERIOD
            activated[team, period] += spoke
    return Teams(silent, activated, *cohorts([leaders[team] for team in names], week, periods))


def leaders_by_unit() -> dict[int, list[int]]:
    """The leaders of each unit that has some: ids of people."""
    found: dict[int, list[int]] = {}
    for person, unit in (
        Person.objects.present().filter(mandate__isnull=False, unit__isnull=False).values_list("pk", "unit_id")
    ):
        found.setdefault(unit, []).append(person)
    return found
