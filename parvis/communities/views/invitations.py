"""Invitations into a community: a host invites by name, and takes an invitation back; whoever is invited declines."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.http import Http404
from django.http.response import HttpResponseBase
from django.shortcuts import get_object_or_404
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from parvis.communities import hosting
from parvis.communities.models import Community, Invitation
from parvis.communities.permissions import may_invite
from parvis.communities.views.communities import community_for
from parvis.interface.asking import asks_first, safe_because, say
from parvis.kernel.http import answer
from parvis.kernel.refusals import Refused
from parvis.people.finding import named
from parvis.people.http import person_required

SEEN = ["person", "person__unit", "person__mandate", "person__portrait", "by"]
MOST = 200


def hosted(request: Any, slug: str) -> Community:
    community = community_for(request, slug)
    if not may_invite(request.person, community):
        raise Http404
    return community


@person_required
def index(request: Any, slug: str, error: str = "") -> HttpResponseBase:
    community = hosted(request, slug)
    rows = community.invitations.select_related(*SEEN).order_by("-id")
    return answer(
        request, page="communities/invitations.html", community=community, invitations=list(rows[:MOST]), error=error,
        handle=request.POST.get("handle", ""), status=422 if error else 200,
    )  # fmt: skip


@person_required
def create(request: Any, slug: str) -> HttpResponseBase:
    community = hosted(request, slug)
    try:
        person = named(request.person, request.POST.get("handle", ""), field="handle")
        hosting.invite(community, person, by=request.person)
    except Refused as no:
        return index(request, slug, str(no.message))
    messages.success(request, _("%(name)s is invited.") % {"name": person.name})
    return answer(request, to=f"/communities/{slug}/invitations/")


@asks_first(gettext_lazy("Decline this invitation?"), gettext_lazy("Decline"))
@person_required
def refuse(request: Any, slug: str) -> HttpResponseBase:
    hosting.refuse_invitation(community_for(request, slug), by=request.person)
    return answer(request, to="/communities/")


@safe_because("undo")
@person_required
def withdraw(request: Any, slug: str, handle: str) -> HttpResponseBase:
    community = hosted(request, slug)
    row = get_object_or_404(Invitation.objects.select_related("person"), community=community, person__handle=handle)
    hosting.withdraw_invitation(row, by=request.person)
    words = _("The invitation of %(name)s is taken back.") % {"name": row.person.name}
    say(request, words, undo=f"/communities/{slug}/invitations/", handle=handle)
    return answer(request, to=f"/communities/{slug}/invitations/")
