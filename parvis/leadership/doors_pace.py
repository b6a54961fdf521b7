"""How often the page of an open door asks what is new: every five seconds, less often while a great many watch. Each process counts the
polls it answers; the page learns its pace with what it is sent, which is when being asked is dear."""

from __future__ import annotations

import time

from parvis.leadership.models import Door

WINDOW = 5.0
USUAL, SLOW, COMING = 5, 20, 30
# Polls a second and process → seconds between two of one page. Two processes of a small machine answer about 100 each when every
# poll brings something (docs/performance.md).
STEPS = ((80, 8), (160, 12), (320, 20))
_polls: dict[int, tuple[float, int, float]] = {}
MOST = 500


def count(door_id: int) -> None:
    """A page has asked."""
    now = time.monotonic()
    began, polls, rate = _polls.get(door_id, (now, 0, 0.0))
    if now - began >= WINDOW:
        began, polls, rate = now, 0, polls / (now - began)
    if len(_polls) > MOST:
        _polls.clear()
    _polls[door_id] = (began, polls + 1, rate)


def pace_of(door: Door) -> int:
    """Seconds between two polls of a page; 0: it does not ask."""
    return pace_at(door, _polls.get(door.pk, (0.0, 0, 0.0))[2])


def pace_among(door: Door, watchers: int) -> int:
    """The same, were so many to ask, of the two processes of a small machine, because nothing is heard any more."""
    return pace_at(door, watchers / USUAL / 2)


def pace_at(door: Door, rate: float) -> int:
    state = door.state
    if state not in ("open", "announced"):
        return 0
    usual = COMING if state == "announced" else (SLOW if door.is_slow else USUAL)
    return max([usual, *(seconds for least, seconds in STEPS if rate >= least)])
