"""What a request has learnt of a person, kept on the row it loaded so that it is asked once; forgotten by the verb that changes it."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any, TypeVar

T = TypeVar("T")


def of(row: Any, name: str, ask: Callable[[], T]) -> T:
    """What is kept of `row` under `name`; asked and kept the first time."""
    known: dict[str, Any] = row.__dict__.setdefault("_known", {})
    if name not in known:
        known[name] = ask()
    found: T = known[name]
    return found


def keep(row: Any, name: str, what: Any) -> None:
    row.__dict__.setdefault("_known", {})[name] = what


def forget(row: Any) -> None:
    """After a change, ask the database again."""
    row.__dict__.pop("_known", None)
