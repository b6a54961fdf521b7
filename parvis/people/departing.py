"""Leaving and coming back: the account is closed by the area that owns accounts, through `on_departure`."""

from __future__ import annotations

from collections.abc import Callable

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from parvis.kernel import clock
from parvis.kernel.chronicling import kind, record
from parvis.kernel.refusals import require
from parvis.people.erasing import DELAY, erase_after_departure
from parvis.people.models import Appointment, Departure, Erasure, Person

LEFT, CAME_BACK = kind("person.left", retention="audit"), kind("person.came_back", retention="audit")
on_departure: list[Callable[[Person, bool], None]] = []


@transaction.atomic
def depart(person: Person, *, by: Person) -> None:
    """This person has left: no longer listed, signed out everywhere; what they wrote stays. What is theirs alone is erased
    after `erasing.DELAY`. Said twice, it changes nothing."""
    others = Appointment.objects.filter(power="administrator", person__departure=None).exclude(person=person)
    is_administrator = Appointment.objects.filter(power="administrator", person=person).exists()
    require(
        not is_administrator or others.exists(),
        _("This is the last administrator: first make somebody else an administrator."),
    )
    now = clock.now()
    departure, made = Departure.objects.get_or_create(person=person, defaults={"by": by, "at": now})
    if not made:
        return
    for close in on_departure:
        close(person, True)
    erase_after_departure.at(now + DELAY, person_id=person.pk, departure_id=departure.pk)
    record(LEFT, by=by, subject=person)


@transaction.atomic
def come_back(person: Person, *, by: Person) -> None:
    erased = Erasure.objects.filter(person=person).exists()
    require(not erased, _("What was held on this person is erased: invite them as a new person."))
    if not Departure.objects.filter(person=person).delete()[0]:
        return
    for reopen in on_departure:
        reopen(person, False)
    record(CAME_BACK, by=by, subject=person)
