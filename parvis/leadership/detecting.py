"""What a programme could show, before it starts: the smallest effect that a drawn order would detect, from the organisation's own figures
(`ripple.statistics.power`)."""

from __future__ import annotations

import dataclasses
import datetime as dt

from parvis.kernel import clock
from parvis.people.models import Person
from parvis.posts.models import FirstVoice
from parvis.ripple.statistics.power import smallest_ratio

LOOK_BACK = dt.timedelta(weeks=12)
LEAST_TEAMS = 8


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
