"""Opening oneself to a companion, for a time; ending it at once. Nothing of it is written in the chronicle: whom somebody trusts is read
by no other area."""

from __future__ import annotations

import datetime as dt

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from parvis.kernel import clock, kept
from parvis.kernel.refusals import require
from parvis.leadership.models import CompanionLink, DraftOpening
from parvis.people.models import Person

WEEKS, MOST_WEEKS, MOST_COMPANIONS = 12, 52, 5


@transaction.atomic
def open_oneself(companion: Person, *, by: Person, weeks: int = WEEKS) -> CompanionLink:
    """`companion` accompanies `by` for so many weeks, from now. Said again, it gives the same link another end."""
    require(companion.pk != by.pk, _("One does not accompany oneself: name a colleague."), field="handle")
    require(not companion.is_guest, _("A guest accompanies nobody here: name a colleague."), field="handle")
    require(not hasattr(companion, "departure"), _("This person has left."), field="handle")
    require(1 <= weeks <= MOST_WEEKS, _("Choose between one week and a year."), field="weeks")
    now = clock.now()
    until = now + dt.timedelta(weeks=weeks)
    Person.objects.select_for_update().get(pk=by.pk)  # two windows do not make the sixth companion
    clear(by)
    living = {link.companion_id: link for link in CompanionLink.objects.filter(person=by, ended_at=None)}
    kept.forget(by)
    if known := living.get(companion.pk):
        known.until = until
        known.save(update_fields=["until"])
        return known
    require(
        len(living) < MOST_COMPANIONS,
        _("You have five companions already: say goodbye to one of them first."),
        field="handle",
    )
    return CompanionLink.objects.create(person=by, companion=companion, at=now, until=until)


def clear(person: Person) -> None:
    """Links of this person whose time is over are ended, by nobody: they leave room for a new one between the same two."""
    over = CompanionLink.objects.filter(person=person, ended_at=None, until__lte=clock.now())
    for link in over:
        close_all(link, link.until)
        CompanionLink.objects.filter(pk=link.pk).update(ended_at=link.until)


def close_all(link: CompanionLink, at: dt.datetime) -> None:
    DraftOpening.objects.filter(link=link, closed_at=None).update(closed_at=at)


@transaction.atomic
def end(link: CompanionLink, *, by: Person) -> None:
    """From now on the companion sees nothing any more. By either of the two; said twice, it changes nothing."""
    require(by.pk in (link.person_id, link.companion_id), _("Only the two of you end it."))
    now = clock.now()
    if CompanionLink.objects.filter(pk=link.pk, ended_at=None).update(ended_at=now, ended_by=by):
        close_all(link, now)
        kept.forget(by)


def end_all(person: Person, has_left: bool) -> None:
    """Somebody leaves the organisation: nobody accompanies them any more, nor do they."""
    if has_left:
        now = clock.now()
        for link in CompanionLink.objects.filter(person=person, ended_at=None):
            close_all(link, now)
        for link in CompanionLink.objects.filter(companion=person, ended_at=None):
            close_all(link, now)
        CompanionLink.objects.filter(person=person, ended_at=None).update(ended_at=now)
        CompanionLink.objects.filter(companion=person, ended_at=None).update(ended_at=now)
