"""What a feed says, made safe: plain text, web addresses, dates that are believable. Nothing here touches a database or a network."""

from __future__ import annotations

import calendar
import dataclasses
import datetime as dt
import html
import io
import re
from collections.abc import Iterable
from typing import Any
from urllib.parse import urljoin

import nh3

from parvis.kernel import clock
from parvis.kernel.addresses import canonical
from parvis.kernel.lines import line

MOST = 200
TITLE, EXCERPT, WORDS = 300, 500, 5_000
LONGEST, MOST_WRITTEN = 60_000, 5_000
BLOCK = re.compile(r"(?i)<(?:br|/p|/div|/li|/h[1-6]|/tr)\b[^>]{0,200}>")
OLDEST = dt.datetime(1995, 1, 1, tzinfo=dt.UTC)


@dataclasses.dataclass(frozen=True)
class Item:
    """One thing the intranet says."""

    address: str
    title: str
    excerpt: str = ""
    words: str = ""
    picture: str = ""
    said_at: dt.datetime | None = None


@dataclasses.dataclass(frozen=True)
class Reading:
    """What was found: the feed's own title, its items, how many could not be used, and what went wrong (`intranet.troubles`)."""

    title: str = ""
    items: tuple[Item, ...] = ()
    left_out: int = 0
    trouble: str = ""


def plain(markup: str) -> str:
    """The words of some HTML, on one line: tags, scripts and what nobody sees taken out."""
    text = nh3.clean(BLOCK.sub(" ", markup[:LONGEST]), tags=set(), clean_content_tags={"script", "style", "title"})
    return line(html.unescape(text))


def shortened(words: str, most: int) -> str:
    """At most `most` characters, ending after a word."""
    if len(words) <= most:
        return words
    return words[: most - 1].rsplit(" ", 1)[0].rstrip(" ,;:.") + "…"


def believable(moment: dt.datetime | None) -> dt.datetime:
    """When the intranet said it; now, when it does not say or says what cannot be."""
    now = clock.now()
    return moment if moment is not None and OLDEST <= moment <= now else now


def item(
    address: str, title: str, markup: str = "", picture: str = "", said_at: dt.datetime | None = None
) -> Item | None:
    """An item, or None for what could not be shown: no web address, or no word of a title."""
    known, named = canonical(address), plain(title)
    words = plain(markup)
    if not known or not (named or words):
        return None
    return Item(
        known, shortened(named or words, TITLE), shortened(words, EXCERPT) if words != named else "", words[:WORDS],
        picture if canonical(picture) and len(picture) <= 2000 else "", said_at,
    )  # fmt: skip


def moment_of(entry: Any) -> dt.datetime | None:
    for name in ("published_parsed", "updated_parsed", "created_parsed"):
        parsed = entry.get(name)
        try:
            if parsed:
                return dt.datetime.fromtimestamp(calendar.timegm(parsed), dt.UTC)
        except (ValueError, OverflowError, TypeError):
            continue
    return None


def text_of(entry: Any) -> str:
    """The longest of what it says of itself."""
    said = [str(part.get("value") or "") for part in entry.get("content") or [] if isinstance(part, dict)]
    return max([*said, str(entry.get("summary") or "")], key=len)


def picture_of(entry: Any) -> str:
    given: list[Any] = [*(entry.get("media_thumbnail") or []), *(entry.get("media_content") or [])]
    for one in given:
        kind = f"{one.get('medium', '')}{one.get('type', '')}" if isinstance(one, dict) else "no"
        if isinstance(one, dict) and one.get("url") and ("image" in kind or not kind):
            return str(one["url"])
    for one in entry.get("enclosures") or []:
        if str(one.get("type", "")).startswith("image/"):
            return str(one.get("href") or "")
    found = re.search(r"""<img[^>]{0,500}?\ssrc=["'](https?://[^"'\s]{1,1900})["']""", text_of(entry)[:LONGEST])
    return html.unescape(found[1]) if found else ""


def read_entries(entries: Iterable[Any], base: str) -> tuple[tuple[Item, ...], int]:
    items: dict[str, Item] = {}
    left_out = 0
    for entry in list(entries)[:MOST]:
        try:
            link = urljoin(base, str(entry.get("link") or "").strip())
            made = item(link, str(entry.get("title") or ""), text_of(entry), picture_of(entry), moment_of(entry))
        except ValueError:
            made = None
        if made is None:
            left_out += 1
        else:
            items.setdefault(made.address, made)
    return tuple(items.values()), left_out


def read_feed(body: bytes, *, media_type: str = "", charset: str = "", url: str = "") -> Reading:
    """Read any feed, well formed or not; what is none is said."""
    if sum(body.count(opening) for opening in (b"<item", b"<entry")) > MOST_WRITTEN:
        return Reading(trouble="large")
    import feedparser  # here: no process that serves pages wants it in its memory

    kind = f"{media_type or 'application/xml'}{f'; charset={charset}' if charset else ''}"
    try:
        # A stream, not bytes: what is in it is never taken for an address to open.
        found = feedparser.parse(io.BytesIO(body), response_headers={"content-type": kind, "content-location": url})
    except Exception:  # whatever a hostile feed makes the parser raise means the same to who reads it
        return Reading(trouble="nofeed")
    if not found.get("version") and not found.get("entries"):
        return Reading(trouble="nofeed")
    items, left_out = read_entries(found.get("entries") or [], url)
    title = shortened(plain(str((found.get("feed") or {}).get("title") or "")), 80)
    return Reading(title, items, left_out, "" if items else "empty")
