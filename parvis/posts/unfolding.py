"""Links unfold into a card, once: one fetch per address for everybody, by a job, through the guarded door."""

from __future__ import annotations

import codecs
import hashlib
import html
import re
from collections.abc import Iterable
from typing import Any
from urllib.parse import urlsplit

from django.conf import settings
from django.db import transaction

from parvis.kernel import clock, outbound
from parvis.kernel.addresses import key_of
from parvis.kernel.jobs import job
from parvis.posts.embedding import embed
from parvis.posts.knowing import Known, hosts_inside, known
from parvis.posts.models import LinkCard, Post, PostLink
from parvis.posts.writing import UNSEEN

TITLE = re.compile(r"<title[^>]*>(.*?)</title>", re.IGNORECASE | re.DOTALL)
META = re.compile(r"<meta\s[^>]{0,2000}>", re.IGNORECASE)
CHARSET = re.compile(rb"""<meta[^>]{0,200}charset=["']?([\w-]{1,40})""", re.IGNORECASE)
ATTRIBUTE = re.compile(r"""([\w:-]+)\s*=\s*(?:"([^"]*)"|'([^']*)'|([^\s"'>]+))""")


MOST = 3


def hash_of(url: str) -> str:
    """What one card is found by."""
    return hashlib.sha256(url.encode()).hexdigest()


def show_links(post: Post, links: Iterable[str], attached: str = "") -> None:
    """Attach a card to each address (three at most), `attached` first. Nothing goes out before the post has arrived (`fetch_links`);
    what is known here already is drawn at once."""
    by_key = {(key_of(url) or url): url for url in reversed([attached, *links]) if url and len(url) <= 2000}
    about = known(list(by_key))
    wanted = [
        (key, url)
        for key, url in reversed(by_key.items())
        if settings.PARVIS.unfold_links or url == attached or key in about
    ]
    for position, (key, url) in enumerate(wanted[:MOST]):
        card, _made = LinkCard.objects.get_or_create(
            url_hash=hash_of(url),
            defaults={
                "url": url,
                "key": key_of(url),
                "site": (urlsplit(url).hostname or "")[:120],
                **facts_of(about.get(key)),
            },
        )
        PostLink.objects.get_or_create(
            post=post, card=card, defaults={"position": position, "is_attached": url == attached}
        )
    if attached or about:
        embed(post)


def facts_of(page: Known | None) -> dict[str, Any]:
    """What a card shows of a page an area above knows."""
    if page is None:
        return {}
    return {
        "title": page.title[:300], "description": page.description[:500], "site": page.site[:120], "home": page.home,
        "said_on": page.said_on, "fetched_at": clock.now(),
    }  # fmt: skip


@job()
def draw_again(keys: list[str]) -> None:
    """An area above knows more, or no more, of these pages: their cards say so, wherever they are."""
    about = known(keys)
    for card in LinkCard.objects.filter(key__in=keys):
        values = facts_of(about.get(card.key)) or {"home": "", "said_on": None}
        for name, value in values.items():
            setattr(card, name, value)
        card.save(update_fields=list(values))
        for link in card.posts.select_related("post"):
            embed(link.post)


def fetch_links(post: Post) -> None:
    """Others see the post now: an address nobody wrote before is fetched later; what is known of the others is shown."""
    cards = list(LinkCard.objects.filter(posts__post=post))
    for card in cards:
        if card.fetched_at is None and settings.PARVIS.unfold_links:
            unfold.later(card_id=card.pk)
    if any(card.fetched_at for card in cards):
        embed(post)


def text_of(found: outbound.Fetched) -> str:
    """The page in the characters it announces (its header, else its head), else in UTF-8."""
    said = CHARSET.search(found.body[:4096])
    for name in (found.charset, said[1].decode("ascii", "replace") if said else "", "utf-8"):
        try:
            if name and codecs.lookup(name)._is_text_encoding:  # type: ignore[attr-defined]
                return found.body.decode(name, "replace")
        except LookupError:
            continue
    return ""


def one_line(words: str) -> str:
    return " ".join(UNSEEN.sub("", words).split())


def described(body: str) -> tuple[str, str]:
    """(title, description) a page gives of itself: Open Graph first, then <title>. Plain text."""
    said = {}
    for tag in META.findall(body[:200_000]):
        attributes = {name.lower(): html.unescape(a or b or c) for name, a, b, c in ATTRIBUTE.findall(tag)}
        said[(attributes.get("property") or attributes.get("name") or "").lower()] = attributes.get("content", "")
    plain = TITLE.search(body[:200_000])
    title = said.get("og:title") or (html.unescape(plain[1]) if plain else "")
    return one_line(title)[:300], one_line(said.get("og:description") or said.get("description") or "")[:500]


@job(attempts=3, atomic=False)
def unfold(card_id: int) -> None:
    """Fetch what the card's address says of itself; an address that does not answer stays a plain link."""
    card = LinkCard.objects.filter(pk=card_id).first()
    # Our own pages say nothing to who is not signed in.
    if card is None or card.home or f"{card.url}/".startswith(f"{settings.PARVIS.address.rstrip('/')}/"):
        return
    try:
        # For somebody who works here, on the hosts an administrator named too; a guest opens nothing of the inside.
        is_ours = card.posts.filter(post__author__is_guest=False).exists()
        found = outbound.fetch(card.url, inside=hosts_inside() if is_ours else frozenset())
        if found.status == 200 and found.media_type in ("text/html", "application/xhtml+xml"):
            card.title, card.description = described(text_of(found))
    except outbound.Unreachable:
        card.title = ""
    card.fetched_at = clock.now()
    with transaction.atomic():
        card.save()
        for link in card.posts.select_related("post"):
            embed(link.post)
