"""Who sees a rehearsal: its author, and those it is open to while their time lasts. Nobody else, whatever their powers."""

from __future__ import annotations

from django.db.models import Q

from parvis.kernel import clock
from parvis.people.models import Person
from parvis.rehearsal.models import Seat


def opened_to_q(viewer: Person) -> Q:
    """The texts of others that are open to `viewer` now: a Q on Rehearsal."""
    seats = Seat.objects.filter(person_id=viewer.pk, until__gt=clock.now())
    return Q(pk__in=seats.values("rehearsal_id"))


def visible_to_q(viewer: Person) -> Q:
    """The rule, once."""
    return Q(author_id=viewer.pk) | opened_to_q(viewer)


def thread_visible_to_q(viewer: Person) -> Q:
    """Of a rehearsal `viewer` sees, the remarks and questions they see: a Q on Remark. The author reads all; a colleague reads
    their own thread, so that each says what they think."""
    return Q(rehearsal__author_id=viewer.pk) | Q(by_id=viewer.pk, parent=None) | Q(parent__by_id=viewer.pk)
