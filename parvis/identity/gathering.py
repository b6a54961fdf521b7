"""Groups of the directory that somebody may name to give a mandate to several people at once: seen before anything is given."""

from __future__ import annotations

from django.db.models import Q

from parvis.communities.models import Community, Membership
from parvis.communities.visibility import joined_ids
from parvis.people.models import Person, PersonQuerySet, Unit

# More faces than this are no preview any more: a smaller unit is chosen.
MOST = 200


def communities_for(viewer: Person) -> object:
    """Those whose list of members `viewer` may read: open ones and their own. La place is everybody: no group."""
    rows = Community.objects.visible_to(viewer).active().filter(everyone=False)
    return rows.filter(Q(kind=Community.Kind.OPEN) | Q(pk__in=joined_ids(viewer))).order_by("name")


def seen_by(viewer: Person) -> PersonQuerySet:
    return Person.objects.visible_to(viewer).present().for_screen().filter(is_guest=False).order_by("name", "id")


def managers_of(unit: Unit, *, below: bool, viewer: Person) -> PersonQuerySet:
    """Who works in `unit` (or, with `below`, in a unit right below it too) and has somebody here who reports to them."""
    place = Q(unit=unit) | Q(unit__parent=unit) if below else Q(unit=unit)
    leading = Person.objects.present().filter(manager__isnull=False).values("manager_id")
    return seen_by(viewer).filter(place, pk__in=leading)


def members_of(community: Community, *, viewer: Person) -> PersonQuerySet:
    """`community` is one of `communities_for(viewer)`."""
    return seen_by(viewer).filter(pk__in=Membership.objects.filter(community=community).values("person_id"))
