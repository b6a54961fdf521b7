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
    except (ValueError, binascii.Error) as broken:
        raise Http404("unknown page") from broken
    if not isinstance(key, list) or len(key) != parts or not all(isinstance(k, int | str) for k in key):
        raise Http404("unknown page")
    return key


def page_by_id(rows: QuerySet[Any], cursor: str, size: int, *, newest_first: bool = True) -> Page[Any]:
    """Page a queryset by its id."""
    key = unpack(cursor, 1)
    if key is not None:
        try:
            last = int(key[0])
        except ValueError as broken:
            raise Http404("unknown page") from broken
        rows = rows.filter(id__lt=last) if newest_first else rows.filter(id__gt=last)
    found = list(rows.order_by("-id" if newest_first else "id")[: size + 1])
    return Page(found[:size], pack(found[size - 1].pk) if len(found) > size else "")


def page_by_name(rows: QuerySet[Any], cursor: str, size: int, *, field: str) -> Page[Any]:
    """Page a queryset by a text field, then id."""
    key = unpack(cursor, 2)
    if key is not None:
        name, last = str(key[0]), int(key[1])
        rows = rows.filter(Q(**{f"{field}__gt": name}) | Q(**{field: name, "id__gt": last}))
    found = list(rows.order_by(field, "id")[: size + 1])
    more = found[size - 1] if len(found) > size else None
    return Page(found[:size], pack(getattr(more, field), more.pk) if more else "")
