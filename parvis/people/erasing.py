"""Erasing a person who has left: what is theirs alone is deleted, what others answered stays under a pseudonym."""

from __future__ import annotations

import datetime as dt
import json
from pathlib import Path

from django.conf import settings
from django.db import transaction
from django.utils.translation import gettext_lazy as _

from parvis.kernel import clock, privacy
from parvis.kernel.chronicling import kind, record
from parvis.kernel.jobs import job
from parvis.kernel.refusals import require
from parvis.people.models import Departure, Erasure, Person

ERASED = kind("person.erased", retention="audit")
DELAY = dt.timedelta(days=30)


def journal() -> Path:
    """The list of who was erased, outside the database: a restored backup is purged again from it."""
    return Path(settings.PARVIS.data_dir) / "erasures.jsonl"


@transaction.atomic
def erase(person: Person, *, by: Person | None) -> None:
    """Erase somebody who has left; `by` is None when the delay after departure has passed. Twice changes nothing."""
    require(Departure.objects.filter(person=person).exists(), _("Only somebody who has left is erased: first say so."))
    if Erasure.objects.filter(person=person).exists():
        return
    privacy.erase(person)
    now = clock.now()
    Erasure.objects.create(person=person, by=by, at=now)
    record(ERASED, by=by, subject=person)
    line = json.dumps({"person": str(person.pk), "at": now.isoformat()}) + "\n"
    transaction.on_commit(lambda: note(line))


def note(line: str) -> None:
    with journal().open("a") as file:
        file.write(line)


@job()
def erase_after_departure(person_id: int, departure_id: int) -> None:
    """Runs when the delay has passed; whoever came back meanwhile is left alone."""
    departure = Departure.objects.filter(pk=departure_id, person_id=person_id).select_related("person").first()
    if departure is not None:
        erase(departure.person, by=None)


def erase_again() -> int:
    """After a restore: erase those the restored copy still knew; how many."""
    if not journal().exists():
        return 0
    ids = {int(json.loads(line)["person"]) for line in journal().read_text().splitlines() if line.strip()}
    found = Person.objects.filter(pk__in=ids, erasure=None)
    count = 0
    for person in found:
        Departure.objects.get_or_create(person=person, defaults={"at": clock.now()})
        erase(person, by=None)
        count += 1
    return count
