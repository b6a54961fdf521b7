"""What a page asks of posts it shows, when it has heard that something changed: numbers, and the reactions drawn again."""

from __future__ import annotations

from typing import Any

from django.http import HttpResponse
from django.template.loader import render_to_string
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from parvis.kernel.http import json_answer
from parvis.kernel.ids import ids_in
from parvis.people.http import person_required
from parvis.posts import screens

MOST = 60


def comment_words(post: Any) -> str:
    """What the link to its conversation says."""
    if post.comment_count:
        return ngettext("%(n)s comment", "%(n)s comments", post.comment_count) % {"n": post.comment_count}
    return _("Answer") if post.kind == "question" else _("Comment")


@person_required
def index(request: Any) -> HttpResponse:
    """Those of the posts that one may read; the others are not mentioned."""
    ids = ids_in(request.GET.get("ids", "").split(",")[:MOST])
    cards = screens.cards_for(request.person, ids, with_comments=False)
    return json_answer({"posts": [numbers_of(request, card) for card in cards]})


def numbers_of(request: Any, card: screens.Card) -> dict[str, Any]:
    row = {"id": card.post.id, "reaction_count": sum(count for _sign, _word, count in card.signs)}
    drawn = render_to_string(
        "posts/fragments/reactions.html",
        {"row": row, "mine": card.mine, "signs": card.signs, "kind": "posts", "fresh": card.fresh, "next_url": f"/posts/{card.post.id}/"},
        request,
    )  # fmt: skip
    return {"id": str(card.post.id), "comments": card.post.comment_count, "words": comment_words(card.post), "reactions": drawn}  # fmt: skip
