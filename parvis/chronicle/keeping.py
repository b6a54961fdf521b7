"""How the record is kept: the sink of `kernel.chronicling` and the store of `kernel.once`."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable
from typing import Any

from django.db import connection

from parvis.chronicle.models import Deed, Entry
from parvis.kernel import clock
from parvis.kernel.chronicling import Kind
from parvis.kernel.compiled import insert
from parvis.kernel.ids import new_id

# One statement that writes whether or not the key is new: see docs/decisions/0003-idempotency.md.
CLAIM = f"""INSERT INTO {Deed._meta.db_table} (id, by_id, key, subject_id, seen) VALUES (%s, %s, %s, %s, 1)
ON CONFLICT (by_id, key) DO UPDATE SET seen = {Deed._meta.db_table}.seen + 1 RETURNING subject_id"""  # noqa: S608


def keep(kind: Kind, *, by: Any, subject: Any, place: int | None, at: dt.datetime | None) -> None:
    """Append one entry, in the transaction of the verb."""
    entry = Entry(
        kind=kind.name,
        by_id=by.pk if by is not None else None,
        subject_type=subject._meta.label_lower,
        subject_id=subject.pk,
        place_id=place,
        at=at or clock.now(),
    )
    insert(entry)


def claim(by: Any, key: str, identifier: int) -> int:
    """Keep (person, key) → id; answers the id kept the first time."""
    with connection.cursor() as cursor:
        cursor.execute(CLAIM, [new_id(), by.pk, key, identifier])
        return int(cursor.fetchone()[0])


def entries_after(cursor: int, *, limit: int = 1000, kinds: Iterable[str] = ()) -> list[Entry]:
    """Entries with an id above `cursor`, oldest first: how readers (feed, ripple, notices) follow the record."""
    entries = Entry.objects.filter(id__gt=cursor)
    if kinds := list(kinds):
        entries = entries.filter(kind__in=kinds)
    return list(entries.order_by("id")[:limit])
