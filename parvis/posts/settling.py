"""The right to a mistake: what somebody does settles after a short while; undone before, it never was.

The one place that decides. *Unsettled* means: only who did it sees it. Comments, reactions, “me too” and votes then wait in tables of
their own (`posts.models.unsettled`), a post is unlisted (`active_at` null) with `settles_at` set: nothing of it is in the places
others read, so no read has to leave it out. It settles when a turn (`kernel.turns`) finds that its time has come and moves it, in one
transaction, with its counts, its row of the chronicle and whatever follows. Whether it has settled is thus told by where the row
is, never by the clock of whoever reads: a late worker shows it later to others, and `undo` works until then.
See docs/decisions/0007-settling.md.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable
from typing import Any

from django.conf import settings
from django.db import transaction
from django.db.models import Min, Q

from parvis.kernel import clock, turns
from parvis.people.models import Person
from parvis.posts.models import Post
from parvis.posts.models.unsettled import Unsettled
from parvis.posts.rows import PostRow

REACTION, COMMENT, POST, FIRST_POST = "reactions", "comments", "posts", "first_post"
# Of each kind, at most so many settle in one transaction.
BATCH = 500

Settler = Callable[[dt.datetime], dt.datetime | None]
_settlers: list[Settler] = []


def wait_of(act: str) -> dt.timedelta:
    """How long others do not see such an act (a setting)."""
    return dt.timedelta(seconds=getattr(settings.PARVIS, f"settle_{act}_s"))


def settles_at(act: str, at: dt.datetime) -> dt.datetime | None:
    """When an act made at `at` settles; None: at once."""
    wait = wait_of(act)
    return at + wait if wait else None


def seconds_left(at: dt.datetime) -> float:
    """How long until what settles at `at` does, for the countdown of who made it."""
    return round(max(0.0, (at - clock.now()).total_seconds()), 1)


def is_settled(post: Post | PostRow) -> bool:
    """Whether others can have seen the post: it is published, and no longer waits. A draft is not."""
    return post.published_at is not None and post.settles_at is None


def hold(post: Post) -> None:
    """In a transaction: a post loaded while it waited is read again and does not settle before the end of it."""
    if post.settles_at is not None:
        row = Post.objects.select_for_update().filter(pk=post.pk).values_list("published_at", "settles_at").first()
        post.published_at, post.settles_at = row or (None, None)


def unsettled_q(person: Person) -> Q:
    """Posts the person has published and sees alone."""
    return Q(settles_at__isnull=False, author_id=person.pk)


def due_q(now: dt.datetime) -> Q:
    """What is to settle now: a Q on posts, and on the rows of unsettled comments and reactions."""
    return Q(settles_at__lte=now)


def settler(settle: Settler) -> Settler:
    """Declare how one kind of act settles: it does so with all that is due, and returns when the next will be."""
    _settlers.append(settle)
    return settle


def settle_each(waiting: type[Unsettled], settle: Callable[[Any], None], now: dt.datetime) -> dt.datetime | None:
    """Let each row settle that is due, taken out of those that wait in the transaction in which `settle` puts it where others see
    it. Answers when the next will be due."""
    rows = waiting._default_manager
    for pk in list(rows.filter(due_q(now)).order_by("settles_at").values_list("pk", flat=True)[:BATCH]):
        with transaction.atomic():
            row = rows.select_for_update(skip_locked=True, of=("self",)).filter(pk=pk).first()
            if row is not None:
                settle(row)
                rows.filter(pk=pk).delete()
    due: dt.datetime | None = rows.aggregate(at=Min("settles_at"))["at"]
    return due


@turns.install
def settle_due() -> dt.datetime | None:
    """Let everything settle whose time has come; returns when something else will."""
    now = clock.now()
    return turns.earliest([settle(now) for settle in _settlers])
