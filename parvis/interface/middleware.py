"""Errors written for people, whatever raised them."""

from __future__ import annotations

import logging
from collections.abc import Callable
from typing import Any

from django.db import DataError
from django.http import HttpRequest, HttpResponse, HttpResponseNotAllowed

from parvis.interface.views import errors
from parvis.kernel.refusals import Refused

log = logging.getLogger("parvis.interface")


class ErrorPages:
    """A refusal nobody caught becomes a page (or fragment, or JSON) that says it, with status 409."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        response = self.get_response(request)
        if response.status_code == 405 and not response.content:
            said = errors.not_allowed(request)
            said["Allow"] = response["Allow"]
            return said
        return response

    def process_view(self, request: Any, view: Any, args: Any, route: Any) -> HttpResponse | None:
        """A page that was given no methods is only read: anything but GET and HEAD is not for it."""
        reads_only = hasattr(view, "guard") and not hasattr(view, "views")
        return HttpResponseNotAllowed(["GET", "HEAD"]) if reads_only and request.method not in ("GET", "HEAD") else None

    def process_exception(self, request: Any, exception: Exception) -> HttpResponse | None:
        if isinstance(
            exception, DataError
        ):  # a NUL, a number or a date no database can be asked for: what was sent is at fault
            log.warning("the database could not be asked this: %s", request.path[:200], exc_info=exception)
            return errors.bad_request(request)
        return errors.refused(request, exception) if isinstance(exception, Refused) else None
