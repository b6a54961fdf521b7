"""Words that very many documents hold are looked for in the newest months first: the index is asked with the marks of these months, so
that what it reads depends on how much is wanted, not on how much there is. (PostgreSQL; FTS5 serves small organisations.)"""

from __future__ import annotations

import datetime as dt
import time
from collections.abc import Iterator

from django.db import connection

from parvis.kernel import clock
from parvis.kernel.ids import made_at
from parvis.search.matching import Any_, Form
from parvis.search.models import Document

MANY = 4_000  # documents: below, all are read
FRESH = 600.0
_first: tuple[float, dt.datetime | None] = (0.0, None)


def first_month() -> dt.datetime | None:
    """When the oldest post was made; asked now and then by each process."""
    global _first
    at, found = _first
    if found is None or time.monotonic() - at > FRESH:
        pk = Document.objects.filter(kind="post").order_by("pk").values_list("pk", flat=True).first()
        found = made_at(pk) if pk and pk > 0 else None
        _first = (time.monotonic(), found)
    return found


def months_back(count: int) -> Any_:
    now = clock.now()
    year, month, found = now.year, now.month, []
    for _ in range(count):
        found.append(Form(f"@{year:04d}{month:02d}"))
        year, month = (year, month - 1) if month > 1 else (year - 1, 12)
    return Any_(tuple(found))


def of(docs: int, wanted: int) -> Iterator[Any_ | None]:
    """The months to look in, one window after another; None: all of them."""
    first = first_month() if docs > MANY and connection.vendor == "postgresql" else None
    if first is not None:
        now = clock.now()
        total = (now.year - first.year) * 12 + now.month - first.month + 1
        count = max(1, round(total * wanted * 4 / docs))
        for months in (count, count * 6):
            if months < total:
                yield months_back(months)
    yield None
