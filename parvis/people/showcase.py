"""What the styleguide shows of people."""

from __future__ import annotations

from typing import Any

from django.utils.translation import gettext_lazy as _

from parvis.interface.showcasing import Specimen, show
from parvis.people.listing import Wanted
from parvis.people.models import Person


def some(request: Any) -> list[Person]:
    """Four people: leaders first."""
    rows = Person.objects.visible_to(request.person).present().for_screen()
    return list(rows.order_by("mandate", "id")[:4])


def rows(request: Any) -> dict[str, Any] | None:
    return {"people": some(request)} if request.person else None


def found(request: Any) -> dict[str, Any] | None:
    if request.person is None:
        return None
    return {
        "people": some(request),
        "count": 4,
        "chips": [("Lille", "/people/"), ("Français", "/people/")],
        "next": "",
        "wanted": Wanted(),
    }


def nobody(request: Any) -> dict[str, Any]:
    return {
        "people": [],
        "count": 0,
        "chips": [("Lille", "/people/"), ("Français", "/people/")],
        "next": "",
        "wanted": Wanted(),
    }


def declare() -> None:
    show(
        Specimen("people", _("Faces, names, choosing somebody"), "people/specimens.html", rows),
        Specimen("people", _("Found in the directory"), "people/_people.html", found),
        Specimen("people", _("Nobody found"), "people/_people.html", nobody),
    )
