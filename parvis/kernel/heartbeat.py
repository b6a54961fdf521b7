"""Workers say that they are alive, at most every 20 seconds each; the health page reads it."""

from __future__ import annotations

import datetime as dt
import os
import socket
import time

from django.core.cache import cache

from parvis.kernel import clock

KEY, EVERY, KEPT = "parvis.workers", 20.0, 24 * 3600
ALIVE = dt.timedelta(seconds=90)
_last = 0.0


def name() -> str:
    return f"{socket.gethostname()}:{os.getpid()}"


def beat(*, force: bool = False) -> None:
    """This process is at work."""
    global _last
    if not force and time.monotonic() - _last < EVERY:
        return
    _last = time.monotonic()
    fresh = {who: at for who, at in beats().items() if clock.now() - at < ALIVE * 10}
    cache.set(KEY, {**fresh, name(): clock.now()}, KEPT)


def beats() -> dict[str, dt.datetime]:
    """When each worker was last heard."""
    return dict(cache.get(KEY) or {})


def alive() -> list[str]:
    return sorted(who for who, at in beats().items() if clock.now() - at < ALIVE)
