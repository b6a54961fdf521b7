"""The language of the pages, chosen by hand."""

from __future__ import annotations

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.views.decorators.http import require_POST

from parvis.kernel.http import see_other, way_back

YEAR = 365 * 24 * 3600


@require_POST
def update(request: HttpRequest) -> HttpResponse:
    """Remember the choice in a cookie: it wins over the profile and the browser."""
    response = see_other(way_back(request, "/"))
    chosen = request.POST.get("language", "")
    if chosen in dict(settings.LANGUAGES):
        response.set_cookie(
            settings.LANGUAGE_COOKIE_NAME,
            chosen,
            max_age=YEAR,
            samesite="Lax",
            secure=request.is_secure(),
            httponly=True,
        )
    return response
