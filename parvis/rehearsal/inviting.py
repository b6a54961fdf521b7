"""Opening a text to a few colleagues, for a time; closing it at once."""

from __future__ import annotations

import datetime as dt

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from parvis.kernel import clock
from parvis.kernel.jobs import every, job
from parvis.kernel.refusals import require
from parvis.people.models import Person
from parvis.rehearsal.models import Rehearsal, Seat
from parvis.rehearsal.models.rehearsal import MOST_SEATS
from parvis.rehearsal.permissions import is_author

LONGEST = 30


@transaction.atomic
def open_to(rehearsal: Rehearsal, person: Person, *, days: int, by: Person) -> Seat:
    """Seat `person` for so many days; somebody already there gets this new end. Five people at most."""
    require(is_author(by, rehearsal), _("Only its author opens this text."))
    require(person.pk != by.pk, _("It is yours: you see it already."), field="handle")
    require(not hasattr(person, "departure"), _("This person has left."), field="handle")
    require(1 <= days <= LONGEST, _("Choose between one and thirty days."), field="days")
    Rehearsal.objects.select_for_update().get(pk=rehearsal.pk)  # two windows do not take the same seat
    now = clock.now()
    until = now + dt.timedelta(days=days)
    Seat.objects.filter(rehearsal=rehearsal, until__lte=now).delete()
    seats = {seat.person_id: seat for seat in rehearsal.seats.all()}
    if known := seats.get(person.pk):
        known.at, known.until = now, until
        known.save(update_fields=["at", "until"])
        return known
    free = set(range(1, MOST_SEATS + 1)) - {seat.place for seat in seats.values()}
    require(free, _("Five people read it already: close it to one of them first."), field="handle")
    return Seat.objects.create(rehearsal=rehearsal, person=person, place=min(free), at=now, until=until)


@transaction.atomic
def close_to(seat: Seat, *, by: Person) -> None:
    """This person no longer sees the text, from now on; what they said stays with the author."""
    require(is_author(by, seat.rehearsal), _("Only its author closes this text."))
    seat.delete()


@transaction.atomic
def leave(rehearsal: Rehearsal, *, by: Person) -> None:
    """Decline, or leave before the end."""
    Seat.objects.filter(rehearsal=rehearsal, person=by).delete()


def leave_all(person: Person, has_left: bool) -> None:
    """Somebody leaves the organisation: what they opened is closed, and they sit nowhere any more."""
    if has_left:
        Seat.objects.filter(rehearsal__author=person).delete()
        Seat.objects.filter(person=person).delete()


@every(dt.timedelta(days=1))
@job()
def clear_seats() -> None:
    """Seats whose time is over show nothing already (visibility.py); their rows go too."""
    Seat.objects.filter(until__lte=clock.now()).delete()
