"""Idempotency: a creating form or call carries a key; sent twice, it creates once.

A replayed key *writes* before it is answered: with a synchronous replica, a read of a row that is durable here but not yet
replicated would acknowledge something a failover can lose (docs/decisions/0003-idempotency.md).
"""

from __future__ import annotations

import uuid
from collections.abc import Callable
from typing import Any

from parvis.kernel.ids import new_id

FIELD = "idempotency_key"
HEADER = "Idempotency-Key"

_stores: list[Callable[[Any, str, int], int]] = []


def install_store(store: Callable[[Any, str, int], int]) -> None:
    _stores[:] = [store]


def new_key() -> str:
    return uuid.uuid4().hex


def key_of(request: Any) -> str:
    """The key sent with a request (header or form field); a new one when none was sent."""
    sent = request.headers.get(HEADER) or request.POST.get(FIELD) or ""
    return sent[:64] or new_key()


def say_same(by: Any, key: str, identifier: int) -> None:
    """Keep that `key` made what another key had made a moment before: a replay of it finds that row."""
    if _stores:
        _stores[0](by, key, identifier)


def claim(by: Any, key: str | None) -> tuple[int, bool]:
    """Claim `key` for the person `by`, inside the caller's transaction: (id the created row must take, first time?).

    When not the first time, the id is that of the row made the first time: return it instead of creating.
    """
    identifier = new_id()
    if not key or not _stores:
        return identifier, True
    kept = _stores[0](by, key, identifier)
    return kept, kept == identifier
