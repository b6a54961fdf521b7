"""Links unfold into a card, once: one fetch per address for everybody, by a job, through the guarded door."""

from __future__ import annotations

import hashlib
import html
import re
from collections.abc import Iterable
from urllib.parse import urlsplit

from django.conf import settings

from parvis.kernel import clock, outbound
from parvis.kernel.jobs import job
from parvis.posts.attaching import embed
from parvis.posts.models import LinkCard, Post, PostLink

TITLE = re.compile(r"<title[^>]*>(.*?)</title>", re.IGNORECASE | re.DOTALL)
META = re.compile(r"<meta\s[^>]{0,2000}>", re.IGNORECASE)
ATTRIBUTE = re.compile(r"""([\w:-]+)\s*=\s*("([^"]*)"|'([^']*)')""")


def show_links(post: Post, links: Iterable[str]) -> None:
    """Attach a card to each address (three at most); an address nobody wrote before is fetched later."""
    if not settings.PARVIS.unfold_links:
        return
    for position, url in enumerate(list(links)[:3]):
        if len(url) > 2000:
            continue
        digest = hashlib.sha256(url.encode()).hexdigest()
        card, made = LinkCard.objects.get_or_create(
            url_hash=digest, defaults={"url": url, "site": (urlsplit(url).hostname or "")[:120]}
        )
        PostLink.objects.get_or_create(post=post, card=card, defaults={"position": position})
        if made or card.fetched_at is None:
            unfold.later(card_id=card.pk)


def described(body: str) -> tuple[str, str]:
    """(title, description) a page gives of itself: Open Graph first, then <title>. Plain text."""
    said = {}
    for tag in META.findall(body[:200_000]):
        attributes = {name.lower(): html.unescape(a or b) for name, _both, a, b in ATTRIBUTE.findall(tag)}
        said[(attributes.get("property") or attributes.get("name") or "").lower()] = attributes.get("content", "")
    plain = TITLE.search(body[:200_000])
    title = said.get("og:title") or (html.unescape(plain[1]) if plain else "")
    return " ".join(title.split())[:300], " ".join(
        (said.get("og:description") or said.get("description") or "").split()
    )[:500]


@job(attempts=3)
def unfold(card_id: int) -> None:
    """Fetch what the card's address says of itself; an address that does not answer stays a plain link."""
    card = LinkCard.objects.get(pk=card_id)
    try:
        found = outbound.fetch(card.url)
        if found.status == 200 and found.media_type in ("text/html", "application/xhtml+xml"):
            card.title, card.description = described(found.body.decode("utf-8", "replace"))
    except outbound.Unreachable:
        card.title = ""
    card.fetched_at = clock.now()
    card.save()
    for link in card.posts.select_related("post"):
        embed(link.post)
