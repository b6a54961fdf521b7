"""“Speak of it on Parvis”: from a bookmark, a button of the intranet, or the share menu of a phone. What is spoken of already is
shown first: a share into the conversation, rather than the same again."""

from __future__ import annotations

import re
from typing import Any
from urllib.parse import urlencode

from django.http.response import HttpResponseBase

from parvis.intranet.conversing import about
from parvis.intranet.models import Fact
from parvis.intranet.permissions import may_tell_facts
from parvis.kernel.addresses import canonical, key_of
from parvis.kernel.http import answer, see_other
from parvis.people.http import person_required
from parvis.posts.screens import cards_for

WEB = re.compile(r"https?://[^\s<>\"]{1,1990}")
MOST = 5


def address_in(given: Any) -> str:
    """The address shared: phones often put it among the words."""
    if found := canonical(given.get("url", "")[:2000]):
        return found
    written = WEB.search(given.get("text", "")[:4000]) or WEB.search(given.get("title", "")[:4000])
    return canonical(written[0]) if written else ""


@person_required
def show(request: Any) -> HttpResponseBase:
    address = address_in(request.GET)
    words = WEB.sub("", request.GET.get("text", "")[:2000]).replace("\0", "").strip()
    write = f"/posts/new/?{urlencode({name: value for name, value in (('link', address), ('body', words)) if value})}"
    if not address:
        return see_other(write)
    key = key_of(address)
    newest = about(key, request.person).order_by("-active_at").values_list("pk", flat=True)[:MOST]
    cards = cards_for(request.person, list(newest), with_comments=False)
    fact = Fact.objects.visible_to(request.person).filter(key=key).first()
    tells = may_tell_facts(request.person) and fact is None
    if not cards and not tells:
        return see_other(write)
    return answer(
        request, page="intranet/share_to.html", cards=cards, fact=fact, address=address, write=write, tells=tells,
        title=fact.title if fact else request.GET.get("title", "")[:300].replace("\0", ""),
        json=lambda: {"fact": fact and str(fact.pk), "posts": [str(card.post.pk) for card in cards], "write": write},
    )  # fmt: skip
