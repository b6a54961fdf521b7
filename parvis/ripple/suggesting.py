"""Colleagues out of reach one may have something to say to, and why: never from what is private.

Out of reach: four steps or more in the organisation, and nothing passed between the two in a year. The reasons are what anybody may see:
a subject they are glad to be asked about, a question or a post of theirs one may read on a subject one writes about, a community both
are in (neither secret nor everybody's).
"""

from __future__ import annotations

import dataclasses
import datetime as dt
import zlib
from typing import Any

from django.db.models import CharField, F, Q, QuerySet, Value
from django.db.models.functions import Lower

from parvis.communities.models import Community, Membership
from parvis.feed.models import PersonMute
from parvis.kernel import clock
from parvis.people.distances import steps_between_chains
from parvis.people.models import AskAbout, Person
from parvis.posts.models import Post, PostSubject
from parvis.posts.visibility import visible_to_q
from parvis.ripple.cascading import FAR, monday

RECENT = dt.timedelta(days=90)
MOST, SHOWN, LARGEST = 200, 3, 300
ASK, QUESTION, SUBJECT, COMMUNITY = "ask", "question", "subject", "community"
WEIGHT = {QUESTION: 4, ASK: 3, SUBJECT: 2, COMMUNITY: 1}


@dataclasses.dataclass(frozen=True)
class Reason:
    """`about`: the subject or the community; `address`: where to begin."""

    kind: str
    about: str
    address: str


@dataclasses.dataclass(frozen=True)
class Suggestion:
    name: str
    handle: str
    job: str
    steps: int
    reasons: list[Reason]


def rows(found: QuerySet[Any], who: str, kind: str, about: str, link: Any) -> QuerySet[Any]:
    """Of the newest of these: person, what is shown of them, and the reason."""
    newest = found.order_by("-pk").values("pk")[:MOST]
    found = found.model._default_manager.filter(pk__in=newest)
    columns = {"who": F(who), **{f"who_{name}": F(f"{who}__{name}") for name in ("name", "handle", "job", "chain")}}
    given = {**columns, "kind_of": Value(kind, output_field=CharField()), "about_what": F(about), "link": link}
    return found.annotate(**given).values_list(*columns, "kind_of", "about_what", "link")


def reasons_for(person: Person) -> QuerySet[Any]:
    """Who has something in common with `person`, and what: one statement."""
    mine = PostSubject.objects.filter(post__author=person, post__active_at__isnull=False)
    names = mine.annotate(word=Lower("subject__name")).values("word")
    asks = AskAbout.objects.filter(person=person).annotate(word=Lower("label")).values("word")
    glad = AskAbout.objects.annotate(word=Lower("label")).filter(
        Q(word__in=names) | Q(word__in=asks), person__departure=None
    )
    readable = (
        Post.objects.filter(visible_to_q(person), published_at__gte=clock.now() - RECENT)
        .exclude(author=person)
        .values("pk")
    )
    said = PostSubject.objects.filter(
        subject__in=mine.values("subject_id"), post__in=readable, post__author__departure=None
    )
    places = Community.objects.filter(
        memberships__person=person, everyone=False, member_count__lte=LARGEST, archive=None
    )
    members = Membership.objects.filter(
        community__in=places.exclude(kind=Community.Kind.SECRET).values("pk"), person__departure=None
    )
    return rows(said.filter(post__kind=Post.Kind.QUESTION), "post__author", QUESTION, "subject__name", F("post_id")).union(
        rows(said.exclude(post__kind=Post.Kind.QUESTION), "post__author", SUBJECT, "subject__name", F("post_id")),
        rows(glad, "person", ASK, "label", Value(0)),
        rows(members, "person", COMMUNITY, "community__name", Value(0)),
    )  # fmt: skip


def reason_of(kind: str, about: str, link: int, handle: str) -> Reason:
    return Reason(kind, about, f"/posts/{link}/" if link else f"/people/{handle}/")


def suggestions(person: Person, known: frozenset[int]) -> list[Suggestion]:
    """Three at most, those one has most in common with first, the further the better. `known`: whom one has had to do with."""
    if person.is_guest:
        return []
    muted = set(PersonMute.objects.filter(person=person).values_list("muted_id", flat=True))
    found: dict[int, tuple[tuple[str, str, str], int, dict[tuple[str, str], Reason]]] = {}
    for who, name, handle, job, chain, kind, about, link in reasons_for(person):
        steps = steps_between_chains(person.chain, chain)
        if who == person.pk or who in known or who in muted or steps is None or steps < FAR:
            continue
        kept = found.setdefault(who, ((name, handle, job), steps, {}))
        kept[2].setdefault((kind, about), reason_of(kind, about, link, handle))
    made = [
        Suggestion(*who, steps, sorted(why.values(), key=lambda r: -WEIGHT[r.kind])[:2])
        for who, steps, why in found.values()
    ]
    score = {id(one): sum(WEIGHT[reason.kind] for reason in one.reasons) + min(one.steps, 8) / 4 for one in made}
    return sorted(made, key=lambda one: (-score[id(one)], turn(one.handle)))[:SHOWN]


def turn(handle: str) -> int:
    """Among equals, others come first each week, and nobody always for the first letter of their name."""
    return zlib.crc32(f"{handle} {monday(clock.now()).date()}".encode())
