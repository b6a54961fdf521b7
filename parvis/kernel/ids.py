"""Time-ordered 63-bit ids: 42 bits of milliseconds since 1970, 10 bits of worker, 11 bits of sequence.

They sort by creation, any process can make one without asking the database, and imports can be back-dated.
Layout after Twitter's Snowflake (2010). Valid until 2109. In JSON and in URLs they are strings.
"""

from __future__ import annotations

import datetime as dt
import fcntl
import hashlib
import os
import threading
import time
from collections.abc import Iterable
from pathlib import Path
from typing import IO

from django.conf import settings

WORKER_BITS, SEQUENCE_BITS = 10, 11
LOW_BITS = WORKER_BITS + SEQUENCE_BITS
SLOTS_PER_NODE = 64
LARGEST = 2**63 - 1


class OutOfSlots(RuntimeError):
    """More than 64 processes of one node want to make ids at the same time."""


class _Maker:
    """Makes ids for this process; holds a locked slot file so that no other process of the node shares its worker number."""

    def __init__(self) -> None:
        self.lock = threading.Lock()
        self.slot: IO[str] | None = None
        self.worker = -1
        self.last_ms = 0
        self.sequence = 0

    def take_slot(self) -> None:
        folder = Path(settings.PARVIS.data_dir) / "slots"
        folder.mkdir(parents=True, exist_ok=True)
        for number in range(SLOTS_PER_NODE):
            handle = (folder / str(number)).open("w")
            try:
                fcntl.flock(handle, fcntl.LOCK_EX | fcntl.LOCK_NB)
            except OSError:
                handle.close()
                continue
            self.slot, self.worker = handle, settings.PARVIS.node * SLOTS_PER_NODE + number
            # A process that held this slot a moment ago may have made ids in this very millisecond.
            self.last_ms = time.time_ns() // 1_000_000 + 1
            self.sequence = 0
            return
        raise OutOfSlots(f"all {SLOTS_PER_NODE} id slots in {folder} are taken")

    def make(self) -> int:
        with self.lock:
            if self.slot is None:
                self.take_slot()
            ms = time.time_ns() // 1_000_000
            if ms > self.last_ms:
                self.last_ms, self.sequence = ms, 0
            else:  # same millisecond, or the clock went back: stay on the last one and count
                self.sequence += 1
                if self.sequence >> SEQUENCE_BITS:
                    self.last_ms, self.sequence = self.last_ms + 1, 0
            return (self.last_ms << LOW_BITS) | (self.worker << SEQUENCE_BITS) | self.sequence


_maker = _Maker()


def _forget_slot() -> None:
    """A forked child must not write with its parent's worker number."""
    global _maker
    _maker = _Maker()


os.register_at_fork(after_in_child=_forget_slot)


def new_id() -> int:
    """A new id, larger than every id this process made before."""
    return _maker.make()


def imported_id(when: dt.datetime, source: str) -> int:
    """The id of something imported: dated `when`, the same each time for the same `source` (so imports can resume)."""
    ms = int(when.timestamp() * 1000)
    low = int.from_bytes(hashlib.blake2b(source.encode(), digest_size=4).digest(), "big")
    return (max(ms, 0) << LOW_BITS) | (low & ((1 << LOW_BITS) - 1))


def first_id_at(when: dt.datetime) -> int:
    """The smallest id that something created at `when` can have."""
    return int(when.timestamp() * 1000) << LOW_BITS


def made_at(identifier: int) -> dt.datetime:
    """When an id was made, to the millisecond, in UTC."""
    return dt.datetime.fromtimestamp((identifier >> LOW_BITS) / 1000, tz=dt.UTC)


def id_in(text: object) -> int | None:
    """The id written in `text` (as forms and addresses carry it), or None: no other digits than 0-9, within 63 bits."""
    written = str(text or "")
    if not (written.isascii() and written.isdigit() and len(written) <= 19):
        return None
    found = int(written)
    return found if found <= LARGEST else None


def ids_in(texts: Iterable[object]) -> list[int]:
    """Those of `texts` that are ids."""
    return [found for found in map(id_in, texts) if found is not None]
