"""What the styleguide shows of the home page."""

from __future__ import annotations

from typing import Any

from django.utils.translation import gettext_lazy as _

from parvis.communities.models import Community
from parvis.feed.aside import first_voices, unanswered
from parvis.interface.framing import Face
from parvis.interface.showcasing import Specimen, show
from parvis.posts.models import Post
from parvis.posts.screens import cards_for


def place(request: Any) -> dict[str, Any] | None:
    """A place with a pinned post, as a host sees it."""
    found = Community.objects.visible_to(request.person).filter(everyone=True).first() if request.person else None
    if found is None:
        return None
    rows = Post.objects.visible_to(request.person).newest_first().values_list("pk", flat=True)[:2]
    cards = cards_for(request.person, list(rows))
    for card in cards[:1]:
        card.why_kind = "pinned"
    return {"cards": cards, "place": found, "may_start": True, "first": True, "is_host": True, "next": ""}


def aside(request: Any) -> dict[str, Any] | None:
    if request.person is None:
        return None
    return {"voices": first_voices(request.person), "waiting": unanswered(request.person)}


def head(request: Any) -> dict[str, Any] | None:
    return {"viewer": Face.of(request.person), "chosen": "questions"} if request.person else None


def item(request: Any) -> dict[str, Any]:
    return {
        "card": "",
        "was_new": True,
        "why": _("You wrote this"),
        "why_kind": "beyond",
        "is_new": True,
        "unpin": (),
        "waits": False,
        "also": [],
        "spoken": [("Ines Haddad", "Relation client", "/"), ("Marc Aubin", "", "/")],
        "more": (4, "/facts/"),
    }


def declare() -> None:
    show(
        Specimen("home", _("Why one sees a post"), "feed/_item.html", item),
        Specimen("home", _("Who else speaks of the same page"), "feed/_spoken.html", item),
        Specimen("home", _("The head of the home page"), "feed/_home_head.html", head),
        Specimen("home", _("A place, with a pinned post"), "feed/_place.html", place),
        Specimen("home", _("The right column"), "feed/_aside.html", aside),
    )
