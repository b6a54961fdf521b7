"""The steps all leaders took together in a week: one number, asked of public acts alone, and none at all while too few took one."""

from __future__ import annotations

import dataclasses
import datetime as dt
from collections.abc import Iterable, Iterator
from typing import Any

from django.db.models import Exists, F, Min, OuterRef, Q, QuerySet, Subquery

from parvis.kernel import clock
from parvis.people.models import Person
from parvis.posts.models import Audience, Comment, CommentReaction, Mention, Post, PostReaction

WEEK = dt.timedelta(days=7)
LEAST = 5
# When a leader first did something, among these rows.
Firsts = Iterable[tuple[int, dt.datetime]]


@dataclasses.dataclass(frozen=True)
class Taken:
    """So many first `steps`, by so many `leaders`."""

    steps: int
    leaders: int


def public(path: str = "") -> Q:
    """Of rows whose post is at `path`: posts that everyone who works here reads now."""
    return Q(**{f"{path}audience": Audience.EVERYONE, f"{path}active_at__isnull": False, f"{path}withdrawal": None})


def first(rows: Any, who: str, at: str) -> Firsts:
    return rows.order_by().values_list(who).annotate(first=Min(at)).values_list(who, "first")


def steps() -> Iterator[list[Firsts]]:
    """The steps of the path (`posts.steps`, `recognising`) that are public acts and have a date: each as the acts that take it. The
    others (one's profile, reading, the wings, what did not work) are nobody's business, or have none."""
    leaders = Person.objects.present().filter(mandate__isnull=False).values("pk")
    posts = Post.objects.filter(public(), author__in=leaders)
    said = Comment.objects.filter(public("post__"), author__in=leaders, withdrawal=None)

    def told(rows: QuerySet[Post]) -> Firsts:
        return first(rows, "author", "published_at")

    def answered(rows: QuerySet[Comment]) -> Firsts:
        return first(rows, "author", "at")

    own_team = Q(author__unit__isnull=False, post__author__unit__isnull=False, post__author__unit=F("author__unit"))
    before = Comment.objects.filter(post=OuterRef("post"), id__lt=OuterRef("id")).exclude(author=OuterRef("author"))
    yield [
        first(PostReaction.objects.filter(public("post__"), person__in=leaders), "person", "at"),
        first(CommentReaction.objects.filter(public("comment__post__"), comment__withdrawal=None, person__in=leaders), "person", "at"),
    ]  # fmt: skip
    yield [answered(said.filter(Exists(Mention.objects.filter(comment=OuterRef("pk")).exclude(person=OuterRef("author")))))]  # fmt: skip
    yield [told(posts.filter(kind=Post.Kind.QUESTION)), answered(said.filter(body_text__contains="?"))]
    yield [answered(said.filter(post__kind=Post.Kind.QUESTION).exclude(post__author=F("author")).filter(~own_team))]
    yield [told(posts.exclude(body_text="").filter(Q(kind=Post.Kind.SHARE) | Q(links__isnull=False)))]
    yield [told(posts.exclude(kind=Post.Kind.SHARE))]
    yield [answered(said.filter(Exists(before), post__author=F("author")))]
    yield [brought_on(leaders)]


def brought_on(leaders: QuerySet[Any]) -> Firsts:
    """When somebody whom a leader had named, and who leads nobody, spoke there."""
    spoke = Comment.objects.filter(post=OuterRef("post"), author=OuterRef("person"), id__gt=OuterRef("id"), withdrawal=None)  # fmt: skip
    named = Mention.objects.filter(public("post__"), person__mandate__isnull=True, comment__withdrawal=None)
    named = named.filter(Q(comment__author__in=leaders) | Q(comment=None, post__author__in=leaders))
    rows = named.annotate(spoke=Subquery(spoke.order_by("id").values("at")[:1])).filter(spoke__isnull=False)
    return [(by or author, at) for by, author, at in rows.values_list("comment__author", "post__author", "spoke")]


def steps_of_the_week() -> Taken | None:
    """Steps taken for the first time in the last seven days; None while fewer than five leaders took one. A constant number of
    statements."""
    since, taken, who = clock.now() - WEEK, 0, set()
    for acts in steps():
        firsts: dict[int, dt.datetime] = {}
        for rows in acts:
            for leader, at in rows:
                firsts[leader] = min(at, firsts.get(leader, at))
        fresh = {leader for leader, at in firsts.items() if at >= since}
        taken += len(fresh)
        who |= fresh
    return Taken(taken, len(who)) if len(who) >= LEAST else None
