"""The mails of the demo: kept as files instead of being sent."""

from __future__ import annotations

import datetime as dt
import email
import email.policy
from email.message import EmailMessage
from pathlib import Path
from typing import Any

from csp.constants import HEADER
from django.conf import settings
from django.http import Http404, HttpResponse

from parvis.kernel.http import answer
from parvis.notifications.demo_mails import folder
from parvis.people.http import person_required

MOST = 60


def mails() -> list[tuple[str, EmailMessage]]:
    if not settings.PARVIS.demo:
        raise Http404
    files = sorted(Path(folder()).glob("*.eml"), reverse=True)
    return [(file.stem, email.message_from_bytes(file.read_bytes(), policy=email.policy.default)) for file in files]  # type: ignore[misc]


def part(message: EmailMessage, kind: str) -> str:
    body = message.get_body((kind,))
    return str(body.get_content()) if body is not None else ""


def row_of(name: str, message: EmailMessage) -> tuple[str, str, str, dt.datetime, str, bool]:
    """A date that ends in -0000 is UTC, and comes without a zone."""
    at = message["Date"].datetime
    at = at if at.tzinfo else at.replace(tzinfo=dt.UTC)
    return name, message["Subject"], message["To"], at, part(message, "plain"), bool(message.get_body(("html",)))


@person_required
def index(request: Any) -> HttpResponse:
    """One's own first: with all there are, they would not be found."""
    found = mails()
    own = [one for one in found if request.person.email and request.person.email in str(one[1]["To"])]
    others = [one for one in found if one not in own]
    return answer(
        request, page="notifications/demo_mails.html",
        own=[row_of(*one) for one in own[:MOST]], others=[row_of(*one) for one in others[:MOST]],
    )  # fmt: skip


@person_required
def show(request: Any, name: str) -> HttpResponse:
    """A mail as a mail program draws it: alone, its own styles allowed, nothing loaded, nothing run."""
    found = dict(mails()).get(name)
    if found is None or not part(found, "html"):
        raise Http404
    response = HttpResponse(part(found, "html"))
    response[HEADER] = "default-src 'none'; style-src 'unsafe-inline'; sandbox allow-popups allow-top-navigation"
    return response
