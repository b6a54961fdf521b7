"""Many notices of one deed in one statement. On PostgreSQL what they share is sent once, and what differs as arrays: a third of the work
of `bulk_create`, whose cost is each value of each row."""

from __future__ import annotations

import datetime as dt
import json
from collections.abc import Sequence
from typing import Any, NamedTuple

from django.db import connection

from parvis.kernel.ids import new_id
from parvis.notifications.models import Notice

MANY = f"""INSERT INTO {Notice._meta.db_table}
(id, person_id, source, kind, topic, page_id, place_id, at, leads, causes, events, mail_at, push_at)
SELECT t.id, t.person, %s, %s, %s, %s, %s, %s, TRUE, t.causes::jsonb, t.events, t.mail_at, t.push_at
FROM unnest(%s::bigint[], %s::bigint[], %s::text[], %s::integer[], %s::timestamptz[], %s::timestamptz[])
AS t(id, person, causes, events, mail_at, push_at)"""  # noqa: S608 (names of our own)


class Told(NamedTuple):
    """What differs from one person to another."""

    person: int
    causes: list[Any]
    events: int
    mail_at: dt.datetime | None
    push_at: dt.datetime | None


def write_notices(rows: Sequence[Told], **shared: Any) -> None:
    """`shared`: source, kind, topic, page_id, place_id, at."""
    if connection.vendor != "postgresql":
        Notice.objects.bulk_create([Notice(**shared, **dict(zip(("person_id", *Told._fields[1:]), row, strict=True))) for row in rows])  # fmt: skip
        return
    texts: dict[int, str] = {}  # most have the very same list of causes
    causes = [texts.get(id(row.causes)) or texts.setdefault(id(row.causes), json.dumps(row.causes)) for row in rows]
    values = [shared[name] for name in ("source", "kind", "topic", "page_id", "place_id", "at")]
    with connection.cursor() as cursor:
        cursor.execute(MANY, [*values, [new_id() for _row in rows], [row.person for row in rows], causes, *([list(column) for column in zip(*(row[2:] for row in rows), strict=True)])])  # fmt: skip
