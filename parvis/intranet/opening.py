"""The other way: a page of the intranet says “en parler sur Parvis · 31 commentaires”. Closed until an administrator names the sites that
may; then nothing but a number is told, only of what everybody who works here may read, and only when enough people make it."""

from __future__ import annotations

import dataclasses
import re
from urllib.parse import quote, urlsplit

from django.conf import settings
from django.core.cache import cache
from django.db import transaction
from django.db.models import Count
from django.utils.translation import gettext_lazy as _

from parvis.intranet.models import EmbedOrigin
from parvis.intranet.permissions import may_keep_sources
from parvis.kernel import clock, thresholds
from parvis.kernel.addresses import canonical, key_of
from parvis.kernel.chronicling import kind, record
from parvis.kernel.refusals import require
from parvis.people.models import Person
from parvis.posts.models import Audience, Comment, Post, PostLink
from parvis.ripple.rolling import floor_now

OPENED, CLOSED = kind("embed.opened", retention="audit"), kind("embed.closed", retention="audit")
MINE = _("Only an administrator opens Parvis to a site.")
PLAIN = re.compile(r"https?://[a-z0-9.-]+(?::\d+)?|https?://\[[0-9a-f:]+\](?::\d+)?")  # it goes into a policy as it is
FRESH = 60  # seconds a number is kept
FRAME = '<iframe src="{root}/embed/talk/?url=ADDRESS" title="Parvis" width="400" height="60" style="border:0;max-width:100%;color-scheme:light" loading="lazy"></iframe>'  # fmt: skip


@dataclasses.dataclass(frozen=True)
class Talk:
    """What a page of the intranet is told of itself; `comments` is None when too few people make it."""

    address: str
    comments: int | None

    @property
    def write(self) -> str:
        return f"{settings.PARVIS.address.rstrip('/')}/share-to/?url={quote(self.address, safe='')}"


def origin_of(address: str) -> str:
    """The site of an address: scheme, host, port when it is not the usual one."""
    parts = urlsplit(canonical(address))
    return f"{parts.scheme}://{parts.netloc}" if parts.netloc else ""


@transaction.atomic
def open_to(words: str, *, by: Person) -> EmbedOrigin:
    require(may_keep_sources(by), MINE)
    origin = origin_of(words.strip())
    require(PLAIN.fullmatch(origin) and origin == canonical(words.strip()), _("Write the address of the site alone, for example https://intranet.example."), field="origin")  # fmt: skip
    require(origin.startswith("https://") or not settings.PARVIS.is_production, _("The site must be reached by https://."), field="origin")  # fmt: skip
    row, made = EmbedOrigin.objects.get_or_create(origin=origin, defaults={"by": by, "at": clock.now()})
    if made:
        record(OPENED, by=by, subject=row)
    return row


@transaction.atomic
def close_to(row: EmbedOrigin, *, by: Person) -> None:
    require(may_keep_sources(by), MINE)
    record(CLOSED, by=by, subject=row)
    row.delete()


def origins() -> list[str]:
    return list(EmbedOrigin.objects.order_by("origin").values_list("origin", flat=True))


def talk_of(address: str, allowed: list[str]) -> Talk | None:
    """None for a page that is on none of these sites: nobody probes what is said of others."""
    known = canonical(address)
    if not known or origin_of(known) not in allowed:
        return None
    key = f"talk:{key_of(known)}:{floor_now()}"
    found = cache.get(key)
    if found is None:
        found = [comments_on(key_of(known))]
        cache.set(key, found, FRESH)
    return Talk(known, found[0])


def comments_on(key: str) -> int | None:
    """Comments in the conversations everybody may read, when enough people wrote them and none wrote most of them."""
    posts = Post.objects.filter(
        audience=Audience.EVERYONE, active_at__isnull=False, pk__in=PostLink.objects.filter(card__key=key).values("post")
    )  # fmt: skip
    said = Comment.objects.filter(post__in=posts, withdrawal=None).order_by()
    by_person = list(said.values("author").annotate(n=Count("id")).values_list("n", flat=True))
    if not by_person:
        return None
    total = sum(by_person)
    shown = thresholds.show(total, people=len(by_person), events=total, largest=max(by_person) / total, floor=floor_now())  # fmt: skip
    return shown.value if isinstance(shown, thresholds.Shown) else None
