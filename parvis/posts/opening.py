"""Somebody opened a post's page. Areas above are told once the answer has left (feed remembers it as read, for that person alone),
so reading waits for no write."""

from __future__ import annotations

import functools
import logging
from collections.abc import Callable
from typing import Any

from django.http.response import HttpResponseBase

from parvis.kernel.http import wants_json
from parvis.people.models import Person

log = logging.getLogger("parvis.posts")
on_opened: list[Callable[[Person, int], None]] = []


def tell(person: Person, post_id: int) -> None:
    for told in on_opened:
        try:
            told(person, post_id)
        except Exception:
            log.exception("a post was opened, and what follows failed")


def telling(view: Callable[..., HttpResponseBase]) -> Callable[..., HttpResponseBase]:
    """The view of a post's page: when a person (not a prefetch, not a program) got it, those in `on_opened` are told after."""

    @functools.wraps(view)
    def opened(request: Any, post_id: int) -> HttpResponseBase:
        response = view(request, post_id=post_id)
        ahead = "prefetch" in request.headers.get("sec-purpose", request.headers.get("purpose", ""))
        if request.method == "GET" and response.status_code == 200 and not ahead and not wants_json(request):
            # Called by close(), which the server calls when the last byte is sent (PEP 3333).
            response._resource_closers.append(functools.partial(tell, request.person, post_id))  # type: ignore[attr-defined]
        return response

    return opened
