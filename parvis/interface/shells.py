"""A page whose frame is kept whole as a drawing: what is drawn for one person on one page, but for what differs at each request. See
`interface.drawings`: the key holds everything that is drawn, so what is kept is never stale."""

from __future__ import annotations

import re
import secrets
from collections.abc import Mapping
from typing import Any

from django.contrib.messages import get_messages
from django.http import HttpResponse
from markupsafe import Markup

from parvis.interface import drawings, framing
from parvis.kernel import frame

LATE = re.compile(r"late[0-9a-f]{24}:(\w+):")
_secret = secrets.token_hex(12)
_kept: dict[Any, list[str]] = {}
MOST = 2_000  # shells, of about ten kilobytes each


def forget() -> None:
    """As a process that starts."""
    _kept.clear()


def mark(name: str) -> Markup:
    """Where what is called `name` goes."""
    return Markup("late{}:{}:").format(_secret, name)


def has_something_to_say(request: Any) -> bool:
    """What was just done is said on this page: it is then drawn as usual."""
    return bool(len(get_messages(request)))


def page(request: Any, name: str, facts: Mapping[str, Any], late: Mapping[str, str]) -> HttpResponse:
    """The page of template `name`. `facts`: hashable, all that it draws beside the frame; `late`: what changes each time, as HTML that
    is already safe; the template sees marks in their place."""
    around = frame.of(request)
    key = (name, drawings.language_of(request), framing.facts(request, around), tuple(facts.items()), tuple(late))
    pieces = _kept.get(key)
    if pieces is None:
        text = drawings.template(name).render(
            request=request, viewer=request.person, frame=around, csrf_input=drawings.CSRF, csrf_token=drawings.TOKEN,
            **facts, **{what: mark(what) for what in late},
        )  # fmt: skip
        if len(_kept) >= MOST:
            _kept.clear()
        pieces = _kept[key] = LATE.split(text)
    # Odd pieces are names of what comes late (re.split keeps groups).
    whole = "".join([late[piece] if n % 2 else piece for n, piece in enumerate(pieces)])
    return HttpResponse(drawings.finished(whole, request))
