"""What a programme could show, before it starts: the smallest effect that a drawn order would detect, from the organisation's own figures
(`ripple.statistics.power`): how often its silent people begin, and how much its own teams change by themselves from one month to the next two."""

from __future__ import annotations

import dataclasses
import datetime as dt

import numpy as np

from parvis.kernel import clock
from parvis.people.models import Person
from parvis.posts.models import FirstVoice
from parvis.ripple.statistics.power import Variation, smallest_ratio, variation
from parvis.ripple.statistics.refusing import LEAST_TEAMS

WEEK, RECENT, WEEKS = dt.timedelta(weeks=1), dt.timedelta(weeks=12), 26


@dataclasses.dataclass(frozen=True)
class Prospect:
    """`teams` in all; `silent` people a team on average who have never spoken; `weekly` share of them who begin, over twelve weeks; how much the teams
    varied in six months (None: too little was seen to tell)."""

    teams: int
    silent: float
    weekly: float
    own: Variation | None

    @property
    def arm(self) -> int:
        return self.teams // 2

    @property
    def ratio(self) -> float | None:
        return smallest_ratio(self.arm, self.own)

    @property
    def is_too_little(self) -> bool:
        """Too few teams for any figure to be printed afterwards."""
        return self.arm < LEAST_TEAMS


def prospect() -> Prospect:
    """From the organisation's own figures: averages over all teams, never one of them. A team is the people whose nearest leader
    above them is the same."""
    leaders = set(Person.objects.present().filter(mandate__isnull=False).values_list("pk", flat=True))
    spoken = dict(FirstVoice.objects.values_list("person_id", "at"))
    now = clock.now()
    since, first = now - RECENT, now - WEEKS * WEEK
    rank = {leader: n for n, leader in enumerate(sorted(leaders))}
    silent_now = np.zeros(len(rank), int)
    began = silent = 0
    team, week = (
        [],
        [],
    )  # of each person silent when the six months began, and the week of their first word (WEEKS: not yet)
    people = Person.objects.present().filter(is_guest=False).values_list("pk", "chain")
    for pk, chain in people.iterator(chunk_size=5000):
        above = (int(part) for part in reversed(chain.split("/")) if part and int(part) != pk)
        nearest = next((leader for leader in above if leader in leaders), None)
        if nearest is None or pk in leaders:
            continue
        at = spoken.get(pk)
        if at is None or at >= since:  # silent when the twelve weeks began
            silent += 1
            began += at is not None
        if at is None or at >= first:
            team.append(rank[nearest])
            week.append(WEEKS if at is None else min((at - first) // WEEK, WEEKS - 1))
        silent_now[rank[nearest]] += at is None
    with_people = silent_now[silent_now > 0]
    return Prospect(
        len(with_people),
        float(with_people.mean()) if len(with_people) else 0.0,
        began / silent / (RECENT / WEEK) if silent else 0.0,
        varied(np.array(team, int), np.array(week, int), len(rank)),
    )


def varied(team: np.ndarray, week: np.ndarray, teams: int) -> Variation | None:
    """How much the teams varied, from the team of each person and the week of their first word."""
    spoke = np.bincount(team * (WEEKS + 1) + week, minlength=teams * (WEEKS + 1)).reshape(teams, WEEKS + 1)
    still = spoke[:, ::-1].cumsum(axis=1)[:, ::-1]
    return variation(spoke[:, :WEEKS], still[:, :WEEKS])
