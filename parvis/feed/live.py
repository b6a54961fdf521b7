"""The home page hears that something was published where one is, or by whom one follows: it then asks how much, as it always did."""

from __future__ import annotations

from collections.abc import Collection, Sequence

from parvis.chronicle.models import Entry
from parvis.communities.visibility import members_among
from parvis.live.offering import Followed, offer
from parvis.people.models import Follow
from parvis.posts.arriving import PUBLISHED, SHARED
from parvis.posts.models import Post
from parvis.posts.visibility import readers_among


def told(entries: Sequence[Entry]) -> dict[int, set[int]]:
    return {entry.pk: {entry.subject_id} for entry in entries}


def at_home_among(posts: Collection[int], people: Collection[int]) -> dict[int, set[int]]:
    """Of each post, who of the persons may read it and has its place, or its author, on their home page; not who wrote it."""
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
    return here


def declare() -> None:
    offer(Followed("home", (PUBLISHED.name, SHARED.name), told, at_home_among, whole=True))
