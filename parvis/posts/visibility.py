"""Who may read a post. The rule exists once, as a Q, and serves pages, feed, files, counts and JSON."""

from __future__ import annotations

from collections.abc import Collection

from django.db.models import Q

from parvis.communities.models import Community
from parvis.communities.visibility import guests_among, joined_ids, members_among
from parvis.people.models import Person
from parvis.posts.models import Audience, Post


def visible_to_q(viewer: Person) -> Q:
    """Listed posts for everyone who works here, and those of the communities `viewer` is in; guests: only the latter."""
    mine = Q(community_id__in=joined_ids(viewer))
    reach = mine if viewer.is_guest else Q(audience=Audience.EVERYONE) | mine
    return Q(active_at__isnull=False) & reach


def trace_visible_to_q(viewer: Person) -> Q:
    """Withdrawn posts others had answered: their place can still be opened, by whoever could read it; never listed."""
    mine = Q(community_id__in=joined_ids(viewer))
    reach = mine if viewer.is_guest else Q(audience=Audience.EVERYONE) | mine
    return Q(withdrawal__isnull=False, comments__isnull=False) & reach


def readers_among(posts: Collection[int], people: Collection[int]) -> dict[int, set[int]]:
    """The rule turned around, for many readers at once: of each post, who of `people` (ids) may read it now. Three statements whatever
    their number. That it is the same rule is proved by live/tests/test_who_hears.py, reader by reader."""
    rows = Post.objects.filter(pk__among=list(posts), active_at__isnull=False).values_list(
        "pk", "audience", "community_id"
    )
    found = list(rows)
    if not found:
        return {}
    here = set(people)
    staff = here - guests_among(here)
    members: dict[int, set[int]] = {}
    for community, person in members_among({place for _pk, _audience, place in found if place}, here):
        members.setdefault(community, set()).add(person)
    return {
        pk: (staff if audience == Audience.EVERYONE else set()) | members.get(place or 0, set()) for pk, audience, place in found
    }  # fmt: skip


def narrow_to_members(community: Community) -> None:
    """When a community closes, its posts are for its members only from now on."""
    Post.objects.filter(community=community).update(audience=Audience.MEMBERS)
