"""Who may read a post. The rule exists once, as a Q, and serves pages, feed, files, counts and JSON."""

from __future__ import annotations

from django.db.models import Q

from parvis.communities.models import Community
from parvis.communities.visibility import joined_ids
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


def narrow_to_members(community: Community) -> None:
    """When a community closes, its posts are for its members only from now on."""
    Post.objects.filter(community=community).update(audience=Audience.MEMBERS)
