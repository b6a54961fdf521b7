"""The last three weeks of the demo are told, so that its notices have something to say: the record gets a line for each word."""

from __future__ import annotations

import datetime as dt
from typing import Any

from django.conf import settings
from django.utils import timezone, translation

from parvis.kernel import clock
from parvis.kernel.chronicling import record
from parvis.notifications import deciding
from parvis.notifications.choosing import zone_named
from parvis.notifications.demo_mails import keep
from parvis.notifications.letters import write
from parvis.notifications.models import FanOut, Notice
from parvis.notifications.screens import lines_of
from parvis.people.models import Person
from parvis.posts.commenting import COMMENTED
from parvis.posts.counting import REACTED
from parvis.posts.models import Comment, Post, PostReaction

TOLD, MOST = dt.timedelta(days=21), 400


def fill(now: dt.datetime) -> None:
    """What was said and done, in its order; then everybody hears of what concerns them."""
    said: list[tuple[dt.datetime, Any, Any, Any, Any]] = []
    for comment in Comment.objects.filter(at__gte=now - TOLD, withdrawal=None).select_related("author", "post"):
        said.append((comment.at, COMMENTED, comment.author, comment, comment.post.place_id))
    for sign in PostReaction.objects.filter(at__gte=now - TOLD).select_related("person", "post").order_by("-at")[:MOST]:
        said.append((sign.at, REACTED, sign.person, Post(id=sign.post_id), sign.post.place_id))
    for at, deed, by, subject, place in sorted(said, key=lambda one: one[0])[-MOST:]:
        record(deed, by=by, subject=subject, place=place, at=at)
    while deciding.decide() or FanOut.objects.filter(done_at=None).exists():
        pass
    mail_all()


def mail_all() -> None:
    """What waits to be mailed is a mail of the demo at once, whatever the hour it is opened at: its page shows how they look."""
    waiting = Notice.objects.filter(leads=True, read_at=None, mail_at__isnull=False).order_by("-id")
    for person in Person.objects.present().filter(pk__in=waiting.values("person")).exclude(email=""):
        with (
            translation.override(person.language or settings.LANGUAGE_CODE),
            timezone.override(zone_named(person.time_zone)),
        ):
            if lines := lines_of(person, list(waiting.filter(person=person))):
                keep([write(person, lines)])
    waiting.update(mailed_at=clock.now(), mail_at=None)
