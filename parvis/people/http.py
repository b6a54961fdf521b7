"""What a view knows of who is asking. The middleware of `identity` fills `request.person`."""

from __future__ import annotations

import functools
from collections.abc import Callable
from typing import Any

from django.contrib.auth.views import redirect_to_login
from django.http import Http404, HttpRequest, HttpResponse, JsonResponse
from django.http.response import HttpResponseBase

from parvis.interface.views.errors import signed_out, typed
from parvis.kernel.http import wants_json
from parvis.people.models import Person
from parvis.people.permissions import holds


class PersonRequest(HttpRequest):
    """A request of a signed-in person."""

    person: Person


View = Callable[..., HttpResponseBase]


def person_required(view: View) -> View:
    """Only for somebody signed in. Others are led to the sign-in page and back (or told 401 in JSON)."""

    @functools.wraps(view)
    def guarded(request: Any, *args: Any, **kwargs: Any) -> HttpResponseBase:
        if getattr(request, "person", None) is None:
            if wants_json(request):
                return JsonResponse({"error": "sign in first"}, status=401)
            if request.headers.get("hx-request") == "true":
                response = HttpResponse(status=401)
                response["HX-Redirect"] = "/sign-in/"
                return response
            if request.method not in ("GET", "HEAD") and typed(request):
                return signed_out(request)
            return redirect_to_login(request.get_full_path() if request.method in ("GET", "HEAD") else "/")
        return view(request, *args, **kwargs)

    guarded.guard = "person"  # type: ignore[attr-defined]
    return guarded


def power_required(*powers: str) -> Callable[[View], View]:
    """Only for somebody appointed to one of `powers`; for others the page does not exist (404)."""

    def decorate(view: View) -> View:
        @functools.wraps(view)
        def guarded(request: Any, *args: Any, **kwargs: Any) -> HttpResponseBase:
            if not any(holds(request.person, power) for power in powers):
                raise Http404
            return view(request, *args, **kwargs)

        checked = person_required(guarded)
        checked.guard = "power"  # type: ignore[attr-defined]
        return checked

    return decorate
