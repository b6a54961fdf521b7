"""Following: wanting to read what somebody writes."""

from __future__ import annotations

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from parvis.kernel import clock, kept
from parvis.kernel.chronicling import kind, record
from parvis.kernel.refusals import require
from parvis.people.models import Follow, Person

FOLLOWED, UNFOLLOWED = kind("person.followed"), kind("person.unfollowed")


@transaction.atomic
def follow(person: Person, *, by: Person) -> None:
    """Follow a colleague; twice changes nothing."""
    require(person.pk != by.pk, _("You cannot follow yourself."))
    kept.forget(by)
    _row, made = Follow.objects.get_or_create(person=by, followed=person, defaults={"at": clock.now()})
    if made:
        record(FOLLOWED, by=by, subject=person)


@transaction.atomic
def unfollow(person: Person, *, by: Person) -> None:
    kept.forget(by)
    if Follow.objects.filter(person=by, followed=person).delete()[0]:
        record(UNFOLLOWED, by=by, subject=person)
