"""What a page of the intranet shows of Parvis: a frame, or JSON. No session is read; nothing is there until a site is named."""

from __future__ import annotations

from typing import Any

from django.conf import settings
from django.http import Http404
from django.http.response import HttpResponse, HttpResponseBase
from django.shortcuts import get_object_or_404
from django.template.loader import render_to_string
from django.utils import translation
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from parvis.interface.asking import asks_first, say
from parvis.intranet import opening
from parvis.intranet.forms import OriginForm
from parvis.intranet.models import EmbedOrigin
from parvis.intranet.views.sources import HERE, page
from parvis.kernel.http import answer, json_answer
from parvis.kernel.refusals import Refused
from parvis.people.http import power_required

POLICY = "default-src 'none'; style-src 'self'; base-uri 'none'; form-action 'none'; frame-ancestors "


def talk_for(request: Any) -> tuple[opening.Talk, list[str]]:
    allowed = opening.origins()
    found = opening.talk_of(request.GET.get("url", "")[:2000], allowed) if allowed else None
    if found is None:
        raise Http404
    return found, allowed


def show(request: Any) -> HttpResponseBase:
    """To be framed by the sites an administrator named, and by no other."""
    talk, allowed = talk_for(request)
    asked = request.GET.get("lang", "")
    with translation.override(asked if asked in dict(settings.LANGUAGES) else settings.PARVIS.language):
        response = HttpResponse(
            render_to_string("intranet/embed.html", {"talk": talk})
        )  # without the request: no cookie is made
    response["Content-Security-Policy"] = POLICY + " ".join(allowed)
    response["Cache-Control"] = f"public, max-age={opening.FRESH}"
    response.xframe_options_exempt = True  # type: ignore[attr-defined]
    return response


def data(request: Any) -> HttpResponseBase:
    talk, allowed = talk_for(request)
    response = json_answer({"url": talk.address, "comments": talk.comments, "write": talk.write})
    origin = request.headers.get("origin", "")
    if origin in allowed:
        response["Access-Control-Allow-Origin"] = origin
    response["Vary"] = "Origin"
    response["Cache-Control"] = f"public, max-age={opening.FRESH}"
    return response


@power_required("administrator")
def create_origin(request: Any) -> HttpResponseBase:
    form = OriginForm(request.POST)
    if not form.is_valid():
        return page(request, origin=form, status=422)
    try:
        row = opening.open_to(form.cleaned_data["origin"], by=request.person)
    except Refused as no:
        no.onto(form)
        return page(request, origin=form, status=422)
    say(request, _("%(site)s may show what is said here of its pages.") % {"site": row.origin})
    return answer(request, to=HERE, json={"origin": row.origin}, status=201)


@asks_first(gettext_lazy("No longer let this site show what is said here of its pages?"), gettext_lazy("Close"))
@power_required("administrator")
def destroy_origin(request: Any, origin_id: int) -> HttpResponseBase:
    opening.close_to(get_object_or_404(EmbedOrigin, pk=origin_id), by=request.person)
    say(request, _("This site shows nothing of Parvis any more."))
    return answer(request, to=HERE, json={"removed": True})
