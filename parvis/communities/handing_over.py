"""A community does not lose its last owner with somebody's departure: the first host becomes owner, or else the oldest member."""

from __future__ import annotations

from django.db.models import Case, Value, When

from parvis.communities.hosting import ROLE
from parvis.communities.models import Membership
from parvis.kernel.chronicling import record
from parvis.people.models import Person


def hand_over(person: Person, is_leaving: bool) -> None:
    """For each community this person alone owned. Coming back gives nothing back: the new owner decides."""
    if not is_leaving:
        return
    owned = Membership.objects.filter(person=person, role=Membership.Role.OWNER).values_list("community_id", flat=True)
    for community_id in list(owned):
        others = Membership.objects.filter(community_id=community_id, person__departure=None, person__is_guest=False)
        others = others.exclude(person=person)
        if others.filter(role=Membership.Role.OWNER).exists():
            continue
        rank = Case(When(role=Membership.Role.HOST, then=Value(0)), default=Value(1))
        heir = others.order_by(rank, "id").first()
        if heir is not None:
            Membership.objects.filter(pk=heir.pk).update(role=Membership.Role.OWNER)
            record(ROLE, by=None, subject=heir, place=community_id)
