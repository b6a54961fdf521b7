"""Every first voice is heard: somebody's first post or comment is shown to those who can greet it, and only a person answers it. What
counts as an answer is a comment by somebody else: a reaction is not a word."""

from __future__ import annotations

import dataclasses
import datetime as dt
from collections.abc import Iterable

from django.db.models import DateTimeField, Exists, F, Min, OuterRef, Q, QuerySet, Subquery, Value
from django.db.models.functions import Coalesce, Least

from parvis.communities.standing import standing_of
from parvis.kernel import clock
from parvis.leadership.models import Buddy
from parvis.people.models import Person
from parvis.people.permissions import COMMUNICATOR, MODERATOR
from parvis.posts.models import Comment, FirstVoice, Post, UnsettledComment

FRESH = dt.timedelta(days=14)
MEASURED = dt.timedelta(days=90)
IN_TIME = dt.timedelta(hours=24)
# Fewer first voices say nothing as a share.
LEAST = 10
NEVER = dt.datetime(9999, 1, 1, tzinfo=dt.UTC)


@dataclasses.dataclass(frozen=True)
class Voice:
    """Somebody's first words, where to answer them, and since when they wait."""

    person: Person
    words: str
    url: str
    at: dt.datetime


@dataclasses.dataclass(frozen=True)
class Heard:
    """Of `count` first voices of the last ninety days (the last one excepted), `answered` had a word within 24 h. `share` in percent,
    None while there are fewer than ten."""

    answered: int
    count: int

    @property
    def share(self) -> int | None:
        return round(100 * self.answered / self.count) if self.count >= LEAST else None


def first_word(rows: QuerySet[Comment]) -> Coalesce:
    """When the first of these comments was made; `NEVER` when there is none."""
    first = rows.filter(withdrawal=None).exclude(author=OuterRef("person")).order_by().values("post").annotate(first=Min("at")).values("first")[:1]  # fmt: skip
    return Coalesce(Subquery(first), Value(NEVER), output_field=DateTimeField())


def with_answers() -> QuerySet[FirstVoice]:
    """First voices with `heard_at`, when somebody else first answered: under the post; to the comment, or naming the person beside it."""
    under = Comment.objects.filter(post=OuterRef("post"))
    to = Comment.objects.filter(Q(parent=OuterRef("comment")) | Q(answers=OuterRef("comment")))
    naming = Comment.objects.filter(
        post=OuterRef("comment__post"), mentions__person=OuterRef("person"), at__gt=OuterRef("at")
    )
    return FirstVoice.objects.annotate(heard_at=Least(first_word(under), first_word(to), first_word(naming)))


def waiting(viewer: Person) -> QuerySet[FirstVoice]:
    """Those `viewer` may read, of the last days, that nobody has answered: oldest first."""
    readable = Post.objects.visible_to(viewer).values("pk")
    rows = with_answers().filter(at__gte=clock.now() - FRESH, heard_at=NEVER, person__departure=None)
    rows = rows.filter(Q(post__in=readable) | Q(comment__post__in=readable, comment__withdrawal=None)).exclude(
        person=viewer
    )
    sent = UnsettledComment.objects.filter(author=viewer)  # the viewer's own answer, that others do not read yet
    rows = rows.exclude(Exists(sent.filter(post=OuterRef("post"))) | Exists(sent.filter(answers=OuterRef("comment"))))
    faces = ("person", "person__unit", "person__mandate", "person__portrait")
    return rows.select_related(*faces, "post__community", "comment__post__community").order_by("at", "id")


def voices(rows: Iterable[FirstVoice]) -> list[Voice]:
    found = []
    for row in rows:
        said = row.comment or row.post
        assert said is not None
        url = f"/posts/{said.pk}/" if isinstance(said, Post) else f"/posts/{said.post_id}/#comment-{said.pk}"
        found.append(Voice(row.person, said.body_text, url, row.at))
    return found


def first_voices_for(leader: Person, limit: int = 5) -> list[Voice]:
    """For a leader's quarter of an hour: first voices that wait for a word, where the leader reads."""
    return voices(waiting(leader)[:limit])


def hosted_q(viewer: Person) -> Q | None:
    """The first voices of the places `viewer` looks after: a Q on FirstVoice; None for who looks after none. Communicators and
    moderators look after la place and what is said outside any community."""
    standing = standing_of(viewer)
    rule = Q(post__community__in=standing.hosted) | Q(comment__post__community__in=standing.hosted)
    if standing.powers & {COMMUNICATOR, MODERATOR}:
        everywhere = Q(post__community__everyone=True) | Q(comment__post__community__everyone=True)
        alone = Q(post__isnull=False, post__community=None) | Q(comment__isnull=False, comment__post__community=None)
        return rule | everywhere | alone
    return rule if standing.hosted else None


def to_greet(viewer: Person, limit: int = 20) -> list[Voice]:
    """First voices that wait where the viewer is a host, and those of the people whose buddy they have accepted to be."""
    mine = Q(person__buddy_choice__buddy=viewer, person__buddy_choice__accepted_at__isnull=False)
    hosted = hosted_q(viewer)
    return voices(waiting(viewer).filter(mine if hosted is None else mine | hosted)[:limit])


def heard_within_a_day(viewer: Person) -> Heard | None:
    """The share of first voices answered by a person within 24 h, over the last ninety days: for communicators in the whole
    organisation, for hosts in their places; None for others."""
    hosted = hosted_q(viewer)
    everywhere = COMMUNICATOR in standing_of(viewer).powers
    if hosted is None and not everywhere:
        return None
    now = clock.now()
    rows = with_answers().filter(at__gte=now - MEASURED, at__lte=now - IN_TIME).exclude(post=None, comment=None)
    if not everywhere and hosted is not None:
        rows = rows.filter(hosted)
    count = rows.count()
    return Heard(rows.filter(heard_at__lte=F("at") + IN_TIME).count(), count)


def buddies_of(person: Person) -> tuple[Buddy | None, list[Buddy]]:
    """The buddy one chose, and those who chose one and wait for an answer or have it."""
    mine = (
        Buddy.objects.filter(person=person).select_related("buddy__unit", "buddy__mandate", "buddy__portrait").first()
    )
    others = Buddy.objects.filter(buddy=person, person__departure=None)
    faces = ("person__unit", "person__mandate", "person__portrait")
    return mine, list(others.select_related(*faces).order_by("accepted_at", "id")[:50])
