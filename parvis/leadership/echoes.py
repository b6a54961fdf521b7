"""A leader's own figures: answers, never likes alone, beside their own month before. Shown to that person, and to the companion they opened
themselves to; nowhere are two people's figures on one page in an order. First voices are told as everywhere (`ripple.cascading`):
counted on Mondays a week late, rounded to five, never under five, so that the two cannot tell who."""

from __future__ import annotations

import dataclasses
import datetime as dt
import re
from collections.abc import Sequence

from django.db.models import F, QuerySet

from parvis.kernel import clock, thresholds
from parvis.kernel.thresholds import Published, Shown
from parvis.people.distances import links
from parvis.people.models import Person
from parvis.posts.models import Comment, FirstVoice, Post
from parvis.ripple.cascading import DELAY, monday

MONTH, LATE, WEEK, WEEKS = dt.timedelta(days=30), dt.timedelta(hours=48), dt.timedelta(days=7), 12
MOST = 2000
# Addresses and what is quoted: a question mark in them asks nothing.
OTHERS_WORDS = re.compile(r"https?://\S+|«[^»]*»|“[^”]*”|\"[^\"]*\"")


@dataclasses.dataclass(frozen=True)
class Echoes:
    """Over thirty days: `answers` given (`before`: the thirty days before), to so many `people`, in so many `units` and `levels` of the
    organisation; own `posts`, `questions` of them ask something; `voices`: first voices under one's posts; of `asked` words under one's
    posts, `in_time` answered within 48 hours. `weeks` of the last twelve with an answer at least."""

    answers: int
    before: int
    people: int
    voices: Published
    asked: int
    in_time: int
    weeks: int
    posts: int = 0
    questions: int = 0
    units: int = 0
    levels: int = 0

    @property
    def is_silent(self) -> bool:
        return not (self.answers or self.before or self.asked or self.posts)

    @property
    def told_voices(self) -> int:
        return int(self.voices.value) if isinstance(self.voices, Shown) else 0

    @property
    def per_post(self) -> float | None:
        """Answers given for each post written; None without a post."""
        return self.answers / self.posts if self.posts else None


def asks(words: str) -> bool:
    """There is a question mark outside quotations and addresses."""
    return "?" in OTHERS_WORDS.sub("", words)


def voices_since(since: dt.datetime) -> QuerySet[FirstVoice]:
    """The first voices under others' posts that may be counted by now: those of a week before Monday."""
    heard = FirstVoice.objects.filter(at__gte=since, at__lt=monday(clock.now()) - DELAY, comment__isnull=False)
    return heard.exclude(person=F("comment__post__author"))


def voices_of(person: Person, now: dt.datetime) -> Published:
    return thresholds.rounded(voices_since(now - MONTH).filter(comment__post__author=person).count())


def echoes_of(person: Person) -> Echoes:
    """In five statements, whatever one has said."""
    now = clock.now()
    rows = Comment.objects.filter(author=person, withdrawal=None, at__gte=now - WEEKS * WEEK).order_by("-id")
    mine = list(rows.values_list("at", "post_id", "answers_id", "answers__author_id", "post__author_id")[:MOST])
    recent = [row for row in mine if row[0] >= now - MONTH]
    people = {answered or author for _at, _post, _to, answered, author in recent} - {person.pk}
    reached = list(Person.objects.filter(pk__in=people).values_list("unit_id", "chain"))
    theirs = Comment.objects.filter(post__author=person, withdrawal=None, at__gte=now - MONTH, at__lte=now - LATE)
    asked = list(theirs.exclude(author=person).order_by("-id").values_list("pk", "at", "post_id")[:MOST])
    written = Post.objects.filter(author=person, active_at__isnull=False, published_at__gte=now - MONTH)
    posts = list(written.values_list("kind", "title", "body_text")[:MOST])
    return Echoes(
        answers=len(recent), before=sum(now - 2 * MONTH <= row[0] < now - MONTH for row in mine), people=len(people),
        voices=voices_of(person, now),
        asked=len(asked), in_time=sum(in_time(pk, at, post, mine) for pk, at, post in asked),
        weeks=len({(now - row[0]) // WEEK for row in mine}),
        posts=len(posts), questions=sum(kind == Post.Kind.QUESTION or asks(f"{title} {body}") for kind, title, body in posts),
        units=len({unit for unit, _chain in reached if unit}), levels=len({len(links(chain)) for _unit, chain in reached}),
    )  # fmt: skip


def in_time(
    pk: int, at: dt.datetime, post: int, mine: Sequence[tuple[dt.datetime, int, int | None, int | None, int]]
) -> bool:
    """Answered by itself, or by a word to everybody under the post, within 48 hours."""
    return any(there == post and to in (pk, None) and at <= said <= at + LATE for said, there, to, *_rest in mine)
