"""Hearing no more by mail, from the mail itself (RFC 8058); and mails that come back."""

from __future__ import annotations

from django.db import transaction

from parvis.kernel import clock
from parvis.notifications.choosing import choice_of, set_channel
from parvis.notifications.models import MailTrouble, Notice
from parvis.notifications.offering import kind_named, kinds
from parvis.people.models import Person


@transaction.atomic
def leave(kind: str, *, by: Person) -> None:
    """No more mails of this kind, or of any ("all"): neither at once nor in the summary. The page stays."""
    one = kind_named(kind)
    for each in [one] if one else kinds():
        set_channel(each, "mail", False, by=by)
    if one is not None:
        set_channel(one, "summary", False, by=by)
    if one is None:
        choice = choice_of(by)
        choice.digest = "never"
        choice.save()
    waiting = Notice.objects.filter(person=by, mailed_at=None, mail_at__isnull=False)
    (waiting.filter(kind=kind) if one else waiting).update(mail_at=None)


@transaction.atomic
def bounced(person: Person, email: str, why: str) -> None:
    """A mail came back for good: no more to this address."""
    MailTrouble.objects.update_or_create(person=person, defaults={"email": email, "why": why[:300], "at": clock.now()})


@transaction.atomic
def mended(*, by: Person) -> None:
    MailTrouble.objects.filter(person=by).delete()
