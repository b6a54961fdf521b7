"""Announcing an open door, moving it, cancelling it, closing it before its time. Each verb is its leader's own: there is no other."""

from __future__ import annotations

import dataclasses
import datetime as dt
import re

from django.db import transaction
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from parvis.communities.models import Community
from parvis.kernel import clock
from parvis.kernel.chronicling import kind, record
from parvis.kernel.lines import line
from parvis.kernel.once import claim
from parvis.kernel.refusals import require
from parvis.leadership import reminding
from parvis.leadership.doors_permissions import is_leader, may_open
from parvis.leadership.models import Door, DoorCancellation, DoorMove, StandingDoor
from parvis.people.models import Person
from parvis.posts.permissions import may_post_in
from parvis.posts.publishing import Sheet, publish_new
from parvis.posts.typesetting import typeset_text

ANNOUNCED, MOVED, CANCELLED = kind("door.announced"), kind("door.moved"), kind("door.cancelled")
SHORTEST, LONGEST = dt.timedelta(minutes=10), dt.timedelta(days=7)
FURTHEST = dt.timedelta(days=366)
NOT_YOURS = gettext_lazy("Only who opens this door does this.")
MARKUP = re.compile(r"([\\`*_{}\[\]()#+.!|<>~-])")


@dataclasses.dataclass(frozen=True)
class Plan:
    """What a leader announces. `words` are theirs: the invitation everybody reads in the place."""

    subject: str
    words: str
    community: Community
    opens_at: dt.datetime
    length: dt.timedelta
    call_url: str = ""
    allows_anonymous: bool = True


def escaped(words: str) -> str:
    """`words` as Markdown that shows them as they are."""
    return MARKUP.sub(r"\\\1", words)


def check_time(opens_at: dt.datetime, length: dt.timedelta) -> None:
    now = clock.now()
    require(opens_at > now, gettext_lazy("Choose a moment in the future."), field="opens_at")
    require(opens_at < now + FURTHEST, gettext_lazy("Choose a day within a year."), field="opens_at")
    require(SHORTEST <= length <= LONGEST, gettext_lazy("Choose how long the door stays open."), field="length")


def check_call(address: str) -> str:
    address = address.strip()
    sound = address == "" or re.fullmatch(r"https://[^\s/?#]+\.[^\s]+", address)
    require(sound and len(address) <= 500, gettext_lazy("The link of the call begins with https://."), field="call_url")
    return address


@transaction.atomic
def announce(plan: Plan, *, by: Person, key: str | None = None) -> Door:
    """Say when one will answer, and invite people in one's own words, published in the place. Sent twice, announced once."""
    identifier, fresh = claim(by, key)
    if not fresh:
        return Door.objects.get(pk=identifier)
    subject = typeset_text(line(plan.subject))
    require(is_leader(by), gettext_lazy("Doors are opened by leaders. A communicator says who is one."))
    require(subject, gettext_lazy("Say in a few words what one can ask you about."), field="subject")
    require(len(subject) <= 160, gettext_lazy("At most 160 characters."), field="subject")
    require(
        plan.words.strip(), gettext_lazy("Invite people in your own words: two sentences are enough."), field="words"
    )
    require(may_post_in(by, plan.community), gettext_lazy("You cannot start a post in this place."), field="place")
    check_time(plan.opens_at, plan.length)
    door = Door(
        id=identifier, leader=by, community=plan.community, subject=subject, words=typeset_text(plan.words.strip()), opens_at=plan.opens_at,
        closes_at=plan.opens_at + plan.length, call_url=check_call(plan.call_url), allows_anonymous=plan.allows_anonymous, at=clock.now(),
    )  # fmt: skip
    title = _("Open door: %(subject)s") % {"subject": subject}
    invitation = _("Ask your question")
    link = f"[{escaped(invitation)}]({door.get_absolute_url()})"
    door.post = publish_new(Sheet(title=title[:200], body=f"{door.words}\n\n{link}", community=plan.community), by=by)
    door.save(force_insert=True)
    record(ANNOUNCED, by=by, subject=door, place=door.community_id)
    reminding.plan(door)
    return door


@transaction.atomic
def move(door: Door, opens_at: dt.datetime, length: dt.timedelta, words: str, call_url: str, *, by: Person) -> Door:
    """Another date, another length or another call, and a word to those who follow."""
    require(may_open(by, door), NOT_YOURS)
    require(door.state == "announced", gettext_lazy("A door that has opened is not moved any more."))
    check_time(opens_at, length)
    address = check_call(call_url)
    if (opens_at, opens_at + length) != (door.opens_at, door.closes_at):
        DoorMove.objects.create(door=door, was_at=door.opens_at, words=words.strip()[:500], at=clock.now())
        record(MOVED, by=by, subject=door, place=door.community_id)
    moved = opens_at != door.opens_at
    door.opens_at, door.closes_at, door.call_url = opens_at, opens_at + length, address
    door.save(update_fields=["opens_at", "closes_at", "call_url"])
    if moved:
        reminding.plan(door)
        reminding.tell.later(door_id=door.pk, what="moved", opens=door.opens_at.isoformat())
    return door


@transaction.atomic
def cancel(door: Door, words: str, *, by: Person) -> None:
    """The door will not open. The questions stay, and wait for their answers."""
    require(may_open(by, door), NOT_YOURS)
    require(door.state == "announced", gettext_lazy("This door has opened already."))
    DoorCancellation.objects.create(door=door, words=words.strip()[:500], at=clock.now())
    record(CANCELLED, by=by, subject=door, place=door.community_id)
    reminding.tell.later(door_id=door.pk, what="cancelled", opens=door.opens_at.isoformat())


@transaction.atomic
def close(door: Door, *, by: Person) -> None:
    """Close it now, before its time: it takes no more questions; those that wait are still answered."""
    require(may_open(by, door), NOT_YOURS)
    require(door.state == "open", gettext_lazy("This door is not open."))
    now = max(clock.now(), door.opens_at + dt.timedelta(seconds=1))
    Door.objects.filter(pk=door.pk).update(closes_at=now)
    door.closes_at = now


def leave_all(person: Person, has_left: bool) -> None:
    """Somebody leaves the organisation: the doors they had announced do not open, their standing door closes."""
    if has_left:
        now = clock.now()
        for door in Door.objects.filter(leader=person, opens_at__gt=now, cancellation=None):
            DoorCancellation.objects.create(door=door, at=now)
        StandingDoor.objects.filter(leader=person, closed_at=None).update(closed_at=now)
