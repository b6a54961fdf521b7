"""How a view answers: one resource, several dresses (page, htmx fragment, JSON)."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from django.http import HttpRequest, HttpResponse, HttpResponseNotAllowed, HttpResponseRedirect, JsonResponse
from django.http.response import HttpResponseBase
from django.shortcuts import render
from django.utils.http import url_has_allowed_host_and_scheme

View = Callable[..., HttpResponseBase]


def by_method(**views: View) -> View:
    """One route, one view per HTTP method: `by_method(POST=create, DELETE=destroy)`.

    An HTML form reaches PUT, PATCH and DELETE with a hidden field `_method`, so the route also works without JavaScript.
    """

    def dispatch(request: HttpRequest, **route: Any) -> HttpResponseBase:
        method = request.method or "GET"
        if method == "POST" and request.content_type != "application/json":
            method = request.POST.get("_method", "POST").upper()
        view = views.get("GET" if method == "HEAD" else method)
        return view(request, **route) if view else HttpResponseNotAllowed(sorted(views))

    dispatch.views = views  # type: ignore[attr-defined]
    return dispatch


def wants_json(request: HttpRequest) -> bool:
    """The caller asked for JSON before HTML."""
    accept = request.headers.get("accept", "")
    return "application/json" in accept and "text/html" not in accept


def wants_fragment(request: HttpRequest) -> bool:
    """htmx asked for a piece of a page (and not for a whole page through hx-boost or history)."""
    return (
        request.headers.get("hx-request") == "true"
        and request.headers.get("hx-boosted") != "true"
        and request.headers.get("hx-history-restore-request") != "true"
    )


def ids_as_text(value: Any) -> Any:
    """Ids are larger than JavaScript's safe integers, so JSON carries them as strings."""
    if isinstance(value, dict):
        return {k: ids_as_text(v) for k, v in value.items()}
    if isinstance(value, list | tuple):
        return [ids_as_text(v) for v in value]
    return str(value) if type(value) is int and abs(value) > 2**53 else value


def json_answer(data: Any, *, status: int = 200) -> JsonResponse:
    return JsonResponse(ids_as_text(data), status=status, safe=False, json_dumps_params={"ensure_ascii": False})


def answer(
    request: HttpRequest,
    *,
    page: str | None = None,
    fragment: str | None = None,
    to: str | None = None,
    json: Any = None,
    status: int = 200,
    **context: Any,
) -> HttpResponse:
    """Answer in the dress asked for: JSON, the htmx `fragment`, the whole `page`, or else a redirect `to` (303)."""
    if wants_json(request) and json is not None:
        return json_answer(json() if callable(json) else json, status=status)
    if wants_fragment(request) and fragment:
        return render(request, fragment, context, status=status)
    if page:
        return render(request, page, context, status=status)
    if wants_fragment(request):
        response = HttpResponse(status=204)
        response["HX-Redirect"] = to or "/"
        return response
    return see_other(to or "/")


def see_other(to: str) -> HttpResponseRedirect:
    """A redirect after a POST, to be followed with GET (RFC 9110 §15.4.4)."""
    response = HttpResponseRedirect(to)
    response.status_code = 303
    return response


def way_back(request: HttpRequest, otherwise: str, *, field: str = "next") -> str:
    """Where a form said to return to (`field`), when that is a place of ours; else `otherwise`."""
    wanted = request.POST.get(field) or request.GET.get(field) or ""
    safe = url_has_allowed_host_and_scheme(wanted, {request.get_host()}, require_https=request.is_secure())
    return wanted if wanted and safe and wanted.startswith("/") else otherwise
