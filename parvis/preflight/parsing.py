"""A manuscript from JSON: what is missing has its default, what is wrong is said with the name of the field."""

from __future__ import annotations

import datetime as dt
from pathlib import Path
from typing import Any

from django.utils.translation import gettext as _

from parvis.preflight.manuscript import Manuscript, Term, Text


class Unreadable(ValueError):
    """The JSON is no manuscript; the message says which field and what it should be."""


def manuscript(data: Any) -> Manuscript:
    """The manuscript described by a JSON object. Raises Unreadable."""
    if not isinstance(data, dict):
        raise Unreadable(_("A manuscript is a JSON object with at least “text”."))
    if not isinstance(data.get("text", ""), str):
        raise Unreadable(_("“text” must be a string."))
    if data.get("lang") not in (None, "fr", "en"):
        raise Unreadable(_("“lang” must be “fr”, “en” or null."))
    if data.get("links", "check") not in ("check", "skip"):
        raise Unreadable(_("“links” must be “check” or “skip”."))
    audience = data.get("audience") or {}
    rights = _object(data, "rights")
    return Manuscript(
        text=data.get("text", ""),
        lang=data.get("lang"),
        links=data.get("links", "check"),
        images=tuple(Path(path) for path in _strings(data, "images")),
        descriptions=tuple(_strings(data, "descriptions")),
        audience=audience if isinstance(audience, dict) else {"name": str(audience)},
        known=frozenset(_strings(data, "known")),
        ignored=frozenset(_strings(data, "ignored")),
        terms=tuple(_term(term) for term in _list(data, "terms")),
        rule=str(rights.get("rule", "")),
        decided_by=str(rights.get("decided_by", "")),
        may_post=bool(rights.get("may_post", True)),
        sites=frozenset(_strings(data, "sites")),
        published=tuple(_text(text) for text in _list(data, "published")),
        earlier=tuple(_strings(data, "earlier")),
        reference=_object(data, "reference"),
        voice=bool(data.get("voice", True)),
        on=_day(data.get("on"), "on"),
        id=data.get("id"),
    )


def _list(data: dict[str, Any], name: str) -> list[Any]:
    value = data.get(name) or []
    if not isinstance(value, list):
        raise Unreadable(_("“%(name)s” must be a list.") % {"name": name})
    return value


def _strings(data: dict[str, Any], name: str) -> list[str]:
    value = _list(data, name)
    if not all(isinstance(one, str) for one in value):
        raise Unreadable(_("“%(name)s” must be a list of strings.") % {"name": name})
    return value


def _object(data: dict[str, Any], name: str) -> dict[str, Any]:
    value = data.get(name) or {}
    if not isinstance(value, dict):
        raise Unreadable(_("“%(name)s” must be an object.") % {"name": name})
    return value


def _day(value: Any, name: str) -> dt.date | None:
    try:
        return dt.date.fromisoformat(value) if value else None
    except (TypeError, ValueError) as wrong:
        raise Unreadable(_("“%(name)s” must be a date like 2026-03-31.") % {"name": name}) from wrong


def _term(data: Any) -> Term:
    if isinstance(data, str):
        return Term(data)
    if not isinstance(data, dict) or not isinstance(data.get("words"), str):
        raise Unreadable(_("Each of “terms” must have “words”."))
    return Term(
        words=data["words"],
        why=str(data.get("why", "")),
        since=_day(data.get("since"), "since"),
        until=_day(data.get("until"), "until"),
        stops=bool(data.get("stops", True)),
        lifted_by=str(data.get("lifted_by", "")),
    )


def _text(data: Any) -> Text:
    if isinstance(data, str):
        return Text(data)
    if not isinstance(data, dict) or not isinstance(data.get("text"), str):
        raise Unreadable(_("Each of “published” must have “text”."))
    return Text(**{name: str(data.get(name, "")) for name in ("text", "title", "address", "kind") if data.get(name)})
