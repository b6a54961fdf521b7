"""What the demo organisation remembers of its past: the chronicle of what it did, the days people came, the echoes of its last weeks."""

from __future__ import annotations

import datetime as dt
import random
from collections.abc import Iterable

from parvis.feed.models import Visit
from parvis.identity.models import Account
from parvis.importers.recalling import recall
from parvis.people.models import Person
from parvis.ripple.rolling import roll_missing

WEEKS = 26


def remember(people: Iterable[Person], now: dt.datetime) -> None:
    """After everything else is there."""
    recall()
    come(people, now)
    roll_missing(WEEKS)


def come(people: Iterable[Person], now: dt.datetime) -> None:
    """The days people came in the last four weeks: many a few days, some never. Those of the cast begin with the visit one makes as them."""
    seed = random.Random(28)
    cast = set(Account.objects.values_list("person_id", flat=True))
    visits = []
    for person in people:
        habit = seed.choice([0.0, 0.05, 0.1, 0.3, 0.6])
        days = sum(1 << bit for bit in range(28) if seed.random() < habit)
        if person.pk not in cast and not person.is_guest and days:
            visits.append(Visit(person=person, started_at=now - dt.timedelta(hours=3), days=days | 1))
    Visit.objects.bulk_create(visits)
