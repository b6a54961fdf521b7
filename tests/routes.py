"""Every route of Parvis, its methods, and values to put in its address: shared by the tests that walk them all."""

from __future__ import annotations

import dataclasses
import itertools
import re
from collections.abc import Iterable, Iterator, Mapping
from typing import Any

from django.urls import get_resolver
from django.urls.resolvers import URLPattern, URLResolver

PART = re.compile(r"<(\w+):(\w+)>")


@dataclasses.dataclass(frozen=True)
class Route:
    """`address` as written in urls.py (no leading slash); `views` by method, "*" when the view takes any."""

    address: str
    views: Mapping[str, Any]

    @property
    def methods(self) -> list[str]:
        return ["GET", "POST"] if "*" in self.views else list(self.views)

    def with_values(self, values: Mapping[str, Iterable[Any]]) -> list[str]:
        """Every address made of these values (by name of the part)."""
        names = PART.findall(self.address)
        found = []
        for chosen in itertools.product(*(list(values.get(name, ["x"])) for _kind, name in names)):
            given = iter(chosen)
            found.append("/" + PART.sub(lambda _part, given=given: str(next(given)), self.address))
        return found


def walk(patterns: Any, prefix: str = "") -> Iterator[Route]:
    for entry in patterns:
        if isinstance(entry, URLResolver):
            yield from walk(entry.url_patterns, prefix + str(entry.pattern))
        elif isinstance(entry, URLPattern):
            yield Route(prefix + str(entry.pattern), getattr(entry.callback, "views", {"*": entry.callback}))


def every_route() -> list[Route]:
    return list(walk(get_resolver().url_patterns))
