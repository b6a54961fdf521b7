"""What areas above lay beside the composer, for whom it means something: facts of the week, what an audience has already received."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from markupsafe import Markup

from parvis.communities.models import Community

Offer = Callable[[Any, Community | None], Markup | str]
_offers: list[Offer] = []


def install(offer: Offer) -> None:
    """`offer(request, place)` answers what is drawn, or nothing. A button of it with `form="composer"` sends what is typed along."""
    _offers.append(offer)


def offers(request: Any, place: Community | None) -> list[Markup | str]:
    return [drawn for offer in _offers if (drawn := offer(request, place))]
