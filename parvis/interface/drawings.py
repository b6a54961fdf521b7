"""Pieces of pages that many requests draw alike (the frame, cards) are rendered once by each process and kept.

A piece is drawn from *facts*: hashable values, which are also its key. The template sees the facts and nothing else, so what is
kept can never be stale. What differs at each request (the token of forms, the address to come back to, the key of a form that
creates) is drawn as marks nobody can guess; `finished` replaces them all once the page is whole (`templating.Page`).
"""

from __future__ import annotations

import functools
import secrets
from typing import Any

from django.middleware.csrf import get_token
from django.template import engines
from django.utils.translation import get_language
from markupsafe import Markup, escape

from parvis.kernel import once

TOKEN, BACK, ID, KEY = (f"{word}{secrets.token_hex(12)}" for word in ("csrf", "back", "id", "key"))
CSRF = Markup('<input type="hidden" name="csrfmiddlewaretoken" value="{}">').format(TOKEN)
ONCE = Markup('<input type="hidden" name="{}" value="{}">').format(once.FIELD, KEY)
MOST_CHARACTERS = 48_000_000  # about 50 MB for each process


class Cupboard:
    """Drawings by key, at most `most` characters of them; when there are more, it starts again."""

    def __init__(self, most: int) -> None:
        self.most, self.held = most, 0
        self.kept: dict[Any, str] = {}

    def clear(self) -> None:
        self.kept.clear()
        self.held = 0

    def put(self, key: Any, text: str) -> None:
        if self.held + len(text) > self.most:
            self.clear()
        self.kept[key] = text
        self.held += len(text)


_drawn = Cupboard(MOST_CHARACTERS)


def forget() -> None:
    """As a process that starts."""
    _drawn.clear()


@functools.cache
def template(name: str) -> Any:
    [ours] = [engine for engine in engines.all() if hasattr(engine, "env")]
    return ours.env.get_template(name)


def token_of(request: Any) -> str:
    """The request's token, masked once."""
    known = request.__dict__
    if "_token" not in known:
        known["_token"] = str(get_token(request))
    token: str = known["_token"]
    return token


def language_of(request: Any) -> str:
    return str(getattr(request, "LANGUAGE_CODE", "") or get_language())


def finished(text: str, request: Any) -> str:
    """A page with its marks replaced by what they stand for in this request."""
    if TOKEN in text:
        text = text.replace(TOKEN, token_of(request))
    if BACK in text:
        text = text.replace(BACK, str(escape(request.get_full_path())))
    if KEY in text:
        first, *others = text.split(KEY)
        text = "".join([first, *(once.new_key() + other for other in others)])
    return text


def without_token(text: str) -> str:
    """A drawing for a page that puts its own token into its forms."""
    return text.replace(TOKEN, "")


def rendered(name: str, context: dict[str, Any]) -> str:
    return str(
        template(name).render(csrf_input=CSRF, next_url=BACK, idempotency_input=lambda: ONCE, request=None, **context)
    )


def part(name: str, key: Any, context: dict[str, Any], identifier: int) -> Markup:
    """A part of a piece that many pieces have alike but for one id, which `context` writes as `ID`: drawn once for each `key`."""
    key = (name, get_language(), key)
    text = _drawn.kept.get(key)
    if text is None:
        text = rendered(name, context)
        _drawn.put(key, text)
    return Markup(text.replace(ID, str(identifier)))  # noqa: S704 (rendered above)


def piece(request: Any, key: Any, name: str, context: dict[str, Any]) -> Markup:
    """The kept drawing of `key`, or a new one made with template `name`; its marks are still to be replaced. `key` must hold
    everything the template draws of `context`."""
    text = kept((name, language_of(request), key))
    return Markup(text if text is not None else drawn((name, language_of(request), key), context))  # noqa: S704 (ours)


def kept(key: tuple[str, str, Any]) -> str | None:
    """The kept drawing of (template, language, facts): for lists, which say their language once."""
    return _drawn.kept.get(key)


def drawn(key: tuple[str, str, Any], context: dict[str, Any]) -> str:
    """The same, made now and kept."""
    text = rendered(key[0], context)
    _drawn.put(key, text)
    return text


def joined(request: Any, name: str, key: Any, parts: Any) -> Markup:
    """The kept text of `key`, or what `parts()` answers, joined: pieces, themselves drawn and kept."""
    key = (name, language_of(request), key)
    text = _drawn.kept.get(key)
    if text is None:
        text = "".join(parts())
        _drawn.put(key, text)
    return Markup(text)  # noqa: S704 (pieces, rendered above)


def drawing(request: Any, name: str, **facts: Any) -> Markup:
    """A piece drawn from facts alone."""
    return piece(request, tuple(facts.values()), name, facts)
