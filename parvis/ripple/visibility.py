"""Who sees the echoes of a post: its author, and communicators, of a post they may themselves read. For everyone else the page does
not exist; a secret community answers nobody who is not in it."""

from __future__ import annotations

from django.db.models import Subquery

from parvis.communities.standing import standing_of
from parvis.people.models import Person
from parvis.people.permissions import COMMUNICATOR
from parvis.posts.models import Post, PostQuerySet
from parvis.ripple.models import Floor


def with_floor(posts: PostQuerySet) -> PostQuerySet:
    """For a page, with the floor the administrator set (`floor`, None: the one of the house)."""
    return posts.for_screen().annotate(floor=Subquery(Floor.objects.filter(pk=1).values("people")))


def post_with_echoes(viewer: Person, post_id: int) -> Post | None:
    """The post, when `viewer` may open its echoes. Not there and not yours are the same None."""
    rows = with_floor(Post.objects.visible_to(viewer)).filter(pk=post_id)
    if COMMUNICATOR not in standing_of(viewer).powers:  # asked by the frame of the page anyway
        rows = rows.filter(author=viewer)
    return rows.first()
