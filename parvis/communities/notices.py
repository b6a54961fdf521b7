"""What one hears of communities: being invited, being let in, somebody asking to come in."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Sequence
from typing import Any

from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from parvis.communities.hosting import INVITED
from parvis.communities.joining import ASKED
from parvis.communities.models import Community, Invitation, JoinRequest, Membership
from parvis.communities.standing import HOSTS
from parvis.notifications import offering
from parvis.notifications.offering import Cause, Kind, Look, offer
from parvis.people.models import Person

MADE_WITHIN = dt.timedelta(minutes=1)


def page(deed: Any) -> None:
    return None


def invited(deed: Any, after: int, limit: int) -> list[int]:
    """Whom this host invited, and who has not answered; the entry names the community, so the
    invitations made with it are found by their moment."""
    rows = Invitation.objects.filter(community=deed.subject_id, by=deed.by_id, at__lte=deed.at, person__gt=after)
    return list(rows.filter(at__gte=deed.at - MADE_WITHIN).order_by("person").values_list("person", flat=True)[:limit])


def look_at_invitations(viewer: Person, causes: Sequence[Cause]) -> dict[Cause, Look]:
    rows = Invitation.objects.filter(person=viewer, community__in=[c[1] for c in causes]).select_related("community")
    there = {row.community_id: row.community for row in rows}
    return {c: Look(there[c[1]].get_absolute_url(), there[c[1]].name) for c in causes if c[1] in there}


def hosts_of(deed: Any, after: int, limit: int) -> list[int]:
    rows = Membership.objects.filter(community=deed.subject_id, role__in=HOSTS, person__gt=after)
    return list(rows.order_by("person").values_list("person", flat=True)[:limit])


def look_at_requests(viewer: Person, causes: Sequence[Cause]) -> dict[Cause, Look]:
    """Those that still wait, for who may answer them."""
    hosted = Membership.objects.filter(person=viewer, role__in=HOSTS).values("community")
    rows = JoinRequest.objects.filter(community__in=[c[1] for c in causes]).filter(community__in=hosted)
    there = {(row.person_id, row.community_id): row for row in rows.select_related("community")}
    return {c: Look(f"/communities/{there[c].community.slug}/requests/", there[c].community.name) for c in causes if c in there}  # fmt: skip


def nobody(deed: Any, after: int, limit: int) -> list[int]:
    """Only told directly, by the verb that lets somebody in."""
    return []


def look_at_memberships(viewer: Person, causes: Sequence[Cause]) -> dict[Cause, Look]:
    """Where the viewer still is."""
    rows = Membership.objects.filter(person=viewer, community__in=[c[1] for c in causes]).select_related("community")
    there = {row.community_id: row.community for row in rows}
    return {c: Look(there[c[1]].get_absolute_url(), there[c[1]].name) for c in causes if c[1] in there}


def names_of(viewer: Person, ids: Iterable[int]) -> dict[int, tuple[str, str]]:
    rows = Community.objects.visible_to(viewer).filter(pk__in=list(ids))
    return {row.pk: (row.name, row.get_absolute_url()) for row in rows}


def declare() -> None:
    offering.place_names.append(names_of)
    offer(
        Kind(
            "community.invited", _("somebody invites me to a community"),
            _("%(who)s invites you to a community"), pgettext_lazy("several people", "%(who)s invite you to a community"),
            _("You are invited to a community"),
            (INVITED.name,), invited, look_at_invitations, page, lambda deed, page: f"invited:{deed.subject_id}", rank=20, by_mail=True,
        ),
        Kind(
            "community.let_in", _("I am let in where I asked"),
            _("%(who)s let you in: you are a member now"), pgettext_lazy("several people", "%(who)s let you in: you are a member now"),
            _("You are let in where you asked"),
            (), nobody, look_at_memberships, page, lambda deed, page: f"let_in:{deed.subject_id}", rank=21, by_mail=True, by_push=True, reach="always",
        ),
        Kind(
            "community.asked", _("somebody asks to join a community I host"),
            _("%(who)s asks to join a community you host"), pgettext_lazy("several people", "%(who)s ask to join a community you host"),
            _("Somebody asks to join a community you host"),
            (ASKED.name,), hosts_of, look_at_requests, page, lambda deed, page: f"asked:{deed.subject_id}", rank=25, by_mail=True,
        ),
        heading=_("Communities"),
    )  # fmt: skip
