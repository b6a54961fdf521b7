"""The home of a fact: every conversation about it that one may read."""

from __future__ import annotations

import dataclasses
import datetime as dt
from collections.abc import Iterable

from django.db.models import Count, Q, QuerySet, Sum

from parvis.feed.composing import key_of
from parvis.intranet.models import Fact
from parvis.kernel import clock
from parvis.kernel.pages import Page, pack
from parvis.people.models import Person
from parvis.posts.models import Post, PostLink

WEEK = dt.timedelta(days=7)


def about(key: str, viewer: Person) -> QuerySet[Post]:
    """The posts that explain or link to a page (its key), as far as the viewer may read them."""
    return Post.objects.visible_to(viewer).filter(pk__in=PostLink.objects.filter(card__key=key).values("post"))


@dataclasses.dataclass(frozen=True)
class Told:
    """A fact in a list: how many conversations about it the viewer may read, with how many comments."""

    fact: Fact
    conversations: int = 0
    comments: int = 0


def with_talk(facts: Iterable[Fact], viewer: Person) -> list[Told]:
    """Two counts for each, in one query."""
    rows = list(facts)
    links = PostLink.objects.filter(card__key__in=[fact.key for fact in rows], post__in=Post.objects.visible_to(viewer))
    counted = {
        key: (posts, comments or 0)
        for key, posts, comments in links.values("card__key").annotate(n=Count("post", distinct=True), c=Sum("post__comment_count"))
        .values_list("card__key", "n", "c")
    }  # fmt: skip
    return [Told(fact, *counted.get(fact.key, (0, 0))) for fact in rows]


def of_the_week(viewer: Person, limit: int = 50) -> list[Fact]:
    rows = Fact.objects.visible_to(viewer).filter(said_at__gte=clock.now() - WEEK)
    return list(rows.order_by("-said_at", "-id")[:limit])


def page_of(viewer: Person, cursor: str, size: int = 30) -> Page[Fact]:
    """The newest facts, after a cursor."""
    rows, key = Fact.objects.visible_to(viewer), key_of(cursor)
    if key is not None:
        rows = rows.filter(Q(said_at__lt=key[0]) | Q(said_at=key[0], pk__lt=key[1]))
    found = list(rows.order_by("-said_at", "-id")[: size + 1])
    last_row = found[size - 1] if len(found) > size else None
    more = pack(last_row.said_at.isoformat(), str(last_row.pk)) if last_row else ""
    return Page(found[:size], more)
