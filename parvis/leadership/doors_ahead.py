"""The door that is open or opens next, for the home page of everybody. While none is announced it costs nothing: that is asked once for
all of them; a door announced a moment ago may be half a minute late there."""

from __future__ import annotations

import datetime as dt
import time
from typing import Any, NamedTuple

from django.conf import settings
from django.utils.translation import gettext as _

from parvis.communities.standing import standing_of
from parvis.kernel import clock, frame, kept
from parvis.kernel.compiled import Compiled, ids_slot, slot, time_slot
from parvis.leadership.door_words import door_when
from parvis.leadership.first_voices import hosted_q
from parvis.leadership.models import Buddy, Door
from parvis.people.models import Person

AHEAD = dt.timedelta(days=14)
FRESH = 0.0 if settings.TESTING else 30.0
MOST = 50
COMING = Compiled(
    lambda is_guest: (
        Door.objects.visible_to(Person(id=slot("viewer"), is_guest=is_guest))
        .filter(pk__among=ids_slot("ids"), cancellation=None, closes_at__gt=time_slot("now"))
        .order_by("opens_at", "id")
        .values_list("pk", "opens_at", "closes_at", "subject", "leader_id", "leader__name")
    )
)
# Whether somebody has chosen this person as buddy: asked with where they stand (`kernel.frame`).
CHOSEN = "SELECT id FROM leadership_buddy WHERE buddy_id = %s AND accepted_at IS NOT NULL LIMIT 1"
_known: list[Any] = [0.0, ()]


class Ahead(NamedTuple):
    """What the home page says of it: `words` and `subject`, then what one does, and where."""

    words: str
    subject: str
    act: str
    url: str
    state: str


def declare() -> None:
    frame.ask_with_standing("chosen_as_buddy", CHOSEN, lambda person: [person.pk])
    frame.install("door_ahead", door_ahead)
    frame.install("beside_home", is_something_beside)


def announced() -> tuple[int, ...]:
    """The doors of the two weeks to come, of everybody, as they were half a minute ago at most."""
    now = time.monotonic()
    if not FRESH or now - _known[0] >= FRESH:
        rows = Door.objects.filter(closes_at__gt=clock.now(), opens_at__lt=clock.now() + AHEAD, cancellation=None)
        _known[:] = now, tuple(rows.order_by("opens_at", "id").values_list("pk", flat=True)[:MOST])
    return _known[1]  # type: ignore[no-any-return]


def door_ahead(request: Any) -> Ahead | None:
    """Of the doors the viewer sees, the one that is open or opens next."""
    viewer = request.person
    return kept.of(viewer, "door_ahead", lambda: ahead_of(viewer))  # type: ignore[no-any-return]


def ahead_of(viewer: Person) -> Ahead | None:
    ids = announced()
    rows = COMING(viewer.is_guest, viewer=viewer.pk, ids=list(ids), now=clock.now()) if ids else []
    if not rows:
        return None
    pk, opens, closes, subject, leader, name = rows[0]
    door = Door(id=pk, opens_at=opens, closes_at=closes, subject=subject, leader_id=leader)
    is_open = opens <= clock.now()
    words = _("%(name)s’s door is open") if is_open else _("Open door with %(name)s: %(when)s")
    words = words % {"name": name, "when": door_when(door)}
    is_mine = leader == viewer.pk
    act = _("See my door") if is_mine else _("Ask mine")
    return Ahead(words, subject, act, f"/doors/{pk}/{'' if is_mine else '#ask'}", "open" if is_open else "announced")


def is_something_beside(request: Any) -> bool:
    """Whether the side of the home page has something to ask for: a door, or first voices one may have to greet."""
    viewer = request.person
    standing_of(viewer)
    chosen = kept.of(viewer, "chosen_as_buddy", lambda: chosen_by(viewer))
    return bool(chosen) or hosted_q(viewer) is not None or door_ahead(request) is not None


def chosen_by(viewer: Person) -> list[int]:
    return list(Buddy.objects.filter(buddy=viewer, accepted_at__isnull=False).values_list("pk", flat=True)[:1])
