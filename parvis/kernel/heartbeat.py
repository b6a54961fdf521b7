"""Processes beside the server of pages say that they are alive, at most every 20 seconds each; the health page reads it."""

from __future__ import annotations

import datetime as dt
import os
import socket
import time

from django.core.cache import cache

from parvis.kernel import clock

EVERY, KEPT, REMEMBERED = 20.0, 24 * 3600, 7 * 24 * 3600
ALIVE = dt.timedelta(seconds=90)


def name() -> str:
    return f"{socket.gethostname()}:{os.getpid()}"


class Heart:
    """Processes of one kind, under one `key` of the cache. Each may say a number with its beat, never who."""

    def __init__(self, key: str) -> None:
        self.key, self.last = key, -EVERY

    def beat(self, number: int = 0, *, force: bool = False) -> None:
        """This process is at work."""
        if not force and time.monotonic() - self.last < EVERY:
            return
        self.last = time.monotonic()
        fresh = {who: said for who, said in self.said().items() if clock.now() - said[0] < ALIVE * 10}
        cache.set(self.key, {**fresh, name(): (clock.now(), number)}, KEPT)

    def said(self) -> dict[str, tuple[dt.datetime, int]]:
        return dict(cache.get(self.key) or {})

    def beats(self) -> dict[str, dt.datetime]:
        """When each process was last heard."""
        return {who: at for who, (at, _number) in self.said().items()}

    def alive(self) -> dict[str, int]:
        """Those heard in the last 90 seconds, and the number each said."""
        return {who: number for who, (at, number) in sorted(self.said().items()) if clock.now() - at < ALIVE}


class Latest:
    """When something was last done by any process, under one `key` of the cache; written there at most every 20 seconds."""

    def __init__(self, key: str) -> None:
        self.key, self.told = key, -EVERY
        self.at: dt.datetime | None = None

    def done(self) -> None:
        """It was done now; costs nothing."""
        self.at = clock.now()

    def tell(self) -> None:
        """Say it to the others, when there is something to say and the last time was a while ago."""
        if self.at is None or time.monotonic() - self.told < EVERY:
            return
        self.told, mine, self.at = time.monotonic(), self.at, None
        known = self.known()
        cache.set(self.key, max(mine, known) if known else mine, REMEMBERED)

    def known(self) -> dt.datetime | None:
        """None: it was not done these seven days, or nothing is known of it."""
        return cache.get(self.key)


workers = Heart("parvis.heart.workers")
listeners = Heart("parvis.heart.listeners")  # servers of live news, and how many pages each holds
deliveries = Latest("parvis.latest.delivery")  # live news that left for a page
