"""The styleguide shows every element. An area declares its own in `showcase.py`: the templates shown, and how to draw them."""

from __future__ import annotations

import dataclasses
from collections.abc import Callable
from typing import Any

from django.template.loader import render_to_string
from django.utils.functional import Promise
from markupsafe import Markup


@dataclasses.dataclass(frozen=True)
class Specimen:
    """One thing to look at, on the page of its `group`. `context(request)` is None when there is nothing to show it with
    (nobody signed in, no such post yet)."""

    group: str
    title: str | Promise
    template: str
    context: Callable[[Any], dict[str, Any] | None]

    def drawn(self, request: Any) -> Markup | None:
        context = self.context(request)
        if context is None:
            return None
        return Markup(render_to_string("interface/specimen.html", {**context, "specimen": self.template}, request))  # noqa: S704 (our own template, escaped)


_specimens: list[Specimen] = []


def show(*given: Specimen) -> None:
    _specimens.extend(given)


def specimens() -> list[Specimen]:
    return list(_specimens)
