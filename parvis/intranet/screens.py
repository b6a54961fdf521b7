"""Reads for pages."""

from __future__ import annotations

import dataclasses
import datetime as dt

from django.db.models import Count

from parvis.intranet.hooking import secret_of
from parvis.intranet.models import Source
from parvis.intranet.troubles import in_words


@dataclasses.dataclass(frozen=True)
class State:
    """A source as an administrator sees it. `state`: paused · trouble · waiting (never asked yet) · well."""

    source: Source
    state: str
    trouble: str
    facts: int
    secret: str

    @property
    def asked_at(self) -> dt.datetime | None:
        return self.source.asked_at


def state_of(source: Source) -> str:
    if hasattr(source, "pause"):
        return "paused"
    if source.trouble:
        return "trouble"
    return "well" if source.succeeded_at else "waiting"


def sources() -> list[State]:
    rows = Source.objects.select_related("pause", "pause__by", "by").annotate(count=Count("facts")).order_by("name")
    return [
        State(
            row, state_of(row), in_words(row.trouble), row.count, secret_of(row) if row.kind == Source.Kind.HOOK else ""
        )
        for row in rows
    ]
