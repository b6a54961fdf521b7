"""What this area holds on a person: memberships, requests, invitations."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from django.db.models import F
from django.utils.translation import gettext_lazy as _

from parvis.communities.models import Community, Invitation, JoinRequest, Membership
from parvis.kernel.privacy import Holding, register
from parvis.people.models import Person


def export(person: Person) -> Iterator[dict[str, Any]]:
    for member in Membership.objects.filter(person=person).select_related("community").order_by("id"):
        yield {"member of": member.community.name, "as": member.role, "since": member.at}
    for asking in JoinRequest.objects.filter(person=person).select_related("community"):
        yield {"asked to join": asking.community.name, "words": asking.words, "at": asking.at}
    for invited in Invitation.objects.filter(person=person).select_related("community"):
        yield {"invited to": invited.community.name, "at": invited.at}


def erase(person: Person) -> None:
    places = list(Membership.objects.filter(person=person).values_list("community_id", flat=True))
    Membership.objects.filter(person=person).delete()
    Community.objects.filter(pk__in=places).update(member_count=F("member_count") - 1)
    JoinRequest.objects.filter(person=person).delete()
    Invitation.objects.filter(person=person).delete()
    Invitation.objects.filter(by=person).delete()


def declare() -> None:
    register(
        Holding(
            "memberships", _("Your communities"),
            ("communities.Membership", "communities.JoinRequest", "communities.Invitation", "communities.Archive"),
            _("So that a community knows its members, who asked to join and who was invited."),
            _("Until you leave the community. 30 days after you leave the organisation, you are a member of none."), export, erase,
        )
    )  # fmt: skip
