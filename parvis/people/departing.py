"""Leaving and coming back: the account is closed by the area that owns accounts, through `on_departure`."""

from __future__ import annotations

from collections.abc import Callable

from django.db import transaction

from parvis.kernel import clock
from parvis.kernel.chronicling import kind, record
from parvis.people.models import Departure, Person

LEFT, CAME_BACK = kind("person.left", retention="audit"), kind("person.came_back", retention="audit")
on_departure: list[Callable[[Person, bool], None]] = []


@transaction.atomic
def depart(person: Person, *, by: Person) -> None:
    """This person has left: no longer listed, signed out everywhere; what they wrote stays."""
    Departure.objects.get_or_create(person=person, defaults={"by": by, "at": clock.now()})
    for close in on_departure:
        close(person, True)
    record(LEFT, by=by, subject=person)


@transaction.atomic
def come_back(person: Person, *, by: Person) -> None:
    Departure.objects.filter(person=person).delete()
    for reopen in on_departure:
        reopen(person, False)
    record(CAME_BACK, by=by, subject=person)
