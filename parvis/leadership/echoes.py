"""A leader's own figures: answers, never likes alone, beside their own month before. Shown to that person, and to the companion they opened
themselves to; nowhere are two people's figures on one page in an order."""

from __future__ import annotations

import dataclasses
import datetime as dt
from collections.abc import Sequence

from parvis.kernel import clock
from parvis.people.models import Person
from parvis.posts.models import Comment, FirstVoice

MONTH, LATE, WEEK, WEEKS = dt.timedelta(days=30), dt.timedelta(hours=48), dt.timedelta(days=7), 12
MOST = 2000


@dataclasses.dataclass(frozen=True)
class Echoes:
    """Over thirty days: `answers` given (`before`: the thirty days before), to so many `people`; first `voices` under one's posts; of
    `asked` words under one's posts, `in_time` answered within 48 hours. `weeks` of the last twelve with an answer at least."""

    answers: int
    before: int
    people: int
    voices: int
    asked: int
    in_time: int
    weeks: int

    @property
    def is_silent(self) -> bool:
        return not (self.answers or self.before or self.voices or self.asked)


def echoes_of(person: Person) -> Echoes:
    """In three statements, whatever one has said."""
    now = clock.now()
    rows = Comment.objects.filter(author=person, withdrawal=None, at__gte=now - WEEKS * WEEK).order_by("-id")
    mine = list(rows.values_list("at", "post_id", "answers_id", "answers__author_id", "post__author_id")[:MOST])
    recent = [row for row in mine if row[0] >= now - MONTH]
    people = {answered or author for _at, _post, _to, answered, author in recent} - {person.pk}
    voices = FirstVoice.objects.filter(at__gte=now - MONTH, comment__post__author=person).exclude(person=person).count()
    theirs = Comment.objects.filter(post__author=person, withdrawal=None, at__gte=now - MONTH, at__lte=now - LATE)
    asked = list(theirs.exclude(author=person).order_by("-id").values_list("pk", "at", "post_id")[:MOST])
    return Echoes(
        answers=len(recent), before=sum(now - 2 * MONTH <= row[0] < now - MONTH for row in mine), people=len(people), voices=voices,
        asked=len(asked), in_time=sum(in_time(pk, at, post, mine) for pk, at, post in asked),
        weeks=len({(now - row[0]) // WEEK for row in mine}),
    )  # fmt: skip


def in_time(
    pk: int, at: dt.datetime, post: int, mine: Sequence[tuple[dt.datetime, int, int | None, int | None, int]]
) -> bool:
    """Answered by itself, or by a word to everybody under the post, within 48 hours."""
    return any(there == post and to in (pk, None) and at <= said <= at + LATE for said, there, to, *_rest in mine)
