"""Plain predicates on a rehearsal already loaded through `visible_to`."""

from __future__ import annotations

from parvis.kernel import clock
from parvis.people.models import Person
from parvis.rehearsal.models import Rehearsal, Seat


def is_author(person: Person, rehearsal: Rehearsal) -> bool:
    return rehearsal.author_id == person.pk


def seat_of(person: Person, rehearsal: Rehearsal) -> Seat | None:
    """Where this person sits now; None for the author, for who was never invited, has left, or whose time is over."""
    return Seat.objects.filter(rehearsal=rehearsal, person=person, until__gt=clock.now()).first()


def is_seated(person: Person, rehearsal: Rehearsal) -> bool:
    return seat_of(person, rehearsal) is not None
