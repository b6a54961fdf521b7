"""A whole manuscript from JSON: the text and its rules (`parsing`), its files, quiet periods and pictures published before."""

from __future__ import annotations

import dataclasses
import datetime as dt
from pathlib import Path
from typing import Any

from django.utils.translation import gettext as _

from parvis.preflight import parsing
from parvis.preflight.manuscript import Manuscript, Quiet, Seen
from parvis.preflight.parsing import Unreadable


def gathered(data: Any) -> Manuscript:
    """The manuscript described by a JSON object, whose files are there. Raises Unreadable, naming the field."""
    basis = parsing.manuscript(data)
    rights = data.get("rights") or {}
    videos = [video if isinstance(video, dict) else {"path": video} for video in listed(data, "videos")]
    if not all(isinstance(video.get("path"), str) for video in videos):
        raise Unreadable(_("Each of “videos” must be a path, or an object with “path”."))
    whole = dataclasses.replace(
        basis,
        videos=tuple(Path(video["path"]) for video in videos),
        captioned=tuple(bool(video.get("captions")) for video in videos),
        quiet=tuple(quiet(one) for one in listed(data, "quiet")),
        pictures=tuple(seen(one) for one in listed(data, "pictures")),
        place=str(data.get("place") or basis.audience.get("name") or ""),
        decided_on=day(rights.get("decided_on"), "decided_on"),
    )
    for path in (*whole.images, *whole.videos):
        if not readable(path):
            raise Unreadable(_("There is no file “%(path)s”.") % {"path": path})
    return whole


def readable(path: Path) -> bool:
    try:
        return path.is_file()
    except (OSError, ValueError):  # a name too long, or with a NUL
        return False


def listed(data: dict[str, Any], name: str) -> list[Any]:
    value = data.get(name) or []
    if not isinstance(value, list):
        raise Unreadable(_("“%(name)s” must be a list.") % {"name": name})
    return value


def day(value: Any, name: str) -> dt.date | None:
    try:
        return dt.date.fromisoformat(value) if value else None
    except (TypeError, ValueError) as wrong:
        raise Unreadable(_("“%(name)s” must be a date like 2026-03-31.") % {"name": name}) from wrong


def quiet(data: Any) -> Quiet:
    if not isinstance(data, dict) or not data.get("since") or not data.get("until"):
        raise Unreadable(_("Each of “quiet” must have “since” and “until”."))
    since, until = day(data["since"], "since"), day(data["until"], "until")
    words = data.get("words") or []
    if since is None or until is None or not isinstance(words, list):
        raise Unreadable(_("Each of “quiet” must have “since” and “until”."))
    return Quiet(
        since,
        until,
        why=str(data.get("why", "")),
        words=tuple(map(str, words)),
        stops=bool(data.get("stops", False)),
        lifted_by=str(data.get("lifted_by", "")),
    )


def seen(data: Any) -> Seen:
    if not isinstance(data, dict) or not isinstance(data.get("fingerprint"), str):
        raise Unreadable(_("Each of “pictures” must have “fingerprint”."))
    return Seen(data["fingerprint"], str(data.get("title", "")), str(data.get("address", "")))
