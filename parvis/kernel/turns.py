"""What must happen at its second and not wait behind other jobs: rows of the database hold what is due and when, and a *turn* looks
at them. The worker takes turns each second. A server process takes them too, once an answer has left, when something it knows of has
been due for `GRACE` (what a worker would have done by then), and every half minute in any case: a worker that is late or gone delays
nothing for long, nothing depends on memory, and readers do not pay for what the worker does."""

from __future__ import annotations

import datetime as dt
import logging
import threading
from collections.abc import Callable, Iterable
from typing import Any

from django.conf import settings
from django.http import HttpRequest
from django.http.response import HttpResponseBase

from parvis.kernel import clock

log = logging.getLogger("parvis.turns")
LOOK, LEAST, GRACE = dt.timedelta(seconds=30), dt.timedelta(seconds=1), dt.timedelta(seconds=2)

Turn = Callable[[], dt.datetime | None]
_turns: list[Turn] = []
_lock = threading.Lock()


class _Known:
    """What this process knows of the next turn: None, it has looked at nothing yet. `serves`: whether requests take turns."""

    next: dt.datetime | None = None
    serves = not settings.TESTING


def install(turn: Turn) -> Turn:
    """Declare a turn. It does what is due and returns when something will be (None: nothing waits)."""
    _turns.append(turn)
    return turn


def expect(at: dt.datetime) -> None:
    """Something will be due at `at`."""
    if _Known.next is not None and at < _Known.next:
        _Known.next = at


def forget() -> None:
    """What a new process knows."""
    _Known.next = None


def is_time(grace: dt.timedelta = dt.timedelta(0)) -> bool:
    return _Known.next is None or clock.now() >= _Known.next + grace


def earliest(wanted: Iterable[dt.datetime | None]) -> dt.datetime | None:
    return min(filter(None, wanted), default=None)


def take() -> None:
    """Take every turn, unless another thread is at it."""
    if not _lock.acquire(blocking=False):
        return
    try:
        now = clock.now()
        _Known.next = now + LOOK  # what is expected from here on comes before
        for turn in _turns:
            try:
                wanted = turn()
            except Exception:
                log.exception("a turn failed; it is taken again at the next one")
                continue
            if wanted is not None:
                expect(max(wanted, now + LEAST))
    finally:
        _lock.release()


def pass_by() -> None:
    """Take the turns when it is time."""
    if is_time():
        take()


def middleware(get_response: Callable[[HttpRequest], HttpResponseBase]) -> Callable[[HttpRequest], HttpResponseBase]:
    def answered(request: Any) -> HttpResponseBase:
        response = get_response(request)
        if _Known.serves and is_time(GRACE):
            # Called by close(), which the server calls when the last byte is sent (PEP 3333).
            response._resource_closers.append(take)  # type: ignore[attr-defined]
        return response

    return answered
