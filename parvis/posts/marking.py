"""Keeping a post for later (seen by oneself alone), and pinning it on top of its community."""

from __future__ import annotations

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from parvis.kernel import clock
from parvis.kernel.chronicling import kind, record
from parvis.kernel.refusals import require
from parvis.people.models import Person
from parvis.posts.models import Bookmark, Pin, Post
from parvis.posts.permissions import may_pin
from parvis.posts.rows import PostRow

PINNED, UNPINNED = kind("post.pinned"), kind("post.unpinned")
MOST_PINS = 5


@transaction.atomic
def bookmark(post: Post, *, by: Person) -> None:
    """Keep for later. Private: nothing is recorded, nobody is told."""
    Bookmark.objects.bulk_create([Bookmark(person=by, post=post, at=clock.now())], ignore_conflicts=True)


@transaction.atomic
def forget(post: Post, *, by: Person) -> None:
    Bookmark.objects.filter(person=by, post=post).delete()


def pin_offer(viewer: Person, post: Post | PostRow) -> str:
    """What the menu of a post offers a host: "pin", "unpin", or nothing to others."""
    if not may_pin(viewer, post):
        return ""
    return "unpin" if Pin.objects.filter(post_id=post.pk).exists() else "pin"


@transaction.atomic
def pin(post: Post, *, by: Person) -> None:
    require(may_pin(by, post), _("Only the hosts of a community pin posts."))
    pinned = Pin.objects.filter(post__community=post.community).count()
    require(pinned < MOST_PINS, _("Five posts are pinned already: unpin one first."))
    _row, made = Pin.objects.get_or_create(post=post, defaults={"by": by, "at": clock.now()})
    if made:
        record(PINNED, by=by, subject=post, place=post.community_id)


@transaction.atomic
def unpin(post: Post, *, by: Person) -> None:
    require(may_pin(by, post), _("Only the hosts of a community pin posts."))
    if Pin.objects.filter(post=post).delete()[0]:
        record(UNPINNED, by=by, subject=post, place=post.community_id)
