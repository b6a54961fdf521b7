"""What an area holds on a person, how it is exported and erased. Each area registers its holdings in its `privacy.py`."""

from __future__ import annotations

import dataclasses
from collections.abc import Callable, Iterable
from typing import Any


@dataclasses.dataclass(frozen=True)
class Holding:
    """`models` are the labels ("posts.Reaction") of the rows held; `export(person)` yields plain dicts; `erase(person)`
    deletes or pseudonymises; `why` and `kept` are sentences for the register of processing."""

    name: str
    models: tuple[str, ...]
    why: str
    kept: str
    export: Callable[[Any], Iterable[dict[str, Any]]]
    erase: Callable[[Any], None]


_holdings: dict[str, Holding] = {}


def register(holding: Holding) -> None:
    _holdings[holding.name] = holding


def holdings() -> list[Holding]:
    return list(_holdings.values())
