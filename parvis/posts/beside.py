"""What areas above lay beside the composer, for whom it means something: facts of the week, what an audience has already received."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from markupsafe import Markup

from parvis.communities.models import Community

Offer = Callable[[Any, Community | None, str], Markup | str]
_offers: list[Offer] = []


def install(offer: Offer) -> None:
    """`offer(request, place, link)` answers what is drawn, or nothing; `link` is the page put beside the words. A button of it with `form="composer"` sends what is typed along."""
    _offers.append(offer)


def offers(request: Any, place: Community | None, link: str = "") -> list[Markup | str]:
    return [drawn for offer in _offers if (drawn := offer(request, place, link))]


Passing = Callable[[Any, Community | None, int], Markup | str]
_passing: list[Passing] = []


def install_passing(offer: Passing) -> None:
    """`offer(request, place, post)` answers what is drawn above the words of who passes this post (its id) on, or nothing."""
    _passing.append(offer)


def passing(request: Any, place: Community | None, post: int) -> list[Markup | str]:
    return [drawn for offer in _passing if (drawn := offer(request, place, post))]
