"""404, 403, 500, a form that expired, a refusal: each says what happened and what to do, in the reader's language."""

from __future__ import annotations

from typing import Any

from django.http import HttpResponse, JsonResponse
from django.shortcuts import render
from django.utils.html import format_html
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from parvis.kernel.http import wants_fragment, wants_json
from parvis.kernel.refusals import Refused


def say(request: Any, status: int, title: str, words: str) -> HttpResponse:
    """The same words as page, fragment (a toast) or JSON."""
    if wants_json(request):
        return JsonResponse({"error": words}, status=status)
    context = {"title": title, "words": words, "status": status}
    template = "interface/fragments/error.html" if wants_fragment(request) else "interface/error.html"
    return render(request, template, context, status=status)


def not_found(request: Any, exception: Exception | None = None) -> HttpResponse:
    return say(
        request, 404, _("This page is not here"),
        _("Either it never was, or it was taken back, or it is in a place you are not part of."),
    )  # fmt: skip


def forbidden(request: Any, exception: Exception | None = None) -> HttpResponse:
    return say(request, 403, _("This is not for you to do"), _("Ask a host of the place or an administrator."))


BROKEN = (
    "<!doctype html><html lang='{}'><meta charset='utf-8'><meta name='viewport' content='width=device-width'>"
    "<title>Parvis</title><h1>{}</h1><p>{}</p><p><a href='/'>Parvis</a></p></html>"
)


def broken(request: Any) -> HttpResponse:
    """Written without template, style or database: whatever broke, this page does not depend on it."""
    words = _("It has been noted. What you had typed is still in the previous page: go back and try again.")
    return HttpResponse(
        format_html(BROKEN, get_language() or "fr", _("Something broke on our side"), words), status=500
    )


def csrf_failure(request: Any, reason: str = "") -> HttpResponse:
    return say(
        request, 403, _("This form has expired"),
        _("Go back: what you typed is still there. Reload the page if it happens again, then send it."),
    )  # fmt: skip


def refused(request: Any, refusal: Refused) -> HttpResponse:
    return say(request, 409, _("Not like this"), str(refusal.message))
