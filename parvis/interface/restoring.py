"""A form sent after the session ended: its words wait on the server for an hour, in the session of this browser alone, and are given
back in the same form once somebody has signed in. Where a form says who wrote (`writer`), nobody else is given them. Files and
passwords are never kept; with JavaScript the browser keeps its own copy (posts/behaviours/keep.js)."""

from __future__ import annotations

import datetime as dt
from typing import Any

from django.utils.dateparse import parse_datetime

from parvis.kernel import clock

NAME, WRITER = "unsent", "writer"
# What is kept of a form, at most so many characters in all.
FIELDS = ("title", "body", "options", "purpose", "line", "asks", "name", "kind", "place", "format", "to", "version",
          "site", "starters", "is_multiple", "is_anonymous", "ends_on", "link")  # fmt: skip
MOST = 70_000
HOUR = dt.timedelta(hours=1)


def keep_unsent(request: Any, form: str) -> bool:
    """Keep what was sent, for the form at this address (path and query); False when it is kept by the browser, or too long."""
    fields = {name: request.POST[name] for name in FIELDS if name in request.POST}
    if not form or fields.get("format") == "html" or sum(map(len, fields.values())) > MOST:
        return False
    request.session[NAME] = {
        "at": clock.now().isoformat(), "form": form, "fields": fields, "writer": request.POST.get(WRITER, "")[:20]
    }  # fmt: skip
    request.session.set_expiry(int(HOUR.total_seconds()))
    return True


def unsent(request: Any) -> dict[str, str]:
    """What waits for the form at this very address; nothing after an hour, for another person, or with `afresh` asked for."""
    kept = request.session.get(NAME)
    if not kept:
        return {}
    at = parse_datetime(kept["at"])
    is_mine = kept["writer"] in ("", str(request.person.pk))
    if not is_mine or at is None or clock.now() - at > HOUR or (request.method == "GET" and "afresh" in request.GET):
        forget_unsent(request)
        return {}
    return dict(kept["fields"]) if kept["form"] == request.get_full_path() else {}


def forget_unsent(request: Any) -> None:
    """It was sent at last, or put aside."""
    if NAME in request.session:
        del request.session[NAME]
