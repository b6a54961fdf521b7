"""Communities: directory, page, founding, settings, archive."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.db.models import Exists, OuterRef, Q
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from parvis.communities import hosting
from parvis.communities.audiences import audience_words, readers_of
from parvis.communities.forms import CharterForm, PictureForm, charter_of
from parvis.communities.joining import is_last_owner
from parvis.communities.models import Community, Invitation, JoinRequest, Membership
from parvis.communities.permissions import (
    is_archived,
    is_host,
    is_owner,
    may_ask,
    may_found,
    may_invite,
    may_join,
    role_in,
)
from parvis.interface.asking import asks_first, safe_because, say
from parvis.interface.restoring import forget_unsent, unsent
from parvis.kernel.http import answer
from parvis.kernel.once import key_of
from parvis.kernel.refusals import Refused
from parvis.people.http import person_required, power_required


def community_for(request: Any, slug: str) -> Community:
    return get_object_or_404(Community.objects.visible_to(request.person).select_related("archive"), slug=slug)


@person_required
def index(request: Any) -> HttpResponse:
    viewer, asked = request.person, request.GET.get("q", "").replace("\0", "").strip()[:60]
    mine = Membership.objects.filter(person=viewer, community=OuterRef("pk"))
    archived = bool(request.GET.get("archived"))
    rows = (
        Community.objects.visible_to(viewer)
        .filter(archive__isnull=not archived)
        .annotate(joined=Exists(mine))
        .order_by("-everyone", "-joined", "name")
    )
    if asked:
        rows = rows.filter(Q(name__icontains=asked) | Q(purpose__icontains=asked))
    found = list(rows[:400])
    return answer(
        request, page="communities/index.html", communities=found, q=asked, may_found=may_found(viewer), archived=archived,
        json=lambda: {"communities": [{"slug": c.slug, "name": c.name, "kind": c.kind, "members": readers_of(c)} for c in found]},
    )  # fmt: skip


@person_required
def show(request: Any, slug: str) -> HttpResponse:
    community, viewer = community_for(request, slug), request.person
    role = role_in(viewer, community)
    host = is_host(viewer, community)
    return answer(
        request, page="communities/show.html", community=community, role=role, host=host, owner=is_owner(viewer, community),
        archived=is_archived(community), readers=readers_of(community), may_join=not role and may_join(viewer, community),
        may_ask=not role and may_ask(viewer, community), asked=not role and JoinRequest.objects.filter(person=viewer, community=community).exists(),
        invited=not role and Invitation.objects.filter(person=viewer, community=community).exists(), may_invite=may_invite(viewer, community),
        alone=bool(role == "owner" and not community.everyone and is_last_owner(viewer, community)),
        waiting=JoinRequest.objects.filter(community=community).count() if host else 0, reads=bool(role) or community.kind == "open",
        json=lambda: {"slug": community.slug, "name": community.name, "kind": community.kind, "purpose": community.purpose, "members": readers_of(community)},
    )  # fmt: skip


@person_required
def new(request: Any) -> HttpResponse:
    if not may_found(request.person):
        raise Http404
    form = CharterForm(request.POST or None, initial=unsent(request))
    if request.method == "POST" and form.is_valid():
        try:
            community = hosting.found(form.charter(), by=request.person, key=key_of(request))
        except Refused as no:
            no.onto(form)
        else:
            forget_unsent(request)
            messages.success(request, _("It is open. Invite a few colleagues, then say what it is for."))
            return answer(request, to=f"/communities/{community.slug}/", json={"slug": community.slug})
    return answer(request, page="communities/new.html", form=form, status=422 if form.errors else 200)


def settings_page(
    request: Any,
    community: Community,
    form: CharterForm | None = None,
    *,
    picture: PictureForm | None = None,
    status: int = 200,
) -> HttpResponse:
    return answer(
        request, page="communities/edit.html", form=form or CharterForm(initial=charter_of(community)), community=community,
        picture=picture or PictureForm(), now=audience_words(community), status=status,
    )  # fmt: skip


@person_required
def edit(request: Any, slug: str) -> HttpResponse:
    community = community_for(request, slug)
    if not is_owner(request.person, community):
        raise Http404
    form = CharterForm(request.POST or None, initial=charter_of(community))
    if request.method == "POST" and form.is_valid():
        try:
            hosting.settle(community, form.charter(), by=request.person)
        except Refused as no:
            no.onto(form)
        else:
            messages.success(request, _("Kept."))
            return answer(request, to=f"/communities/{slug}/")
    return settings_page(request, community, form, status=422 if form.errors else 200)


@asks_first(
    gettext_lazy("Archive? It stays readable; nobody writes in it any more. You can reopen it."),
    gettext_lazy("Archive"),
)
@person_required
def create_archive(request: Any, slug: str) -> HttpResponse:
    hosting.archive(community_for(request, slug), by=request.person)
    return answer(request, to=f"/communities/{slug}/")


@safe_because("undo")
@person_required
def destroy_archive(request: Any, slug: str) -> HttpResponse:
    hosting.reopen(community_for(request, slug), by=request.person)
    say(request, _("It is open again."), undo=request.path, confirmed="1")
    return answer(request, to=f"/communities/{slug}/")


@power_required("administrator")
def admin(request: Any) -> HttpResponse:
    rows = Community.objects.exclude(kind="secret").select_related("archive").order_by("name")
    return answer(
        request,
        page="communities/admin.html",
        communities=list(rows),
        secret=Community.objects.filter(kind="secret").count(),
    )
