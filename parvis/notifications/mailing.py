"""What leaves by mail, when it is time: all that is due to one person as one mail, read again through their eyes.

A mail cannot be sent in a transaction. What is being sent is leased (its `mail_at` moves ahead), sent, then marked: a worker killed in
between sends it again when the lease ends, under the same Message-ID, which mail servers and readers take for the one they have.
"""

from __future__ import annotations

import datetime as dt

from django.conf import settings
from django.db import transaction
from django.utils import timezone, translation

from parvis.kernel import clock, turns
from parvis.kernel.jobs import job
from parvis.notifications import offering
from parvis.notifications.calendar import next_open
from parvis.notifications.choosing import choice_of, hours_of, zone_named
from parvis.notifications.letters import write
from parvis.notifications.models import MailTrouble, Notice
from parvis.notifications.screens import lines_of
from parvis.people.models import Person

LEASE, MOST_PEOPLE = dt.timedelta(minutes=20), 200


def is_troubled(person: Person) -> bool:
    """Mails to their present address come back."""
    return MailTrouble.objects.filter(person=person, email__iexact=person.email).exists()


def unseen(rows: list[Notice]) -> list[Notice]:
    """Without what the person has opened since."""
    return [
        row
        for row in rows
        if row.page_id is None or not any(ask(row.page_id, [row.person_id], row.at) for ask in offering.seen)
    ]


@turns.install
def mail_what_is_due() -> dt.datetime | None:
    """A job for each person something is due to."""
    now = clock.now()
    due = Notice.objects.filter(leads=True, mailed_at=None, mail_at__lte=now)
    people = sorted(set(due.values_list("person", flat=True)[: MOST_PEOPLE * 5]))[:MOST_PEOPLE]
    for person in people:
        with transaction.atomic():
            rows = due.filter(person=person).select_for_update(skip_locked=True, of=("self",))
            ids = list(rows.values_list("pk", flat=True))
            if ids:
                Notice.objects.filter(pk__in=ids).update(mail_at=now + LEASE)
                mail_one.later(person_id=person, ids=ids)
    return now if len(people) == MOST_PEOPLE else None


@job(atomic=False)
def mail_one(person_id: int, ids: list[int]) -> None:
    """Send what is still due and unread of these to the person."""
    mine = Notice.objects.filter(person=person_id, pk__in=ids, mailed_at=None)
    person = Person.objects.present().filter(pk=person_id).exclude(email="").first()
    rows = unseen(list(mine.filter(leads=True, read_at=None).order_by("-id")))
    if person is None or not rows or is_troubled(person):
        mine.update(mail_at=None)
        return
    zone, now = zone_named(person.time_zone), clock.now()
    opens = next_open(now, hours_of(choice_of(person)), zone)
    if opens > now:  # quiet hours have come meanwhile
        mine.update(mail_at=opens)
        return
    with translation.override(person.language or settings.LANGUAGE_CODE), timezone.override(zone):
        lines = lines_of(person, rows)
        if lines:
            write(person, lines).send()
    mine.filter(pk__in=[line.id for line in lines]).update(mailed_at=clock.now())
    mine.filter(mailed_at=None).update(mail_at=None)
