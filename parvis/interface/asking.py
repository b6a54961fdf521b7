"""Nothing is destroyed by one slip: a view either asks first, or what it did can be undone by the message that says it.

`asks_first` works without JavaScript: the form is shown again with the question and everything it carried, and is sent once
more with `confirmed`. With JavaScript the same question is a dialog (behaviours/confirm.js) that sets `confirmed` itself.
`tests/test_destroying.py` walks the routes: one that destroys and does neither fails.
"""

from __future__ import annotations

import functools
import json
from collections.abc import Callable
from typing import Any

from django.contrib import messages
from django.http import HttpRequest
from django.http.response import HttpResponseBase
from django.shortcuts import render
from django.utils.functional import Promise

from parvis.kernel.http import wants_json, way_back

View = Callable[..., HttpResponseBase]
CONFIRMED = "confirmed"
NOT_REPEATED = {"csrfmiddlewaretoken", CONFIRMED}


def asks_first(
    question: str | Promise, button: str | Promise, *, only_if: Callable[[Any], bool] = lambda request: True
) -> Callable[[View], View]:
    """The view runs once the person has answered `question` by `button`; programs (JSON) are not asked."""

    def decorate(view: View) -> View:
        @functools.wraps(view)
        def asked(request: Any, *args: Any, **route: Any) -> HttpResponseBase:
            if CONFIRMED in request.POST or wants_json(request) or not only_if(request):
                return view(request, *args, **route)
            carried = [
                (name, value)
                for name in request.POST
                if name not in NOT_REPEATED
                for value in request.POST.getlist(name)
            ]
            back = way_back(request, request.headers.get("referer", "/"))
            return render(
                request,
                "interface/confirm.html",
                {"question": question, "button": button, "carried": carried, "back": back},
            )

        asked.safety = "asks"  # type: ignore[attr-defined]
        return asked

    return decorate


def safe_because(reason: str) -> Callable[[View], View]:
    """Says why a view that takes something away needs no question: "undo" (its message offers it), or "toggle" (the same
    button, at the same place, puts it back)."""

    def decorate(view: View) -> View:
        view.safety = reason  # type: ignore[attr-defined]
        return view

    return decorate


def say(request: HttpRequest, words: str | Promise, *, undo: str = "", method: str = "POST", **fields: str) -> None:
    """Tell the person on the next page what was done; with `undo` (an address of ours), a button “Undo” sends `fields` there."""
    how = json.dumps({"to": undo, "method": method, "fields": fields}) if undo else ""
    messages.add_message(request, messages.SUCCESS, str(words), extra_tags=how)


def said(request: Any) -> list[dict[str, Any]]:
    """What was done since the last page: [{"words", "undo": {"to", "method", "fields"} or None}]."""
    found = []
    for message in messages.get_messages(request) if request else []:
        undo = json.loads(message.extra_tags) if (message.extra_tags or "").startswith("{") else None
        found.append({"words": str(message), "undo": undo})
    return found
