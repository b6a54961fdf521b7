"""A door as a calendar file (RFC 5545). The link of the call is never in it: it is shown on the page when it is time."""

from __future__ import annotations

import datetime as dt
from urllib.parse import urlsplit

from django.conf import settings
from django.utils.translation import gettext as _

from parvis.leadership.models import Door

NEWLINE = "\r\n"


def escaped(text: str) -> str:
    """TEXT of RFC 5545 §3.3.11."""
    for plain, written in (("\\", "\\\\"), (";", "\\;"), (",", "\\,"), ("\r\n", "\\n"), ("\n", "\\n")):
        text = text.replace(plain, written)
    return text


def folded(line: str) -> str:
    """At most 75 octets a line, never cut within a character (§3.1)."""
    parts: list[str] = []
    part = ""
    for character in line:
        if len((part + character).encode()) > (75 if not parts else 74):
            parts.append(part)
            part = ""
        part += character
    return f"{NEWLINE} ".join([*parts, part])


def stamp(moment: dt.datetime) -> str:
    return moment.astimezone(dt.UTC).strftime("%Y%m%dT%H%M%SZ")


def calendar_of(door: Door) -> str:
    """One event. A calendar that has it already takes the new date: SEQUENCE grows with each move."""
    address = settings.PARVIS.address.rstrip("/")
    link = f"{address}{door.get_absolute_url()}"
    moves = list(door.moves.order_by("id"))
    cancelled = door.state == "cancelled"
    changed = door.cancellation.at if cancelled else (moves[-1].at if moves else door.at)
    title = _("Open door of %(leader)s: %(subject)s") % {"leader": door.leader.name, "subject": door.subject}
    lines = [
        "BEGIN:VCALENDAR", "VERSION:2.0", "PRODID:-//Parvis//Open doors//FR", "CALSCALE:GREGORIAN", "METHOD:PUBLISH", "BEGIN:VEVENT",
        f"UID:door-{door.pk}@{urlsplit(address).hostname}", f"DTSTAMP:{stamp(changed)}", f"DTSTART:{stamp(door.opens_at)}", f"DTEND:{stamp(door.closes_at)}",
        f"SEQUENCE:{len(moves) + cancelled}", f"STATUS:{'CANCELLED' if cancelled else 'CONFIRMED'}",
        f"SUMMARY:{escaped(title)}",
        f"DESCRIPTION:{escaped(door.words + NEWLINE + NEWLINE + link)}", f"URL:{link}", f"LOCATION:{escaped(door.community.name)}",
        *([] if cancelled else ["BEGIN:VALARM", "ACTION:DISPLAY", "TRIGGER:-PT10M", f"DESCRIPTION:{escaped(door.subject)}", "END:VALARM"]),
        "END:VEVENT", "END:VCALENDAR",
    ]  # fmt: skip
    return NEWLINE.join(folded(line) for line in lines) + NEWLINE
