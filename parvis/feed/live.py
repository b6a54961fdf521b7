"""The home page hears how much was published where one is, or by whom one follows, but for what one has muted."""

from __future__ import annotations

from collections.abc import Collection, Sequence

from django.db.models import Q

from parvis.chronicle.models import Entry
from parvis.communities.visibility import members_among
from parvis.feed.models import CommunityMute, PersonMute, PostMute
from parvis.kernel import clock
from parvis.live.offering import Followed, offer
from parvis.people.models import Follow
from parvis.posts.arriving import PUBLISHED
from parvis.posts.models import Post
from parvis.posts.visibility import readers_among


def told(entries: Sequence[Entry]) -> dict[int, set[int]]:
    return {entry.pk: {entry.subject_id} for entry in entries}


def at_home_among(posts: Collection[int], people: Collection[int]) -> dict[int, set[int]]:
    """Of each post, who of the persons may read it and has its place, or its author, on their home page; not who wrote it, nor who has
    muted it, its author or its place: what `composing` composes, turned around."""
    may = readers_among(posts, people)
    rows = Post.objects.filter(pk__in=list(may)).values_list("pk", "author_id", "community_id", "community__everyone")
    found = list(rows)
    follows: dict[int, set[int]] = {}
    authors = {author for _pk, author, _place, _everyone in found}
    for author, person in Follow.objects.filter(followed__in=authors, person__among=list(people)).values_list("followed_id", "person_id"):  # fmt: skip
        follows.setdefault(author, set()).add(person)
    members = members_among({place for _pk, _author, place, _everyone in found if place}, people)
    here: dict[int, set[int]] = {}
    for pk, author, place, everyone in found:
        at_home = set(people) if everyone else {person for where, person in members if where == place}
        here[pk] = may[pk] & (at_home | follows.get(author, set())) - {author}
    return without_muted(here, {pk: (author, place) for pk, author, place, _everyone in found})


def without_muted(here: dict[int, set[int]], about: dict[int, tuple[int, int | None]]) -> dict[int, set[int]]:
    """`about`: of each post, its author and its place."""
    people = set().union(*here.values())
    if not people:
        return here
    holds = Q(until=None) | Q(until__gt=clock.now())
    muted: set[tuple[str, int, int]] = set()
    for model, field, ids in (
        (PostMute, "post", set(about)),
        (PersonMute, "muted", {author for author, _place in about.values()}),
        (CommunityMute, "community", {place for _author, place in about.values() if place}),
    ):
        rows = model.objects.filter(holds, person__among=list(people), **{f"{field}__in": ids})
        muted |= {(field, person, what) for person, what in rows.values_list("person_id", f"{field}_id")}
    if not muted:
        return here
    return {
        pk: {one for one in who if not muted & {("post", one, pk), ("muted", one, about[pk][0]), ("community", one, about[pk][1] or 0)}}
        for pk, who in here.items()
    }  # fmt: skip


def declare() -> None:
    offer(Followed("home", (PUBLISHED.name,), told, at_home_among, whole=True))
