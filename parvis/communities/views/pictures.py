"""The picture of a community: shown, put, removed."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.http import Http404
from django.http.response import HttpResponseBase
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from parvis.communities.forms import PictureForm
from parvis.communities.models import Community
from parvis.communities.permissions import is_owner
from parvis.communities.picturing import put_picture, remove_picture
from parvis.communities.views.communities import community_for, settings_page
from parvis.interface.asking import asks_first
from parvis.kernel.http import answer
from parvis.kernel.receiving import say_refusals
from parvis.kernel.refusals import Refused
from parvis.kernel.serving import send_small_picture
from parvis.people.http import person_required


@person_required
def show(request: Any, slug: str) -> HttpResponseBase:
    community = community_for(request, slug)
    if not community.picture:
        raise Http404
    return send_small_picture(request, community.picture, etag=f'"{community.picture_address[-20:]}"')


def own_community(request: Any, slug: str) -> Community:
    community = community_for(request, slug)
    if not is_owner(request.person, community):
        raise Http404
    return community


@person_required
def update(request: Any, slug: str) -> HttpResponseBase:
    community, form = own_community(request, slug), PictureForm(request.POST, request.FILES)
    say_refusals(request, form, "picture")
    if form.is_valid():
        try:
            put_picture(community, form.cleaned_data["picture"], by=request.person)
        except Refused as no:
            form.add_error("picture", str(no.message))
        else:
            messages.success(request, _("The picture is in place."))
            return answer(request, to=f"/communities/{slug}/")
    return settings_page(request, community, picture=form, status=422)


@asks_first(gettext_lazy("Remove the picture?"), gettext_lazy("Remove"))
@person_required
def destroy(request: Any, slug: str) -> HttpResponseBase:
    remove_picture(own_community(request, slug), by=request.person)
    messages.success(request, _("The picture is removed."))
    return answer(request, to=f"/communities/{slug}/settings/")
