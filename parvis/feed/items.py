"""The cards of a list, each with what is said above it (why one sees it, that it is new), as kept drawings."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from markupsafe import Markup

from parvis.interface.drawings import ID, drawn, kept, language_of, rendered
from parvis.posts.cards import draw_cards
from parvis.posts.screens import Card

FACTS = ("was_new", "why", "why_kind", "is_new", "unpin", "waits", "also", "spoken", "more")


def draw_items(request: Any, cards: Sequence[Card], hosted: str = "") -> Markup:
    """`hosted`: the community whose pinned posts the reader may unpin."""
    parts: list[str] = []
    was_new, name, language = False, "feed/_item.html", language_of(request)
    for card, drawing in zip(cards, draw_cards(request, cards), strict=True):
        unpin = (
            (f"/posts/{card.post.id}/pin/", f"/communities/{hosted}/") if hosted and card.why_kind == "pinned" else ()
        )
        facts = (
            was_new and not card.is_new,
            card.why,
            card.why_kind,
            card.is_new,
            unpin,
            card.waits,
            tuple(card.also),
            tuple(card.spoken),
            card.spoken_more,
        )
        key = (name, language, facts)
        around = kept(key)
        if around is None:
            around = drawn(key, {"card": Markup(ID), **dict(zip(FACTS, facts, strict=True))})  # noqa: S704 (a mark of ours)
        undo = rendered("posts/_undo_post.html", {"card": card}) if card.waits else ""
        before, _mark, after = around.partition(ID)
        parts += (before, undo, drawing, after)
        was_new = card.is_new
    return Markup("".join(parts))  # noqa: S704 (drawings)
