"""What is laid beside the composer, or above the words of who passes a post on, for the place that is chosen now."""

from __future__ import annotations

from typing import Any
from urllib.parse import urlencode

from django.http import HttpResponse
from markupsafe import Markup

from parvis.kernel import addresses
from parvis.kernel.http import see_other, wants_fragment
from parvis.kernel.ids import id_in
from parvis.people.http import person_required
from parvis.posts import beside
from parvis.posts.naming import places_for
from parvis.posts.views.loading import post_for


@person_required
def show(request: Any) -> HttpResponse:
    """`place`: its slug; `link`: the page beside the words; `passing`: the post that is passed on. Opened as a page, it is where one writes."""
    slug, passed = request.GET.get("place", ""), id_in(request.GET.get("passing", ""))
    link = addresses.canonical(request.GET.get("link", "")[:2000])
    if not wants_fragment(request):
        return see_other(
            f"/posts/{passed}/shares/" if passed else f"/posts/new/?{urlencode({'in': slug, 'link': link})}"
        )
    place = next((one for one in places_for(request.person) if one.slug == slug), None)
    if passed is None:
        drawn = beside.offers(request, place, link)
    else:
        drawn = beside.passing(request, place, post_for(request.person, passed).pk)
    return HttpResponse(Markup("").join(drawn))
