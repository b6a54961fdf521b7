"""What areas offer to be found. An area declares its kinds in its own `search.py`; adding one edits nothing here.
(People, below this area, are declared in `search.people`.)"""

from __future__ import annotations

import dataclasses
import datetime as dt
from collections.abc import Callable, Iterable, Mapping, Sequence
from typing import Any

from django.db.models import QuerySet
from django.utils.functional import Promise
from django.utils.text import slugify

from parvis.people.models import Person
from parvis.search.asking import Question


@dataclasses.dataclass(frozen=True)
class Text:
    """What a thing is found by: `title` weighs more."""

    title: str = ""
    body: str = ""
    version: int = 0
    owner: int | None = None


@dataclasses.dataclass(frozen=True)
class Look:
    """What the viewer may see of it now. `words` is the plain text a passage is chosen from; `what` says what it is."""

    link: str
    title: str
    words: str = ""
    what: str | Promise = ""
    who: Any = None  # a person, or what has the face and the name of one
    where: str = ""
    when: dt.datetime | None = None
    chips: tuple[tuple[str | Promise, str], ...] = ()  # (words, colour)
    more: Any = None
    # Said of a match in `title`, when that is not a title.
    in_title: str | Promise = ""
    is_cut: bool = (
        False  # `words` is the beginning only: the rest is asked of `Kind.words`, when what was found is further
    )


@dataclasses.dataclass(frozen=True)
class Kind:
    """`texts(ids)`: what is listed of these now, by id (what it leaves out loses its document). `ids(after, limit)`: all there is, in
    order. `rows(viewer, question)`: what the viewer may read, through `visible_to`, and that answers the operators (None: it knows
    nothing of them); the only rows a search ever finds. `versioned`: the rows have a `version`. `look(viewer, ids)`: through `visible_to`
    too. `touched`: by the name of a deed of the chronicle, which ids are to be read again. `template` draws one. `group`: kinds of
    one group are shown in one list."""

    name: str
    group: str
    title: str | Promise
    rank: int
    texts: Callable[[Sequence[int]], Mapping[int, Text]]
    ids: Callable[[int, int], list[int]]
    rows: Callable[[Person, Question], QuerySet[Any] | None]
    look: Callable[[Person, Sequence[int]], Mapping[int, Look]]
    touched: Mapping[str, Callable[[Sequence[int]], Iterable[int]]]
    versioned: bool = False
    is_large: bool = False  # there may be millions
    template: str = "search/_plain.html"
    is_name: bool = False  # people, communities, subjects: offered as one types
    is_short: bool = False  # a few words each: found by the beginning of the last word typed
    words: Callable[[Person, Sequence[int]], Mapping[int, str]] | None = None  # whole, through `visible_to`


_kinds: dict[str, Kind] = {}
# Which things of an area the viewer may mean by what they typed after an operator (`who`, `where`).
_meant: dict[str, Callable[[Person, str], Sequence[int]]] = {}


def offer(*given: Kind) -> None:
    for kind in given:
        if kind.name in _kinds:
            raise ValueError(f"the kind {kind.name!r} is found twice")
        _kinds[kind.name] = kind


def mean(operator: str, named: Callable[[Person, str], Sequence[int]]) -> None:
    _meant[operator] = named


def understood(viewer: Person, question: Question) -> Question:
    """The question with the ids of whom and of where it may mean, and subjects by their address."""
    if not question.narrows:
        return question
    return dataclasses.replace(
        question,
        authors=_meant["who"](viewer, question.who) if question.who else (),
        places=_meant["where"](viewer, question.where) if question.where else (),
        subjects=tuple(map(slugify, question.subjects)),
    )


def kinds() -> list[Kind]:
    """Every kind, the first to be shown first."""
    return sorted(_kinds.values(), key=lambda kind: (kind.rank, kind.name))


def kind_named(name: str) -> Kind | None:
    return _kinds.get(name)


def groups() -> dict[str, list[Kind]]:
    found: dict[str, list[Kind]] = {}
    for kind in kinds():
        found.setdefault(kind.group, []).append(kind)
    return found


def deeds() -> frozenset[str]:
    return frozenset(deed for kind in _kinds.values() for deed in kind.touched)
