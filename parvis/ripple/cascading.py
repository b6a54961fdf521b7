"""The echoes of one post: two cascades, of words and of people, and what can be said of them.

The tree of words holds comments, shares and posts that link to the post; the tree of people holds each person once, at their first
event. Reactions are leaves: they are in the size and the half-life, and in `whole`, the tree of everything. They stay out of the shape
that is shown: a liked post would always look like a star (its mean distance tends to 2), and the conversation would not be seen.
What the viewer cannot read is in no figure but `elsewhere`, which is published only for a floor of people.
"""

from __future__ import annotations

import dataclasses
import datetime as dt
import math
from collections.abc import Iterable, Sequence
from typing import Any

from django.db.models import F, QuerySet

from parvis.kernel import clock, thresholds
from parvis.kernel.ids import first_id_at
from parvis.kernel.thresholds import Published, Withheld
from parvis.people.distances import steps_between_chains
from parvis.posts.models import Comment, CommentReaction, Mention, Post, PostReaction, Share
from parvis.ripple.events import COMMENT, Event, Someone
from parvis.ripple.statistics import trees

LOOK_BACK, DELAY, HALF_LIFE = dt.timedelta(days=180), dt.timedelta(days=7), dt.timedelta(days=14)
FAR, FEW, MOST_PEOPLE = 4, 5, 300


@dataclasses.dataclass(frozen=True)
class Cascade:
    """Of what the viewer may read, the post's own author and row left out of the counts: `people` who spoke, `words` said, `reactions`;
    `units` and `levels` of the organisation reached (`levels`: distinct numbers of managers above); `answers` by the author. A tie is
    two people of whom one answered the other; `new` when nothing passed between them in the 180 days before the post, `far` when
    moreover they are four steps or more apart. `half_life`: when half of the events of fourteen days had happened."""

    people: int
    words: int
    reactions: int
    shares: int
    units: int
    levels: int
    answers: int
    ties: int
    new_ties: int
    far_ties: int
    first_reply: dt.timedelta | None
    half_life: dt.timedelta | None
    shape: trees.Shape
    of_people: trees.Shape
    whole: trees.Shape
    first_voices: Published
    elsewhere: Published


def monday(now: dt.datetime) -> dt.datetime:
    """The last Monday, 00:00 UTC: what is published changes then."""
    return (now - dt.timedelta(days=now.weekday())).replace(hour=0, minute=0, second=0, microsecond=0)


def told_from(published: dt.datetime) -> dt.datetime:
    """When first voices of the first day are told: the Monday at least seven days after."""
    return monday(published + DELAY) + dt.timedelta(days=7)


def shape_of(events: Sequence[Event]) -> trees.Shape:
    """The root first, each after what it follows."""
    where = {id(one): n for n, one in enumerate(events)}
    return trees.shape([-1 if one.above is None else where[id(one.above)] for one in events])


def shape_with_reactions(events: Sequence[Event]) -> trees.Shape:
    where = {id(one): n for n, one in enumerate(events)}
    parents = [-1 if one.above is None else where[id(one.above)] for one in events]
    parents += [n for n, one in enumerate(events) for _leaf in one.reactions]
    return trees.shape(parents)


def shape_of_people(events: Sequence[Event]) -> trees.Shape:
    """Each person once, at their first event, under the person they then followed."""
    node: dict[int, int] = {events[0].by.id: 0}
    parents = [-1]
    for one in sorted(events[1:], key=lambda event: (event.at, event.depth)):
        if one.by.id not in node and one.above is not None:
            node[one.by.id] = len(parents)
            parents.append(node.get(one.above.by.id, 0))
    return trees.shape(parents)


def pairs_of(events: Iterable[Event]) -> dict[frozenset[int], tuple[Someone, Someone]]:
    """Who answered whom, once for each two people."""
    found: dict[frozenset[int], tuple[Someone, Someone]] = {}
    for one in events:
        if one.above is not None and one.by.id != one.above.by.id:
            found.setdefault(frozenset((one.by.id, one.above.by.id)), (one.by, one.above.by))
    return found


def acquainted(people: Sequence[int], before: dt.datetime) -> set[frozenset[int]]:
    """The pairs among these people between whom something passed in the 180 days before: an answer, a reaction, a share, a mention.
    One statement."""
    since, some = before - LOOK_BACK, list(people)[:MOST_PEOPLE]
    ids = {"pk__gte": first_id_at(since), "pk__lt": first_id_at(before)}
    during = {"at__gte": since, "at__lt": before}

    def pairs(rows: QuerySet[Any], one: str, other: str, **when: Any) -> QuerySet[Any]:
        rows = rows.filter(**{f"{one}__in": some, f"{other}__in": some}, **when)
        return rows.annotate(one=F(one), other=F(other)).values_list("one", "other")

    said = Comment.objects.filter(withdrawal=None)
    found = pairs(said, "author_id", "answers__author_id", **ids).union(
        pairs(said.filter(answers=None), "author_id", "post__author_id", **ids),
        pairs(PostReaction.objects.all(), "person_id", "post__author_id", **during),
        pairs(CommentReaction.objects.all(), "person_id", "comment__author_id", **during),
        pairs(Share.objects.all(), "post__author_id", "original__author_id", post__published_at__gte=since, post__published_at__lt=before),
        pairs(Mention.objects.filter(comment=None), "post__author_id", "person_id", post__published_at__gte=since, post__published_at__lt=before),
        pairs(Mention.objects.all(), "comment__author_id", "person_id", comment__at__gte=since, comment__at__lt=before),
    )  # fmt: skip
    return {frozenset(pair) for pair in found}


def half_life(root: Event, events: Sequence[Event]) -> dt.timedelta | None:
    """When half of the events of the first fourteen days had happened; None under five events."""
    times = sorted([one.at for one in events[1:]] + [at for one in events for _who, at in one.reactions])
    times = [at for at in times if at <= root.at + HALF_LIFE]
    return times[math.ceil(len(times) / 2) - 1] - root.at if len(times) >= FEW else None


def first_voices(root: Event, events: Sequence[Event], now: dt.datetime) -> Published:
    """How many people spoke there for the first time: counted on Mondays, seven days late, rounded, never under five."""
    until = monday(now) - DELAY
    if until <= root.at:
        return Withheld("young")
    voices = {one.by.id for one in events[1:] if one.first and one.at < until and one.by.id != root.by.id}
    return thresholds.rounded(len(voices))


def cascade_of(post: Post, events: Sequence[Event], *, floor: int = thresholds.DEFAULT_FLOOR) -> Cascade:
    """Everything of one post, from its events (`events.events_of`), in one statement more."""
    root, read = events[0], [one for one in events if not one.hidden]
    spoke = {one.by.id: one.by for one in read[1:] if one.by.id != root.by.id}
    ties = pairs_of(read)
    known = acquainted([root.by.id, *spoke], root.at) if ties else set()
    new = [both for pair, both in ties.items() if pair not in known]
    replies = [one.at for one in read[1:] if one.kind == COMMENT and one.by.id != root.by.id]
    others = {one.by.id for one in events if one.hidden} - set(spoke) - {root.by.id}
    return Cascade(
        people=len(spoke), words=len(read) - 1, reactions=sum(len(one.reactions) for one in read),
        shares=sum(one.kind != COMMENT for one in read[1:]),
        units=len({who.unit for who in spoke.values() if who.unit}), levels=len({who.level for who in spoke.values()}),
        answers=sum(one.by.id == root.by.id and one.kind == COMMENT for one in read[1:]),
        ties=len(ties), new_ties=len(new),
        far_ties=sum((steps_between_chains(a.chain, b.chain) or 0) >= FAR for a, b in new),
        first_reply=min(replies) - root.at if replies else None, half_life=half_life(root, read),
        shape=shape_of(read), of_people=shape_of_people(read), whole=shape_with_reactions(read),
        first_voices=first_voices(root, read, clock.now()),
        elsewhere=thresholds.show(thresholds.to_five(len(others)), people=len(others), floor=floor),
    )  # fmt: skip
