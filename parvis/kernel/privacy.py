"""What an area holds on a person, how it is exported and erased. Each area registers its holdings in its `privacy.py`."""

from __future__ import annotations

import dataclasses
from collections.abc import Callable, Iterable, Iterator
from typing import Any

from django.apps import apps
from django.db.models import Model
from django.utils.functional import Promise

Files = Iterable[tuple[str, Any]]


def no_files(person: Any) -> Files:
    return ()


@dataclasses.dataclass(frozen=True)
class Holding:
    """`models` are the labels ("posts.PostReaction") of the rows held; `export(person)` yields plain dicts, with nothing
    private of anybody else; `erase(person)` deletes or leaves under the pseudonym of a person who has left. `title`, `why`
    and `kept` (how long, and what becomes of it) are sentences of the register; `files(person)` yields (name, open file)."""

    name: str
    title: str | Promise
    models: tuple[str, ...]
    why: str | Promise
    kept: str | Promise
    export: Callable[[Any], Iterable[dict[str, Any]]]
    erase: Callable[[Any], None]
    files: Callable[[Any], Files] = no_files


_holdings: dict[str, Holding] = {}


def register(*given: Holding) -> None:
    """Declare holdings; each name once."""
    for holding in given:
        if holding.name in _holdings:
            raise ValueError(f"the holding {holding.name!r} is declared twice")
        _holdings[holding.name] = holding


def holdings() -> list[Holding]:
    """Every holding, those of the lower areas first."""
    return list(_holdings.values())


def export(person: Any) -> dict[str, list[dict[str, Any]]]:
    """Everything held on a person, by holding."""
    return {holding.name: list(holding.export(person)) for holding in holdings()}


def erase(person: Any) -> None:
    """Erase every holding in the caller's transaction, the highest areas first: they still know who it was."""
    for holding in reversed(holdings()):
        holding.erase(person)


def points_at_a_person(model: type[Model], persons: tuple[str, ...]) -> bool:
    """Whether rows of this model point at one of the models `persons` ("people.Person", "identity.Account")."""
    links = [field for field in model._meta.get_fields() if (field.many_to_one or field.one_to_one) and field.concrete]
    return any(link.related_model._meta.label in persons for link in links)  # type: ignore[union-attr]


def unnamed(persons: tuple[str, ...]) -> Iterator[str]:
    """The labels of the models that point at a person and are in no holding, or in several."""
    named = [label for holding in holdings() for label in holding.models]
    for model in apps.get_models():
        if points_at_a_person(model, persons) and named.count(model._meta.label) != 1:
            yield model._meta.label
