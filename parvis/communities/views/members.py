"""Members of a community: join, leave, ask, invite, roles."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404
from django.utils.translation import gettext as _

from parvis.communities import hosting, joining
from parvis.communities.models import Community, JoinRequest, Membership
from parvis.communities.permissions import is_host, is_member, is_owner, may_invite
from parvis.communities.views.communities import community_for
from parvis.kernel.http import answer
from parvis.kernel.pages import page_by_id
from parvis.kernel.refusals import Refused
from parvis.people.http import person_required
from parvis.people.models import Person


@person_required
def index(request: Any, slug: str) -> HttpResponse:
    community, viewer = community_for(request, slug), request.person
    if community.kind != "open" and not is_member(viewer, community):
        raise Http404
    people = Person.objects.visible_to(viewer).values("pk")
    rows = Membership.objects.filter(community=community, person__in=people, person__departure=None)
    page = page_by_id(
        rows.select_related("person", "person__unit", "person__mandate", "person__portrait"),
        request.GET.get("after", ""),
        60,
    )
    return answer(
        request, page="communities/members.html", community=community, members=page.rows, next=page.next, owner=is_owner(viewer, community),
        host=is_host(viewer, community), roles=Membership.Role.choices,
        json=lambda: {"members": [{"handle": m.person.handle, "name": m.person.name, "role": m.role} for m in page.rows]},
    )  # fmt: skip


@person_required
def join(request: Any, slug: str) -> HttpResponse:
    joining.join(community_for(request, slug), by=request.person)
    return answer(request, to=f"/communities/{slug}/", json={"member": True})


@person_required
def leave(request: Any, slug: str) -> HttpResponse:
    community = community_for(request, slug)
    try:
        joining.leave(community, by=request.person)
    except Refused as no:
        messages.error(request, str(no.message))
        return answer(request, to=f"/communities/{slug}/")
    still = Community.objects.visible_to(request.person).filter(pk=community.pk).exists()
    return answer(request, to=f"/communities/{slug}/" if still else "/communities/", json={"member": False})


def member_for(request: Any, slug: str) -> Membership:
    community = community_for(request, slug)
    if not is_host(request.person, community):
        raise Http404
    rows = Membership.objects.select_related("person", "community")
    return get_object_or_404(rows, community=community, person__handle=request.POST.get("handle", ""))


@person_required
def update(request: Any, slug: str) -> HttpResponse:
    hosting.give_role(member_for(request, slug), request.POST.get("role", ""), by=request.person)
    return answer(request, to=f"/communities/{slug}/members/")


@person_required
def destroy(request: Any, slug: str) -> HttpResponse:
    joining.remove(member_for(request, slug), by=request.person)
    return answer(request, to=f"/communities/{slug}/members/")


@person_required
def requests(request: Any, slug: str) -> HttpResponse:
    community = community_for(request, slug)
    if not is_host(request.person, community):
        raise Http404
    rows = JoinRequest.objects.filter(community=community).select_related(
        "person", "person__unit", "person__mandate", "person__portrait"
    )
    return answer(
        request, page="communities/requests.html", community=community, requests=list(rows.order_by("id")[:200])
    )


@person_required
def create_request(request: Any, slug: str) -> HttpResponse:
    joining.ask(community_for(request, slug), by=request.person, words=request.POST.get("words", ""))
    messages.success(request, _("Your request is with the hosts."))
    return answer(request, to=f"/communities/{slug}/")


@person_required
def settle_request(request: Any, slug: str) -> HttpResponse:
    """A host accepts (PUT) or declines (DELETE); the one who asked takes it back (DELETE without a handle)."""
    community = community_for(request, slug)
    handle = request.POST.get("handle", "")
    if not handle:
        joining.take_back_asking(community, by=request.person)
        return answer(request, to=f"/communities/{slug}/")
    if not is_host(request.person, community):
        raise Http404
    row = get_object_or_404(
        JoinRequest.objects.select_related("person", "community"), community=community, person__handle=handle
    )
    verb = joining.accept if request.POST.get("_method") == "PUT" else joining.decline
    verb(row, by=request.person)
    return answer(request, to=f"/communities/{slug}/requests/")


@person_required
def invitations(request: Any, slug: str) -> HttpResponse:
    community = community_for(request, slug)
    if not may_invite(request.person, community):
        raise Http404
    error, handle = "", request.POST.get("handle", "").strip().lstrip("@")
    if request.method == "POST":
        person = Person.objects.visible_to(request.person).present().filter(handle=handle).first()
        try:
            if person is None:
                error = _("Nobody has this handle: it is at the end of the address of a profile.")
            else:
                hosting.invite(community, person, by=request.person)
                messages.success(request, _("%(name)s is invited.") % {"name": person.name})
                return answer(request, to=f"/communities/{slug}/invitations/")
        except Refused as no:
            error = str(no.message)
    rows = community.invitations.select_related(
        "person", "person__unit", "person__mandate", "person__portrait"
    ).order_by("-id")
    return answer(
        request,
        page="communities/invitations.html",
        community=community,
        invitations=list(rows[:200]),
        error=error,
        handle=handle,
        status=422 if error else 200,
    )


@person_required
def refuse(request: Any, slug: str) -> HttpResponse:
    hosting.refuse_invitation(community_for(request, slug), by=request.person)
    return answer(request, to="/communities/")
