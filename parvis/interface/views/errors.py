"""404, 403, 500, a form that expired, a refusal: each says what happened and what to do, in the reader's language."""

from __future__ import annotations

import html
import re
from typing import Any
from urllib.parse import urlencode, urlsplit

from django.core.exceptions import SuspiciousOperation
from django.http import HttpResponse, JsonResponse, UnreadablePostError
from django.shortcuts import render
from django.utils.html import format_html, strip_tags
from django.utils.http import url_has_allowed_host_and_scheme
from django.utils.translation import get_language, get_language_from_request, override
from django.utils.translation import gettext as _

from parvis.interface.restoring import keep_unsent
from parvis.kernel.http import wants_fragment, wants_json, way_back
from parvis.kernel.refusals import Refused

# Fields that hold what somebody wrote. Passwords and tokens are never shown again.
WRITTEN = ("title", "body", "options", "words", "purpose", "line", "asks", "name", "text", "alt")


def typed(request: Any) -> list[str]:
    """What the form that could not be taken held, so that it can be copied: nothing written is lost."""
    try:
        rich = request.POST.get("format") == "html"
        return [
            plain(text) if rich and name == "body" else text
            for name in WRITTEN
            for text in request.POST.getlist(name)
            if text.strip()
        ]
    except (UnreadablePostError, SuspiciousOperation):
        return []


def plain(markup: str) -> str:
    """The words of the rich editor's HTML, to be copied."""
    return html.unescape(strip_tags(re.sub(r"</(p|li|h2|h3|blockquote|pre)>|<br>", "\n", markup))).strip()


def form_before(request: Any) -> str:
    """The address of the form: what it says itself (`again`), or the page it was on, when it is one of ours."""
    again = way_back(request, "", field="again")
    if again:
        return again
    came_from = request.headers.get("referer", "")
    ours = url_has_allowed_host_and_scheme(came_from, {request.get_host()}, require_https=request.is_secure())
    return came_from if came_from and ours else ""


def say(request: Any, status: int, title: str, words: str, **more: Any) -> HttpResponse:
    """The same words as page, fragment (a toast) or JSON."""
    if wants_json(request):
        return JsonResponse({"error": words}, status=status)
    context = {"title": title, "words": words, "status": status, **more}
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


def bad_request(request: Any, exception: Exception | None = None) -> HttpResponse:
    """Unreadable, too large, or for another address than ours. Written without template: nothing of the request is trusted."""
    language = get_language_from_request(request)
    with override(language):
        words = _(
            "It could not be read, or was too large. Go back: what you had typed is still there. Send less at once."
        )
        return HttpResponse(format_html(BROKEN, language, _("This could not be read"), words), status=400)


def not_allowed(request: Any) -> HttpResponse:
    return say(
        request, 405, _("This is not done here"),
        _("This address does not take what was sent to it. Go back and use the buttons of the page."),
    )  # fmt: skip


def csrf_failure(request: Any, reason: str = "") -> HttpResponse:
    words = _(
        "The page had been open for too long, or you signed in again meanwhile. Nothing was sent. Open the form again and send it."
    )
    kept = typed(request)
    if kept:
        words += " " + _("What you had typed is below: copy it.")
    return say(request, 403, _("This form has expired"), words, kept=kept, back=form_before(request))


def signed_out(request: Any) -> HttpResponse:
    """A form sent after the session ended: its words are shown, with the way to sign in and come back."""
    words = _(
        "You are signed out: this was not sent, and is not lost. Sign in: you come back to where you were writing, and find your text there. Photos and files have to be chosen again."
    )
    form = urlsplit(form_before(request))._replace(scheme="", netloc="", fragment="").geturl()
    if not keep_unsent(request, form) and request.POST.get("format") != "html":
        words = _("You are signed out: this was not sent. Copy your text, sign in, and open the form again.")
    back = f"/sign-in/?{urlencode({'next': form or '/'})}"
    return say(
        request, 401, _("You are signed out"), words, kept=typed(request), back=back, back_words=_("Sign in"),
    )  # fmt: skip


def too_many(request: Any, exception: Exception | None = None) -> HttpResponse:
    return say(
        request, 429, _("Too many tries"), _("For everybody’s safety this waits a little. Try again in five minutes."),
        back=request.get_full_path(), back_words=_("Try again"),
    )  # fmt: skip


def refused(request: Any, refusal: Refused) -> HttpResponse:
    return say(request, 409, _("Not like this"), str(refusal.message))
