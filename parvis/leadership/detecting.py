"""What a programme could show, before it starts: the smallest effect that a drawn order would detect, from the organisation's own figures.

Two arms of teams, of which one is accompanied first; of each team, people who have never spoken, of whom a small share speaks for the
first time each week. Before and after are compared between the arms. The variance of a team's change is that of counts, times
`SPREAD` because teams differ; the critical value is Student's. Held against simulated programmes, from 5 + 5 to 80 + 80 teams, in
tests/test_programme.py.
"""

from __future__ import annotations

import dataclasses
import datetime as dt
from statistics import NormalDist

from parvis.kernel import clock
from parvis.people.models import Person
from parvis.posts.models import FirstVoice

SPREAD, WEEKS, POWER, LOOK_BACK = 1.3, 8, 0.8, dt.timedelta(weeks=12)
LEAST_TEAMS, LARGEST = 8, 5.0
NORMAL = NormalDist()


def student(degrees: int, level: float = 0.975) -> float:
    """Quantile of Student's t (Cornish–Fisher, Abramowitz & Stegun 26.7.5): within 1 % from 4 degrees on."""
    z = NORMAL.inv_cdf(level)
    terms = (
        (z**3 + z) / 4, (5 * z**5 + 16 * z**3 + 3 * z) / 96, (3 * z**7 + 19 * z**5 + 17 * z**3 - 15 * z) / 384,
    )  # fmt: skip
    return z + sum(term / degrees**power for power, term in enumerate(terms, 1))


def power_of(ratio: float, teams: int, silent: float, weekly: float, weeks: int = WEEKS) -> float:
    """The share of such programmes that would show an effect of `ratio` (2: twice as many first voices), with so many teams an arm,
    so many people a team who have never spoken, and that weekly share of them who begin."""
    expected = silent * weekly * weeks
    if teams < 2 or expected <= 0:
        return 0.0
    deviation = (SPREAD * expected * (3 + ratio) / teams) ** 0.5
    return NORMAL.cdf((ratio - 1) * expected / deviation - student(2 * teams - 2))


def smallest_ratio(teams: int, silent: float, weekly: float, weeks: int = WEEKS) -> float | None:
    """The smallest ratio that would be seen four times out of five; None above `LARGEST`: nothing one may hope for would be seen."""
    for tenths in range(11, int(LARGEST * 10) + 1):
        if power_of(tenths / 10, teams, silent, weekly, weeks) >= POWER:
            return tenths / 10
    return None


@dataclasses.dataclass(frozen=True)
class Prospect:
    """`teams` in all; `silent` people a team on average who have never spoken; `weekly` share of them who begin, over twelve weeks."""

    teams: int
    silent: float
    weekly: float

    @property
    def arm(self) -> int:
        return self.teams // 2

    @property
    def ratio(self) -> float | None:
        return smallest_ratio(self.arm, self.silent, self.weekly)

    @property
    def is_too_little(self) -> bool:
        """Too few teams for any figure to be printed afterwards."""
        return self.arm < LEAST_TEAMS


def prospect() -> Prospect:
    """From the organisation's own figures: averages over all teams, never one of them. A team is the people whose nearest leader
    above them is the same."""
    leaders = set(Person.objects.present().filter(mandate__isnull=False).values_list("pk", flat=True))
    spoken = dict(FirstVoice.objects.values_list("person_id", "at"))
    since = clock.now() - LOOK_BACK
    teams: dict[int, int] = dict.fromkeys(leaders, 0)
    began = silent = 0
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
        teams[nearest] += at is None
    with_people = [count for count in teams.values() if count]
    weeks = LOOK_BACK.days / 7
    return Prospect(
        len(with_people),
        sum(with_people) / len(with_people) if with_people else 0.0,
        began / silent / weeks if silent else 0.0,
    )
