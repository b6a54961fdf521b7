"""The latest words (posts and comments) of the people one follows, or of one person, as far as one may read them."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable

from parvis.people.models import Follow, Person
from parvis.posts.models import Comment, Post

Message = Post | Comment


def said_at(message: Message) -> dt.datetime:
    at = message.at if isinstance(message, Comment) else message.published_at
    assert at is not None
    return at


def latest(viewer: Person, authors: Iterable[int] | object, *, until: dt.datetime | None, limit: int) -> list[Message]:
    posts = Post.objects.visible_to(viewer).for_screen().filter(author__in=authors)
    comments = (
        Comment.objects.visible_to(viewer)
        .for_screen()
        .select_related("post")
        .filter(author__in=authors, withdrawal=None)
    )
    if until is not None:
        posts, comments = posts.filter(published_at__lte=until), comments.filter(at__lte=until)
    found: list[Message] = [*posts.order_by("-published_at", "id")[:limit], *comments.order_by("-at", "id")[:limit]]
    return sorted(found, key=lambda message: (-said_at(message).timestamp(), message.pk))[:limit]


def latest_words_of_contacts(viewer: Person, *, until: dt.datetime | None = None, limit: int = 20) -> list[Message]:
    """The newest messages of the people `viewer` follows, up to `until`, newest first then by id."""
    return latest(viewer, Follow.objects.filter(person=viewer).values("followed_id"), until=until, limit=limit)


def latest_words_of(person: Person, viewer: Person, *, limit: int = 10) -> list[Message]:
    """The newest messages of one person, as far as `viewer` may read them."""
    return latest(viewer, [person.pk], until=None, limit=limit)
