"""The intranet calls by itself: a signed JSON, as Standard Webhooks describe (webhook-id, webhook-timestamp, webhook-signature: v1)."""

from __future__ import annotations

import base64
import datetime as dt
import hashlib
import hmac
import json
from collections.abc import Mapping
from typing import Any

from django.conf import settings
from django.core.cache import cache
from django.utils.dateparse import parse_date, parse_datetime

from parvis.intranet.models import Source
from parvis.intranet.reading import MOST, Item, item
from parvis.intranet.taking import Taken, take
from parvis.kernel import clock

LATE = 300  # seconds between the clocks of the two machines
LARGEST = 1_000_000


class Unsigned(Exception):
    """The call is not signed by whoever holds the secret, or it is old, or was made before."""


def key_bytes(source: Source) -> bytes:
    what = f"intranet.hook:{source.pk}:{source.salt}"
    return hmac.new(settings.SECRET_KEY.encode(), what.encode(), hashlib.sha256).digest()


def secret_of(source: Source) -> str:
    """What the intranet signs with, as libraries of webhooks read it."""
    return f"whsec_{base64.b64encode(key_bytes(source)).decode()}"


def sign(source: Source, name: str, at: int, body: bytes) -> str:
    signed = hmac.new(key_bytes(source), f"{name}.{at}.".encode() + body, hashlib.sha256).digest()
    return f"v1,{base64.b64encode(signed).decode()}"


def require_signed(source: Source, headers: Mapping[str, str], body: bytes) -> None:
    """Raise Unsigned unless the call was signed less than five minutes ago."""
    name, at, given = (headers.get(f"webhook-{part}", "") for part in ("id", "timestamp", "signature"))
    if not 0 < len(name) <= 200 or not name.isascii() or not (at.isascii() and at.isdecimal() and len(at) < 13):
        raise Unsigned("webhook-id and webhook-timestamp are needed")
    if abs(clock.now().timestamp() - int(at)) > LATE:
        raise Unsigned("webhook-timestamp is not within five minutes")
    right = sign(source, name, int(at), body).encode()
    if not any(hmac.compare_digest(right, one.encode("utf-8", "replace")) for one in given.split()[:10]):
        raise Unsigned("webhook-signature is not right")


def moment(said: object) -> dt.datetime | None:
    """An instant or a day, as ISO 8601 writes it."""
    if not isinstance(said, str) or len(said) > 40:
        return None
    try:
        found = parse_datetime(said)
        day = parse_date(said) if found is None else None
    except ValueError:
        return None
    if found is None and day is not None:
        found = dt.datetime.combine(day, dt.time(), dt.UTC)
    return (found if found.tzinfo else found.replace(tzinfo=dt.UTC)) if found else None


def items_in(body: bytes) -> list[Item]:
    """What is said: one object, or {"items": […]}. Raises ValueError with what to mend."""
    try:
        given = json.loads(body)
    except (ValueError, RecursionError) as broken:
        raise ValueError("the body is not JSON") from broken
    rows: Any = given.get("items", [given]) if isinstance(given, dict) else given
    if not isinstance(rows, list) or len(rows) > MOST:
        raise ValueError(f"items: a list of at most {MOST}")
    found = []
    for row in rows:
        if not isinstance(row, dict) or not isinstance(row.get("url"), str) or not isinstance(row.get("title"), str):
            raise ValueError("each item has a url and a title")
        text, picture = (row[name] if isinstance(row.get(name), str) else "" for name in ("text", "picture"))
        made = item(row["url"].replace("\0", ""), row["title"].replace("\0", ""), text.replace("\0", ""), picture, moment(row.get("date")))  # fmt: skip
        if made is None:
            raise ValueError("a url is no web address, or a title is empty")
        found.append(made)
    return found


def hear(source: Source, headers: Mapping[str, str], body: bytes) -> Taken:
    """Take what a signed call says, once: called again with the same webhook-id (its answer was lost, or somebody replays it) it
    changes nothing; one that could not be read may be sent again, mended. Raises Unsigned or ValueError."""
    require_signed(source, headers, body)
    name = hashlib.sha256(f"{source.pk}.{headers['webhook-id']}".encode()).hexdigest()
    if cache.get(f"hook:{name}"):
        return Taken()
    taken = take(items_in(body), source)
    cache.set(f"hook:{name}", True, timeout=3 * LATE)
    Source.objects.filter(pk=source.pk).update(asked_at=clock.now(), succeeded_at=clock.now(), failures=0, trouble="")
    return taken
