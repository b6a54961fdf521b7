"""Who is asking: fills `request.person` and speaks their language."""

from __future__ import annotations

import datetime as dt
import functools
import zoneinfo
from collections.abc import Callable
from typing import Any

from django.conf import settings
from django.contrib.auth import get_user_model
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.utils import timezone, translation

from parvis.identity import backends

LANGUAGES = {code for code, _ in settings.LANGUAGES}


def language_for(request: HttpRequest, person: Any) -> str:
    """The switch of the page (a cookie), else the person's choice, else what the browser asks, else the setting."""
    switched, kept = request.COOKIES.get(settings.LANGUAGE_COOKIE_NAME, ""), person.language if person else ""
    if switched in LANGUAGES:
        return switched
    return kept if kept in LANGUAGES else translation.get_language_from_request(request)


@functools.lru_cache(maxsize=600)
def zone_named(name: str) -> dt.tzinfo:
    """The zone of this name, the organisation's for an unknown one."""
    try:
        return zoneinfo.ZoneInfo(name or settings.TIME_ZONE)
    except (zoneinfo.ZoneInfoNotFoundError, ValueError):
        return zoneinfo.ZoneInfo(settings.TIME_ZONE)


_opened = False
FREE = ("/first-run/", "/static/", "/health/", "/language/")


def leads_to_first_run(request: HttpRequest) -> bool:
    """Nobody has an account yet: every page leads to the one that makes the first. Asked until it is false, once."""
    global _opened
    if _opened or request.path.startswith(FREE):
        return False
    if get_user_model().objects.exists():
        _opened = not settings.TESTING
        return False
    return True


class PersonMiddleware:
    """`request.person` is the signed-in Person, or None. There is no other way to become one."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: Any) -> HttpResponse:
        signed_in = settings.SESSION_COOKIE_NAME in request.COOKIES and request.user.is_authenticated
        request.person = request.user.person if signed_in else None
        backends.set_beside(None)
        if request.person is None and leads_to_first_run(request):
            return HttpResponseRedirect("/first-run/")
        language = language_for(request, request.person)
        translation.activate(language)
        request.LANGUAGE_CODE = language
        zone = request.person.time_zone if request.person else ""
        timezone.activate(zone_named(zone))
        response = self.get_response(request)
        response.headers.setdefault("Content-Language", language)
        if request.person is not None:
            # Pages are personal: no shared cache keeps them, and "back" after sign-out shows nothing.
            response.headers.setdefault("Cache-Control", "private, no-cache")
        return response
