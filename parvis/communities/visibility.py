"""Which communities a person knows of. Their posts follow the audience kept on each post (see posts.visibility)."""

from __future__ import annotations

from collections.abc import Collection

from django.db.models import Q

from parvis.communities.models import Community, Invitation, Membership
from parvis.people.models import Person


def joined_ids(viewer: Person) -> object:
    """The ids of the communities `viewer` is in, as a subquery."""
    return Membership.objects.filter(person_id=viewer.pk).values("community_id")


def visible_to_q(viewer: Person) -> Q:
    """The rule, once: open and closed communities for everyone who works here; secret ones and, for a guest, all of
    them, only when a member or invited."""
    mine = Q(pk__in=joined_ids(viewer)) | Q(
        pk__in=Invitation.objects.filter(person_id=viewer.pk).values("community_id")
    )
    if viewer.is_guest:
        return mine
    return mine | Q(kind__in=[Community.Kind.OPEN, Community.Kind.CLOSED])


def members_among(communities: Collection[int], people: Collection[int]) -> set[tuple[int, int]]:
    """(community, person) of those of the persons who are in one of the communities (ids): `joined_ids` for many at once."""
    if not communities or not people:
        return set()
    rows = Membership.objects.filter(community__among=list(communities), person__among=list(people))
    return set(rows.values_list("community_id", "person_id"))


def guests_among(people: Collection[int]) -> set[int]:
    """Those of the persons (ids) who are guests."""
    return set(Person.objects.filter(pk__among=list(people), is_guest=True).values_list("pk", flat=True))


def company_of_guest(guest: Person) -> Q:
    """The persons who share a community with a guest: a Q on Person."""
    return Q(memberships__community__in=joined_ids(guest))
