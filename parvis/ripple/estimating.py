"""The effect of leaders who begin to speak, on those around them who had been silent (notes on adoption, B2 to B5).

A team is the people whose nearest leader above is the same. What is looked at is the share of its silent people (no word for 90 days) who speak, by
periods of four weeks. A team begins in the period of its leader's third contribution: one post may be an accident. With an order drawn by lot, a
wave begins, all of it at once, when half of its leaders have: what each of them chose plays no part.
"""

from __future__ import annotations

import dataclasses
import datetime as dt
from collections.abc import Collection, Iterator
from typing import Any

import numpy as np

from parvis.chronicle.models import Entry
from parvis.kernel.ids import made_at
from parvis.kernel.thresholds import HARD_MINIMUM, few_hidden
from parvis.people.models import Person, Unit
from parvis.ripple.computing import Counted
from parvis.ripple.drawn import waves
from parvis.ripple.models import Panel
from parvis.ripple.statistics.effects import NEVER, GroupTime, Unanswerable, group_time, randomisation
from parvis.ripple.statistics.power import smallest_ratio
from parvis.ripple.statistics.refusing import reason, wording
from parvis.ripple.window import Window

WEEKS_A_PERIOD, MOST_PERIODS, CONTRIBUTIONS, DRAWS = 4, 26, 3, 1000
LEAST_TOGETHER, LEAST_BEHIND = 2, 5


@dataclasses.dataclass(frozen=True)
class Teams:
    """By team and period: `silent` people (mean), `activated` of them; `cohort` the period each begins at (NEVER: not yet)."""

    silent: np.ndarray
    activated: np.ndarray
    cohort: np.ndarray
    drawn: bool

    @property
    def share(self) -> np.ndarray:
        return self.activated / np.maximum(self.silent, 1)


def effect(window: Window) -> Iterator[Counted]:
    """The effect as it is known on this Monday, from the raw panel of the weeks frozen before and this one."""
    teams = teams_of(window.week)
    if teams is None or not teams.silent.size:
        yield Counted("all", "", 0, None)
        return
    people = int(teams.silent.mean(axis=1).sum())
    yield Counted("all", "", people, counts_told(judged(teams)), counts=freed_by_week(window.week))


def counts_told(value: dict[str, Any]) -> dict[str, Any]:
    """How many teams, where none of the numbers is one to four, nor can be worked out to be: a few teams are their leaders."""
    teams, begun, waiting = value["teams"], value["begun"], value["waiting"]
    if any(0 < n < HARD_MINIMUM for n in (teams, begun, waiting, teams - begun - waiting)):
        return {**value, "teams": few_hidden(teams), "begun": None, "waiting": None}
    return value


def freed_by_week(week: dt.date) -> dict[str, int]:
    """How many silent people under a leader spoke in each week the effect is read from. Nobody is silent again for ninety days: those of the weeks
    added since a figure was published are so many people who make the difference with it."""
    since = week - dt.timedelta(weeks=WEEKS_A_PERIOD * MOST_PERIODS)
    found: dict[str, int] = {}
    led = {unit for unit, team in team_of(leaders_by_unit()).items() if team}
    rows = Panel.objects.filter(snapshot__week__lte=week, snapshot__week__gt=since, unit__in=led)
    for at, spoke in rows.values_list("snapshot__week", "activated"):
        found[str(at)] = found.get(str(at), 0) + spoke
    return found


def judged(teams: Teams) -> dict[str, Any]:
    """What may be said: a refusal with its reason, or the estimate with its doubt; and what could have been seen."""
    begun = (teams.cohort != NEVER) & (teams.cohort > 0)
    later = teams.cohort == NEVER
    weekly = float(teams.activated.sum() / max(teams.silent.sum() * WEEKS_A_PERIOD, 1))
    silent = float(teams.silent.mean()) if teams.silent.size else 0.0
    said: dict[str, Any] = {
        "teams": len(teams.cohort), "begun": int(begun.sum()), "waiting": int(later.sum()), "periods": teams.silent.shape[1], "drawn": teams.drawn,
        "seen_from": smallest_ratio(len(teams.cohort) // 2, silent, weekly) if weekly else None,
    }  # fmt: skip
    before = int(teams.cohort[begun].min()) if begun.any() else 0
    found, leads = None, 1.0
    try:
        found = group_time(
            teams.share, teams.cohort, control="not-yet", small=True, anticipation=0 if teams.drawn else 1
        )
        leads = found.leads()
    except Unanswerable:
        before = 0
    why = reason(treated=int(begun.sum()), compared=int(later.sum()), periods_before=before, activations=int(teams.activated.sum()), leads_p=leads)  # fmt: skip
    _periods, sizes = np.unique(teams.cohort[begun], return_counts=True)
    if (
        not why and sizes.min() < LEAST_TOGETHER
    ):  # a team that begins alone has no spread: its interval would be too narrow
        why = "few-teams"
    if why or found is None:
        return {**said, "refused": why or "few-teams", "wording": "cannot-tell"}
    return {**said, "refused": "", **estimated(teams, found)}


def estimated(teams: Teams, found: GroupTime) -> dict[str, Any]:
    one, study = found.overall(), found.event_study()
    begun = np.flatnonzero((teams.cohort != NEVER) & (teams.cohort > 0))
    after = float(np.mean([teams.share[team, teams.cohort[team] :].mean() for team in begun]))
    before = float(np.mean([teams.share[team, : teams.cohort[team]].mean() for team in begun]))
    usual = max(after - one.value, 1e-6)

    def times(value: float) -> float:
        return round(max(0.0, 1 + value / usual), 2)

    p = round(randomisation(teams.share, teams.cohort, draws=DRAWS), 3) if teams.drawn else None
    # "Caused" needs the lot itself to say so: other orders would seldom have shown as much.
    return {
        "wording": wording(one.low, one.high, drawn=p is not None and p <= 0.05), "times": times(one.value), "low": times(one.low), "high": times(one.high),
        "before": round(before, 4), "after": round(after, 4), "others": round(usual, 4),
        "p": p,
        "events": [
            {"event": event, **{name: round(100 * value, 2) for name, value in zip(("value", "low", "high", "band_low", "band_high"), (e.value, e.low, e.high, *study.band(event)), strict=True)}}
            for event, e in zip(study.events, study.estimates, strict=True)
            if sum(0 <= start + event < teams.share.shape[1] for start in teams.cohort[begun]) >= LEAST_BEHIND  # never one leader's
        ],
    }  # fmt: skip


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


def begun_at(leader: int) -> dt.datetime | None:
    """When somebody wrote for the third time."""
    written = (
        Entry.objects.filter(by=leader, kind__in=("post.published", "comment.made"))
        .order_by("id")
        .values_list("id", flat=True)
    )
    third = list(written[CONTRIBUTIONS - 1 : CONTRIBUTIONS])
    return made_at(third[0]) if third else None


def cohorts(teams: list[list[int]], week: dt.date, periods: int) -> tuple[np.ndarray, bool]:
    """The period each team begins at, and whether an order drawn by lot said so."""
    first = dt.datetime.combine(week, dt.time(), tzinfo=dt.UTC) - dt.timedelta(weeks=WEEKS_A_PERIOD * periods)

    def period(leaders: list[int]) -> int:
        times = [at for leader in leaders if (at := begun_at(leader))]
        if not times or min(times) >= first + dt.timedelta(weeks=WEEKS_A_PERIOD * periods):
            return NEVER
        return max(0, (min(times) - first).days // (7 * WEEKS_A_PERIOD))

    own, order = [period(leaders) for leaders in teams], waves()
    drawn = [next((order[leader] for leader in leaders if leader in order), 0) for leaders in teams]
    if not all(drawn) or len(set(drawn)) < 2:
        return np.array(own), False
    together = {}
    for wave in set(drawn):
        members = sorted(p if p != NEVER else periods for p, w in zip(own, drawn, strict=True) if w == wave)
        middle = members[(len(members) - 1) // 2]
        together[wave] = middle if middle < periods else NEVER
    return np.array([together[wave] for wave in drawn]), True
