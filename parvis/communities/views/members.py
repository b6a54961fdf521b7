"""Members of a community: join, leave, ask, invite, roles."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.core import signing
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from parvis.communities import hosting, joining
from parvis.communities.models import Community, JoinRequest, Membership
from parvis.communities.permissions import is_host, is_member, is_owner
from parvis.communities.views.communities import community_for
from parvis.interface.asking import asks_first, say
from parvis.kernel.http import answer
from parvis.kernel.pages import page_by_id
from parvis.kernel.refusals import Refused
from parvis.people.http import person_required
from parvis.people.models import Person

LEFT, TIME_TO_UNDO = "communities.left", 600


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
    community = community_for(request, slug)
    joining.join(community, by=request.person)
    say(request, _("You are a member of %(place)s.") % {"place": community.name})
    return answer(request, to=f"/communities/{slug}/", json={"member": True})


def is_closed(request: Any) -> bool:
    """One does not come back into a closed or secret place at will: leaving it is asked first; an open one is joined again."""
    return not Community.objects.filter(slug=request.resolver_match.kwargs["slug"], kind="open").exists()


@asks_first(
    gettext_lazy("Leave this community? Once the message is gone, you will have to be let in to come back."),
    gettext_lazy("Leave"),
    only_if=is_closed,
)
@person_required
def leave(request: Any, slug: str) -> HttpResponse:
    community = community_for(request, slug)
    try:
        former = joining.leave(community, by=request.person)
    except Refused as no:
        messages.error(request, str(no.message))
        return answer(request, to=f"/communities/{slug}/")
    kept = signing.dumps({"by": request.person.pk, "place": community.pk, "role": former}, salt=LEFT)
    words = _("You have left %(place)s.") % {"place": community.name}
    say(request, words, undo="/memberships/", token=kept)
    still = Community.objects.visible_to(request.person).filter(pk=community.pk).exists()
    return answer(request, to=f"/communities/{slug}/" if still else "/communities/", json={"member": False})


@person_required
def come_back(request: Any) -> HttpResponse:
    """Undo having left: as before, role included, for ten minutes. Nobody can be let in like this who had not left."""
    try:
        kept = signing.loads(request.POST.get("token", ""), salt=LEFT, max_age=TIME_TO_UNDO)
    except signing.BadSignature:
        kept = {}
    community = Community.objects.filter(pk=kept.get("place", 0)).first()
    if community is None or kept.get("by") != request.person.pk:
        messages.error(request, _("It is too late to undo: join again, or ask a host."))
        return answer(request, to="/communities/")
    joining.come_back(community, kept["role"], by=request.person)
    messages.success(request, _("You are back in %(place)s.") % {"place": community.name})
    return answer(request, to=f"/communities/{community.slug}/")


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


@asks_first(gettext_lazy("Remove this member?"), gettext_lazy("Remove"))
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


def is_host_declining(request: Any) -> bool:
    return bool(request.POST.get("handle")) and request.POST.get("_method", "").upper() != "PUT"


@asks_first(gettext_lazy("Decline this request?"), gettext_lazy("Decline"), only_if=is_host_declining)
@person_required
def settle_request(request: Any, slug: str) -> HttpResponse:
    """A host accepts (PUT) or declines (DELETE); the one who asked takes it back (DELETE without a handle)."""
    community = community_for(request, slug)
    handle = request.POST.get("handle", "")
    if not handle:
        joining.take_back_asking(community, by=request.person)
        say(request, _("Your request is taken back."), undo=request.path)
        return answer(request, to=f"/communities/{slug}/")
    if not is_host(request.person, community):
        raise Http404
    row = get_object_or_404(
        JoinRequest.objects.select_related("person", "community"), community=community, person__handle=handle
    )
    verb = joining.accept if request.POST.get("_method", "").upper() == "PUT" else joining.decline
    verb(row, by=request.person)
    return answer(request, to=f"/communities/{slug}/requests/")
