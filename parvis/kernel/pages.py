"""Keyset pages: a list is walked by the key of its last row, never by offset, so deep pages cost what the first one does."""

from __future__ import annotations

import base64
import binascii
import dataclasses
import json
from collections.abc import Sequence
from typing import Any, Generic, TypeVar

from django.db.models import Q, QuerySet
from django.http import Http404

from parvis.kernel.ids import LARGEST, id_in

T = TypeVar("T")


@dataclasses.dataclass(frozen=True)
class Page(Generic[T]):
    """One page of rows and the cursor of the next (empty when this is the last)."""

    rows: Sequence[T]
    next: str = ""

    def __iter__(self) -> Any:
        return iter(self.rows)

    def __len__(self) -> int:
        return len(self.rows)


def pack(*key: Any) -> str:
    """A cursor as URL-safe text."""
    return base64.urlsafe_b64encode(json.dumps(key, default=str).encode()).decode().rstrip("=")


def unpack(cursor: str, parts: int) -> list[Any] | None:
    """The key in a cursor, None for an empty one. A cursor nobody made is a 404."""
    if not cursor:
        return None
    try:
        key = json.loads(base64.urlsafe_b64decode(cursor + "=" * (-len(cursor) % 4)))
    except (ValueError, binascii.Error, RecursionError) as broken:
        raise Http404("unknown page") from broken
    if not isinstance(key, list) or len(key) != parts or not all(is_sound(part) for part in key):
        raise Http404("unknown page")
    return key


def is_sound(part: object) -> bool:
    """Something a database can be asked: text of Unicode characters other than NUL, or an id."""
    if isinstance(part, str):
        return "\0" not in part and part.isprintable() and len(part) <= 1000
    return isinstance(part, int) and 0 <= part <= LARGEST


def row_id(part: object) -> int:
    """The id in a part of a cursor; a 404 for anything else."""
    found = id_in(part)
    if found is None:
        raise Http404("unknown page")
    return found


def page_by_id(rows: QuerySet[Any], cursor: str, size: int, *, newest_first: bool = True) -> Page[Any]:
    """Page a queryset by its id."""
    key = unpack(cursor, 1)
    if key is not None:
        last = row_id(key[0])
        rows = rows.filter(id__lt=last) if newest_first else rows.filter(id__gt=last)
    found = list(rows.order_by("-id" if newest_first else "id")[: size + 1])
    return Page(found[:size], pack(found[size - 1].pk) if len(found) > size else "")


def page_by_name(rows: QuerySet[Any], cursor: str, size: int, *, field: str) -> Page[Any]:
    """Page a queryset by a text field, then id."""
    key = unpack(cursor, 2)
    if key is not None:
        name, last = str(key[0]), row_id(key[1])
        rows = rows.filter(Q(**{f"{field}__gt": name}) | Q(**{field: name, "id__gt": last}))
    found = list(rows.order_by(field, "id")[: size + 1])
    more = found[size - 1] if len(found) > size else None
    return Page(found[:size], pack(getattr(more, field), more.pk) if more else "")
