""" "J'ai lu": the only place where somebody says that they have read, because they want to. A communicator asks it of a post for one to
seven days; who said so is shown to the one who asked, and to each person about themself. Reading alone leaves no trace here."""

from __future__ import annotations

import datetime as dt

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from parvis.chronicle.models import Entry
from parvis.kernel import clock
from parvis.kernel.chronicling import kind, record
from parvis.kernel.jobs import every, job
from parvis.kernel.refusals import require
from parvis.people.models import Person
from parvis.people.permissions import COMMUNICATOR, holds
from parvis.posts.models import MustRead, Post, ReadConfirmation
from parvis.posts.rows import PostRow

ASKED, NO_LONGER = kind("post.must_read"), kind("post.must_read_ended")
ENDING = kind("post.must_read_ending")  # the house says so itself, once
LAST = dt.timedelta(hours=24)
SHORTEST, LONGEST = 1, 7
KEPT = dt.timedelta(days=30)


def may_ask(person: Person, post: Post | PostRow) -> bool:
    return holds(person, COMMUNICATOR)


def asked_of(post_id: int) -> MustRead | None:
    return MustRead.objects.filter(post_id=post_id).select_related("by").first()


def is_running(asked: MustRead | None) -> bool:
    return asked is not None and asked.until > clock.now()


@transaction.atomic
def ask(post: Post, *, by: Person, days: int) -> MustRead:
    """Ask the readers of the post to say, within so many days, that they have read it."""
    require(may_ask(by, post), _("Only communicators ask for a post to be read."))
    require(SHORTEST <= days <= LONGEST, _("Choose from one to seven days."), field="days")
    require(not is_running(asked_of(post.pk)), _("It is asked already."))
    now = clock.now()
    MustRead.objects.filter(post=post).delete()
    asked = MustRead.objects.create(post=post, by=by, at=now, until=now + dt.timedelta(days=days))
    Post.objects.filter(pk=post.pk).update(must_read_until=asked.until)
    record(ASKED, by=by, subject=post, place=post.community_id or post.author_id)
    return asked


@transaction.atomic
def no_longer_ask(post: Post, *, by: Person) -> None:
    """Ask no longer; what readers had said is erased."""
    asked = asked_of(post.pk)
    require(asked is not None and asked.by_id == by.pk, _("Only who asked for it takes it away."))
    MustRead.objects.filter(post=post).delete()
    Post.objects.filter(pk=post.pk).update(must_read_until=None)
    record(NO_LONGER, by=by, subject=post, place=post.community_id or post.author_id)


@transaction.atomic
def confirm(post: Post, *, by: Person) -> None:
    """Say that one has read. Nothing is recorded besides, nobody is told."""
    asked = asked_of(post.pk)
    require(is_running(asked), _("Nobody asks for it any more."))
    ReadConfirmation.objects.bulk_create(
        [ReadConfirmation(must_read=asked, person=by, at=clock.now())], ignore_conflicts=True
    )


@transaction.atomic
def unconfirm(post: Post, *, by: Person) -> None:
    ReadConfirmation.objects.filter(must_read__post=post, person=by).delete()


def confirmed_at(post_id: int, person: Person) -> dt.datetime | None:
    """When this person said so; shown to them alone."""
    rows = ReadConfirmation.objects.filter(must_read__post_id=post_id, person=person)
    return rows.values_list("at", flat=True).first()


def confirmations(asked: MustRead, viewer: Person) -> list[ReadConfirmation]:
    """Who has said so, the latest first: to whoever asked for it, and to nobody else, whatever their powers."""
    if asked.by_id != viewer.pk:
        return []
    people = ("person", "person__unit", "person__mandate", "person__portrait")
    return list(asked.confirmations.select_related(*people).order_by("-id")[:1000])


@every(dt.timedelta(hours=1))
@job()
def remind_of_what_ends() -> None:
    """On its last day, once, who has not said that they have read it is reminded; not of what was asked for that very day."""
    now = clock.now()
    for asked in MustRead.objects.filter(until__gt=now, until__lte=now + LAST, at__lt=now - LAST).select_related(
        "post"
    ):
        done = Entry.objects.filter(subject_id=asked.post_id, kind=ENDING.name, at__gte=asked.at)
        if asked.post.active_at is not None and not done.exists():
            record(ENDING, by=None, subject=asked.post, place=asked.post.community_id or asked.post.author_id)


@every(dt.timedelta(days=1))
@job()
def erase_old_confirmations() -> None:
    """Thirty days after the last day, nothing remains of who had said that they had read."""
    MustRead.objects.filter(until__lt=clock.now() - KEPT).delete()
