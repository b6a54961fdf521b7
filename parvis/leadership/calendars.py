"""Calendar files (RFC 5545): one event, or one that comes back each week. Lines end with CRLF and hold 75 octets at most; an instant is
written in UTC, a weekly time as the clock on the wall says it (“floating”), so that it follows whoever travels."""

from __future__ import annotations

import dataclasses
import datetime as dt
from collections.abc import Iterable

from django.http import HttpResponse

from parvis.kernel import clock

DAYS = ("MO", "TU", "WE", "TH", "FR", "SA", "SU")


@dataclasses.dataclass(frozen=True)
class Event:
    """`weekly` is a weekday (0 is Monday): then only the time of `start` counts, from its day on. `uid` stays the same when it moves."""

    uid: str
    start: dt.datetime
    minutes: int
    title: str
    words: str = ""
    address: str = ""
    weekly: int | None = None


def escaped(text: str) -> str:
    return text.replace("\\", "\\\\").replace(";", "\\;").replace(",", "\\,").replace("\r", "").replace("\n", "\\n")


def folded(line: str) -> str:
    """Cut so that no line holds more than 75 octets, and no character is cut."""
    lines: list[str] = []
    current = b""
    for character in line:
        piece = character.encode()
        if len(current) + len(piece) > (75 if not lines else 74):
            lines.append(current.decode())
            current = b""
        current += piece
    lines.append(current.decode())
    return "\r\n ".join(lines)


def stamp(at: dt.datetime) -> str:
    return at.astimezone(dt.UTC).strftime("%Y%m%dT%H%M%SZ")


def lines_of(event: Event) -> list[str]:
    found = ["BEGIN:VEVENT", f"UID:{event.uid}", f"DTSTAMP:{stamp(clock.now())}"]
    if event.weekly is None:
        found.append(f"DTSTART:{stamp(event.start)}")
    else:
        found += [f"DTSTART:{event.start.strftime('%Y%m%dT%H%M%S')}", f"RRULE:FREQ=WEEKLY;BYDAY={DAYS[event.weekly]}"]
    found += [f"DURATION:PT{event.minutes}M", f"SUMMARY:{escaped(event.title)}"]
    if event.words:
        found.append(f"DESCRIPTION:{escaped(event.words)}")
    if event.address:
        found.append(f"URL:{event.address}")
    return [*found, "END:VEVENT"]


def calendar(events: Iterable[Event]) -> str:
    lines = ["BEGIN:VCALENDAR", "VERSION:2.0", "PRODID:-//Parvis//FR", "CALSCALE:GREGORIAN"]
    for event in events:
        lines += lines_of(event)
    return "".join(f"{folded(line)}\r\n" for line in [*lines, "END:VCALENDAR"])


def calendar_file(events: Iterable[Event], name: str) -> HttpResponse:
    response = HttpResponse(calendar(events), content_type="text/calendar; charset=utf-8")
    response["Content-Disposition"] = f'attachment; filename="{name}.ics"'
    response["Cache-Control"] = "private, no-store"
    return response
