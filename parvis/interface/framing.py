"""The frame around every page, as drawings: the bar at the top, the column at the left, the tabs of a phone."""

from __future__ import annotations

from typing import Any, NamedTuple

from markupsafe import Markup

from parvis.interface.drawings import drawing


class Face(NamedTuple):
    """What the frame shows of who is signed in."""

    id: int
    handle: str
    name: str
    initials: str
    portrait: int | None
    mandate: str | None

    @classmethod
    def of(cls, person: Any) -> Face:
        portrait, mandate = getattr(person, "portrait", None), getattr(person, "mandate", None)
        return cls(
            person.pk, person.handle, person.name, person.initials, portrait and portrait.pk, mandate and mandate.title
        )


class House(NamedTuple):
    """What the frame shows of the organisation."""

    name: str
    logo: bool = False
    logo_address: str = ""
    logo_width: int = 0
    logo_height: int = 0

    @classmethod
    def of(cls, row: Any) -> House:
        return (
            cls(row.name, bool(row.logo), row.logo_address, row.logo_width, row.logo_height) if row else cls("Parvis")
        )


def mine(frame: Any) -> tuple[tuple[str, str], ...]:
    """What areas add to “For me”: (words, address)."""
    return tuple(frame.mine or ())


def leading(frame: Any) -> tuple[tuple[str, str, str], ...]:
    """What areas add beside Home, to those for whom it means something: (words, address, icon)."""
    return tuple(frame.leading or ())


def bar(request: Any, frame: Any) -> Markup:
    person = getattr(request, "person", None)
    return drawing(
        request, "interface/_bar.html", organisation=House.of(frame.organisation),
        viewer=Face.of(person) if person else None, is_admin=bool(person and frame.admin),
        names_leaders=bool(person and frame.leaders),
        mine=(*(entry[:2] for entry in leading(frame)), *mine(frame)) if person else (),
        notices=(frame.notices or 0) if person else 0,
    )  # fmt: skip


def side(request: Any, frame: Any) -> Markup:
    places = tuple((place["name"], place["url"]) for place in frame.communities or ())
    return drawing(
        request, "interface/_nav.html", here=request.path, places=places, mine=mine(frame), leading=leading(frame)
    )


def facts(request: Any, frame: Any) -> tuple[Any, ...]:
    """All that the frame around a page draws for who is signed in."""
    places = tuple((place["name"], place["url"]) for place in frame.communities or ())
    return (
        Face.of(request.person), House.of(frame.organisation), bool(frame.admin), bool(frame.leaders), mine(frame), leading(frame),
        places, request.path, frame.notices or 0,
    )  # fmt: skip


def tabs(request: Any) -> Markup:
    path = request.path
    section = next((start for start in ("/communities/", "/people/") if path.startswith(start)), path)
    return drawing(request, "interface/_tabs.html", here=section)
