"""What one person did and what came back to them, for that person alone: read when they open their own page, kept nowhere."""

from __future__ import annotations

import dataclasses
import datetime as dt
from typing import Any

from django.db.models import CharField, F, Q, QuerySet, Value

from parvis.feed.models import Visit
from parvis.feed.visiting import DAYS, opened_by
from parvis.people.models import Person
from parvis.posts.models import Comment, CommentReaction, Mention, Post, PostReaction, Share
from parvis.posts.reads import SEEN

YEAR, DAY, MOST = dt.timedelta(days=364), dt.timedelta(days=1), 6000


@dataclasses.dataclass(frozen=True, slots=True)
class Deed:
    """`kind`: read, reacted, commented, posted."""

    kind: str
    at: dt.datetime


@dataclasses.dataclass(frozen=True, slots=True)
class Passing:
    """Something that passed between me and `other` (an id): `mine` when I made it. For a comment, its id and the one it answers."""

    mine: bool
    other: int
    at: dt.datetime
    comment: int
    answers: int


def deeds_of(person: Person, since: dt.datetime) -> list[Deed]:
    """The person's own days of reading (posts opened, known to them alone, and visits), reactions and words since then. Two statements."""

    def rows(found: QuerySet[Any], kind: str, at: str) -> QuerySet[Any]:
        found = found.filter(**{f"{at}__gte": since})
        return found.annotate(what=Value(kind, output_field=CharField()), when=F(at)).values_list("what", "when")

    mine = rows(opened_by(person), "read", "at").union(
        rows(PostReaction.objects.filter(person=person), "reacted", "at"),
        rows(CommentReaction.objects.filter(person=person), "reacted", "at"),
        rows(Comment.objects.filter(author=person, withdrawal=None), "commented", "at"),
        rows(Post.objects.filter(author=person, active_at__isnull=False), "posted", "published_at"),
        all=True,
    )
    return [Deed(kind, at) for kind, at in mine.order_by("-when")[:MOST]] + days_come(person, since)


def days_come(person: Person, since: dt.datetime) -> list[Deed]:
    """The days of the last four weeks a visit began on (`feed.Visit`), as readings."""
    visit = Visit.objects.filter(person=person).first()
    if visit is None:
        return []
    came = [visit.started_at - n * DAY for n in range(DAYS) if visit.days >> n & 1]
    return [Deed("read", at) for at in came if at >= since]


def passings_of(person: Person, since: dt.datetime) -> list[Passing]:
    """Answers, reactions, shares and mentions between the person and others since then, newest first; what passed in a place the person
    can no longer read is left out. Two statements."""

    def rows(
        found: QuerySet[Any], mine: int, other: str, at: str, post: str, comment: Any = None, answers: Any = None
    ) -> QuerySet[Any]:
        found = found.filter(**{f"{at}__gte": since}).exclude(**{other: person.pk})
        given = {"ours": Value(mine), "with_whom": F(other), "when": F(at), "said": comment or Value(0), "said_to": answers or Value(0), "under": F(post)}  # fmt: skip
        return found.annotate(**given).values_list(*given)

    said, pk, to = Comment.objects.filter(withdrawal=None), F("pk"), F("answers_id")
    none, named = Q(answers=None), Mention.objects.all()
    found = rows(said.filter(author=person).exclude(none), 1, "answers__author_id", "at", "post_id", pk, to).union(
        rows(said.filter(none, author=person), 1, "post__author_id", "at", "post_id", pk),
        rows(said.filter(answers__author=person), 0, "author_id", "at", "post_id", pk),
        rows(said.filter(none, post__author=person), 0, "author_id", "at", "post_id", pk),
        rows(PostReaction.objects.filter(person=person), 1, "post__author_id", "at", "post_id"),
        rows(PostReaction.objects.filter(post__author=person), 0, "person_id", "at", "post_id"),
        rows(CommentReaction.objects.filter(person=person), 1, "comment__author_id", "at", "comment__post_id"),
        rows(CommentReaction.objects.filter(comment__author=person), 0, "person_id", "at", "comment__post_id"),
        rows(Share.objects.filter(post__author=person), 1, "original__author_id", "post__published_at", "original_id"),
        rows(Share.objects.filter(original__author=person), 0, "post__author_id", "post__published_at", "post_id"),
        rows(named.filter(comment__author=person), 1, "person_id", "comment__at", "post_id"),
        rows(named.filter(comment=None, post__author=person), 1, "person_id", "post__published_at", "post_id"),
        rows(named.filter(person=person, comment__isnull=False), 0, "comment__author_id", "comment__at", "post_id"),
        rows(named.filter(person=person, comment=None), 0, "post__author_id", "post__published_at", "post_id"),
        all=True,
    )
    newest = [row for row in found.order_by("-when")[:MOST] if row[1] is not None]
    seen = {pk for (pk,) in SEEN(person.is_guest, viewer=person.pk, ids=list({row[5] for row in newest}))}
    return [Passing(bool(ours), *rest) for ours, *rest, post in newest if post in seen]
