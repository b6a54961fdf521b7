"""Jinja2 for every page of ours: compiled, escaped by default. Areas keep their templates in `templates/<area>/`."""

from __future__ import annotations

import datetime as dt
import functools
from typing import Any

import jinja2
from django.conf import settings
from django.contrib.staticfiles.storage import staticfiles_storage
from django.template.backends.jinja2 import Jinja2, Template
from django.urls import reverse
from django.utils import translation
from jinja2 import Environment
from markupsafe import Markup

from parvis.interface import asking, drawings, framing, words
from parvis.kernel import once


class Ours(jinja2.Template):
    """All our templates have the same globals: what one imports is read once. Jinja2 compares all their names at each import, which takes
    longer than to draw a row of a list."""

    def _get_default_module(self, ctx: Any = None) -> Any:
        return super()._get_default_module()


class Page(Template):
    """A template that is a whole answer: the marks of the drawings in it are replaced last."""

    def render(self, context: Any = None, request: Any = None) -> str:
        text = super().render(context, request)
        return drawings.finished(text, request) if request is not None else text


class Jinja(Jinja2):
    app_dirname = "templates"

    def get_template(self, template_name: str) -> Page:
        return Page(super().get_template(template_name).template, self)


# Areas add globals of theirs here when they start (`posts` adds the words of its reactions).
extra_globals: dict[str, Any] = {}
_static_urls: dict[str, str] = {}


def static(path: str) -> str:
    """The address of a static file, hashed in production."""
    if settings.TESTING or path not in _static_urls:
        _static_urls[path] = staticfiles_storage.url(path)
    return _static_urls[path]


@functools.lru_cache(maxsize=4096)
def url(name: str, *args: Any, **kwargs: Any) -> str:
    """The address of a route: as `reverse()`, asked once."""
    return reverse(name, args=args or None, kwargs=kwargs or None)


def idempotency_input() -> Markup:
    """The hidden field every creating form carries, so that sent twice it creates once."""
    return Markup('<input type="hidden" name="{}" value="{}">').format(once.FIELD, once.new_key())


def method_input(method: str) -> Markup:
    """The hidden field by which an HTML form reaches PUT, PATCH or DELETE."""
    return Markup('<input type="hidden" name="_method" value="{}">').format(method)


def environment(**options: Any) -> Environment:
    env = Environment(  # noqa: S701 (settings pass autoescape=True)
        extensions=["jinja2.ext.i18n", "jinja2.ext.do"], trim_blocks=True, lstrip_blocks=True, cache_size=-1, **options
    )
    env.template_class = Ours
    env.install_gettext_callables(  # type: ignore[attr-defined]
        translation.gettext, translation.ngettext, newstyle=True, pgettext=translation.pgettext
    )
    env.globals.update(
        static=static,
        url=url,
        idempotency_input=idempotency_input,
        method_input=method_input,
        language=translation.get_language,
        said=asking.said,
        bar=framing.bar,
        drawing=drawings.drawing,
        face_of=framing.Face.of,
        side=framing.side,
        tabs=framing.tabs,
        now=lambda: dt.datetime.now(dt.UTC),
    )
    env.globals.update(extra_globals)
    env.filters.update(
        since=words.since,
        when=words.when,
        day=words.day,
        clock_time=words.clock_time,
        number=words.number,
        size=words.size,
        people=words.people,
        percent=words.percent,
    )
    return env
