"""The frame around every page. An area adds what it has to say there (entries of the menu, communities joined, name of the
organisation) without the layout knowing the area: `frame.install("communities", lambda request: [...])`."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

_parts: dict[str, Callable[[Any], Any]] = {}


def install(name: str, part: Callable[[Any], Any]) -> None:
    """`part(request)` is asked once per page that shows it, only when somebody is signed in."""
    _parts[name] = part


class Frame:
    """Attribute access asks the part: `frame.communities` in a template. A part nobody installed is None."""

    def __init__(self, request: Any) -> None:
        self._request = request
        self._kept: dict[str, Any] = {}

    def __getattr__(self, name: str) -> Any:
        if name.startswith("_"):
            raise AttributeError(name)
        if name not in self._kept:
            part = _parts.get(name)
            self._kept[name] = part(self._request) if part else None
        return self._kept[name]


def of(request: Any) -> Frame:
    return Frame(request)
