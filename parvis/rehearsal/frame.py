"""What the frame and the home page show of the wings, to each person of their own."""

from __future__ import annotations

from typing import Any

from django.utils.translation import gettext as _

from parvis.kernel import clock, frame, kept
from parvis.rehearsal.models import Seat

# Kept in one's session once known, so that no page asks the database again: the card was closed for good.
CLOSED = "steps_closed"


def menu(request: Any) -> list[tuple[str, str]]:
    """Entries of “For me”: (words, address)."""
    entries = [(_("In the wings"), "/rehearsals/")]
    if not request.session.get(CLOSED):
        entries.append((_("My first steps"), "/steps/"))
    return entries


def steps(request: Any) -> str:
    """Where the home page fetches the card of the first steps; nothing once it is closed."""
    return "" if request.session.get(CLOSED) else "/steps/card/"


OPEN = "SELECT id FROM rehearsal_seat WHERE person_id = %s AND until > %s LIMIT 6"


def declare() -> None:
    frame.ask_with_standing("opened", OPEN, lambda person: [person.pk, clock.now()])


def open_to(person: Any) -> list[int]:
    """Where nobody has asked yet where this person stands."""
    return list(Seat.objects.filter(person=person, until__gt=clock.now()).values_list("pk", flat=True)[:6])


def opened(request: Any) -> str:
    """Said on the home page to whoever a text is open to: “A text is open to you.”"""
    count = len(kept.of(request.person, "opened", lambda: open_to(request.person)))
    if not count:
        return ""
    return _("A colleague has opened a text to you") if count == 1 else _("Colleagues have opened texts to you")
