"""Reminders by mail, to those who asked for one: an hour before the door opens, and when it is moved or cancelled. What is sent is
checked again when it leaves: the date, the cancellation, and that the person still sees the door."""

from __future__ import annotations

import datetime as dt

from django.conf import settings
from django.core.mail import send_mail
from django.db import transaction
from django.utils import timezone, translation
from django.utils.dateparse import parse_datetime
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from parvis.interface.words import when as in_full
from parvis.kernel import clock
from parvis.kernel.jobs import job
from parvis.kernel.refusals import require
from parvis.leadership.models import Door, DoorReminder
from parvis.notifications import deciding
from parvis.people.models import Person
from parvis.posts.quiet_hours import zone_of

BEFORE = dt.timedelta(hours=1)


@transaction.atomic
def remind_me(door: Door, *, by: Person) -> None:
    """Be reminded by mail, and told when it moves."""
    require(by.email, gettext_lazy("You have no e-mail address: put the door in your calendar instead."))
    require(door.state == "announced", gettext_lazy("This door has opened already."))
    DoorReminder.objects.get_or_create(door=door, person=by, defaults={"at": clock.now()})


@transaction.atomic
def forget_me(door: Door, *, by: Person) -> None:
    DoorReminder.objects.filter(door=door, person=by).delete()


def plan(door: Door) -> None:
    """In the transaction of the caller: the reminders of this date. Those of a date it had before find that it has changed."""
    opens = door.opens_at.isoformat()
    tell.at(max(door.opens_at - BEFORE, clock.now()), door_id=door.pk, what="soon", opens=opens)


@job()
def tell(door_id: int, what: str, opens: str) -> None:
    """One mail for each of those who asked: each its own job, so that one address that fails is tried again alone."""
    door = Door.objects.select_related("cancellation", "leader").filter(pk=door_id).first()
    if door is None or door.opens_at != parse_datetime(opens):
        return
    if (what == "cancelled") != (door.state == "cancelled"):
        return
    people = list(DoorReminder.objects.filter(door=door).values_list("person_id", flat=True))
    if people:
        deciding.tell("door.reminder", door, people, by=door.leader, place=door.community_id)
    for pk in people:
        mail_one.later(door_id=door_id, person_id=pk, what=what, opens=opens)


@job(atomic=False)
def mail_one(door_id: int, person_id: int, what: str, opens: str) -> None:
    person = Person.objects.present().filter(pk=person_id).first()
    rows = Door.objects.select_related("leader", "cancellation")
    door = rows.visible_to(person).filter(pk=door_id).first() if person else None
    if person is None or door is None or not person.email or door.opens_at != parse_datetime(opens):
        return
    with translation.override(person.language or settings.LANGUAGE_CODE), timezone.override(zone_of(person)):
        subject, words = letter(door, what)
    send_mail(subject, words, None, [person.email])


def letter(door: Door, what: str) -> tuple[str, str]:
    """The subject and the words of a mail, in the language and the time zone that are active."""
    facts = {
        "leader": door.leader.name, "subject": door.subject, "when": in_full(door.opens_at),
        "link": f"{settings.PARVIS.address.rstrip('/')}{door.get_absolute_url()}",
    }  # fmt: skip
    if what == "cancelled":
        word = door.cancellation.words
        title, words = _("Cancelled: the open door of %(leader)s"), _(
            "%(leader)s will not open this door: %(subject)s\n\n%(word)sThe questions already asked stay, and may still be answered:\n%(link)s"
        )  # fmt: skip
    elif what == "moved":
        move = door.moves.order_by("-id").first()
        word = move.words if move else ""
        title, words = _("Moved: the open door of %(leader)s"), _(
            "%(leader)s will open this door at another time: %(subject)s\n\nNow: %(when)s\n\n%(word)s%(link)s"
        )  # fmt: skip
    else:
        word = ""
        title, words = _("%(leader)s opens their door soon"), _(
            "%(subject)s\n\n%(when)s\n\nAsk your question, or say “me too” to those of others:\n%(link)s"
        )  # fmt: skip
    facts["word"] = _("“%(words)s”\n\n") % {"words": word} if word else ""
    return title % facts, words % facts
