"""A clock of the test's own, and a process that starts again: for what settles."""

from __future__ import annotations

import datetime as dt

from parvis.feed import beyond
from parvis.interface import drawings
from parvis.kernel import turns
from parvis.posts import arriving, keeping, naming


class Clock:
    """`clock.now()` of a test: `clock.at += 8 seconds`."""

    def __init__(self) -> None:
        self.at = dt.datetime.now(dt.UTC).replace(microsecond=0)

    def passes(self, **span: float) -> None:
        self.at += dt.timedelta(**span)


def restart() -> None:
    """What a process that was killed and started again has forgotten: everything."""
    turns.forget()
    arriving._have_published.clear()
    naming._have_spoken.clear()
    drawings.forget()
    keeping.forget()
    beyond._newest = (0.0, [])
