"""The frame around every page. An area adds what it has to say there (entries of the menu, communities joined, name of the
organisation) without the layout knowing the area: `frame.install("communities", lambda request: [...])`."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

_parts: dict[str, Callable[[Any], Any]] = {}
# What every page asks of who is signed in, in the one statement that says where they stand (`communities.standing`).
_asked: dict[str, tuple[str, Callable[[Any], list[Any]]]] = {}


def ask_with_standing(name: str, ids: str, values: Callable[[Any], list[Any]]) -> None:
    """An area above wants some ids of its own on each page without a statement more: `ids` is SQL of one column, `values(person)` its
    parameters. What it finds is kept on the person under `name` (`kernel.kept`)."""
    _asked[name] = (ids, values)


def asked() -> dict[str, tuple[str, Callable[[Any], list[Any]]]]:
    return _asked


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
