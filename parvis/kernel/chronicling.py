"""How a verb leaves its trace. The row itself is kept by the area `chronicle`, which installs itself here at start:
areas below it (people) can thus record without knowing it."""

from __future__ import annotations

import dataclasses
import datetime as dt
from typing import Any, Protocol


@dataclasses.dataclass(frozen=True)
class Kind:
    """A kind of deed. `retention` is "activity" (read by feed, ripple, notices) or "audit" (read by compliance)."""

    name: str
    retention: str = "activity"


class Sink(Protocol):
    def __call__(self, kind: Kind, *, by: Any, subject: Any, place: int | None, at: dt.datetime | None) -> None: ...


_kinds: dict[str, Kind] = {}
_sinks: list[Sink] = []
_listeners: list[Sink] = []


def kind(name: str, *, retention: str = "activity") -> Kind:
    """Declare a kind of deed, once, in the area that owns it: `POST_PUBLISHED = kind("post.published")`."""
    if name in _kinds:
        raise ValueError(f"the deed {name!r} is declared twice")
    _kinds[name] = Kind(name, retention)
    return _kinds[name]


def kinds() -> dict[str, Kind]:
    """Every declared kind by name."""
    return dict(_kinds)


def install_sink(sink: Sink) -> None:
    _sinks[:] = [sink]


def listen(listener: Sink) -> None:
    """What else is done in the transaction of a verb once its row is written (search follows, live news are told of it so): a
    statement at most, and only for few kinds."""
    _listeners.append(listener)


def record(deed: Kind, *, by: Any, subject: Any, place: int | None = None, at: dt.datetime | None = None) -> None:
    """Write who (`by`, a Person or None for the system) did what to what, in which place (a place id), in the
    transaction of the caller."""
    for sink in [*_sinks, *_listeners]:
        sink(deed, by=by, subject=subject, place=place, at=at)
