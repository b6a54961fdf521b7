"""The figures to take away: JSON and CSV, with what they are not for at their head."""

from __future__ import annotations

import csv
import io
import json
from collections.abc import Iterable, Mapping, Sequence
from typing import Any

from django.http import HttpResponse
from django.utils.translation import gettext as _

from parvis.ripple.measures import WINDOW_DAYS
from parvis.ripple.models import Snapshot
from parvis.ripple.rolling import floor_now


def purpose() -> str:
    """The sentence at the head of every file."""
    return _("Figures of groups, to know whether speaking changes anything. Never for appraisal or discipline.")


def head(snapshot: Snapshot | None) -> dict[str, Any]:
    if snapshot is None:
        return {"purpose": purpose()}
    return {"purpose": purpose(), "week": str(snapshot.week), "window_days": WINDOW_DAYS, "smallest_group": max(snapshot.floor, floor_now())}  # fmt: skip


def as_json(found: Mapping[str, Any], name: str, snapshot: Snapshot | None) -> HttpResponse:
    return attached(json.dumps(found, ensure_ascii=False, indent=1), "application/json", name, "json", snapshot)


def as_csv(head: Mapping[str, Any], rows: Iterable[Sequence[Any]], name: str, snapshot: Snapshot | None) -> HttpResponse:  # fmt: skip
    """`head` as lines that begin with #, then the rows; UTF-8 said by a mark, where spreadsheets need it."""
    text = io.StringIO()
    writer = csv.writer(text)
    writer.writerows([f"# {key}", value] for key, value in head.items())
    writer.writerows(rows)
    return attached("\ufeff" + text.getvalue(), "text/csv", name, "csv", snapshot)


def attached(text: str, kind: str, name: str, suffix: str, snapshot: Snapshot | None) -> HttpResponse:
    response = HttpResponse(text, content_type=f"{kind}; charset=utf-8")
    week = snapshot.week if snapshot else "none"
    response["Content-Disposition"] = f'attachment; filename="parvis-{name}-{week}.{suffix}"'
    return response
