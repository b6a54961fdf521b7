"""What areas offer to be heard of. An area declares its kinds in its own `notices.py`; adding one edits nothing here."""

from __future__ import annotations

import dataclasses
import datetime as dt
from collections.abc import Callable, Iterable, Sequence
from typing import Any, Protocol

from django.utils.functional import Promise

from parvis.people.models import Person

Cause = tuple[int, int]  # (id of who did it, 0 for nobody; id of what it is about)


class Deed(Protocol):
    """What happened: an entry of the chronicle, as the engine hands it to an area."""

    deed: str
    by_id: int | None
    subject_type: str
    subject_id: int
    place_id: int | None
    at: dt.datetime


@dataclasses.dataclass(frozen=True)
class Look:
    """What a person may read of a cause at this moment. `link` is an address of ours; `words` an excerpt in plain text, "" when there is
    none; `who` replaces the names of actors where they must not be said."""

    link: str
    words: str = ""
    who: str = ""


@dataclasses.dataclass(frozen=True)
class Kind:
    """A reason to hear. The same `hearers` is asked again and again: ids above `after`, in order, at most `limit`, of persons this
    concerns (the actor and who has left are taken out by the engine). `look(viewer, causes)` answers what is still there for the viewer
    now, in a constant number of statements: it is asked when the page is drawn and when anything leaves; what it leaves out is not
    told. `one` and `several` are sentences with %(who)s. `rank`: of several reasons to hear of one deed, the smallest is said."""

    name: str
    title: str | Promise
    one: str | Promise
    several: str | Promise
    subject: str | Promise  # of a mail: says nothing private
    deeds: tuple[str, ...]
    hearers: Callable[[Any, int, int], list[int]]
    look: Callable[[Person, Sequence[Cause]], dict[Cause, Look]]
    page: Callable[[Any], int | None]
    topic: Callable[[Any, int | None], str]
    rank: int = 50
    on_page: bool = True
    by_mail: bool = False
    by_push: bool = False
    # "always": whatever the levels (asked of everybody); "mine": unless nothing; "all": where everything is wanted.
    reach: str = "mine"
    answer: Callable[[Person, int, str, str], Any] | None = None


_kinds: dict[str, Kind] = {}
_headings: dict[str, str | Promise] = {}  # where the page of choices puts each kind
# By page id: who of these persons have opened it since. Areas that remember what was read add themselves.
seen: list[Callable[[int, Iterable[int], dt.datetime], set[int]]] = []
# What a conversation or a place is called for a viewer who may read it: (viewer, ids) -> {id: (name, address)}.
place_names: list[Callable[[Person, Iterable[int]], dict[int, tuple[str, str]]]] = []
page_names: list[Callable[[Person, Iterable[int]], dict[int, tuple[str, str]]]] = []


def offer(*given: Kind, heading: str | Promise) -> None:
    """Declare kinds, which one finds under this heading when one chooses; each name once."""
    for kind in given:
        if kind.name in _kinds:
            raise ValueError(f"the notice {kind.name!r} is declared twice")
        _kinds[kind.name] = kind
        _headings[kind.name] = heading


def kinds() -> list[Kind]:
    """Every kind, the first to be said first."""
    return sorted(_kinds.values(), key=lambda kind: (kind.rank, kind.name))


def by_heading() -> list[tuple[str, list[Kind]]]:
    """Every kind under its heading, the first to be said first."""
    found: dict[str, list[Kind]] = {}
    for kind in kinds():
        found.setdefault(str(_headings[kind.name]), []).append(kind)
    return list(found.items())


def kind_named(name: str) -> Kind | None:
    return _kinds.get(name)


def of_deed(deed: str) -> list[Kind]:
    """The kinds somebody may hear of such a deed by, the first to be said first."""
    return [kind for kind in kinds() if deed in kind.deeds]


def deeds() -> set[str]:
    return {deed for kind in _kinds.values() for deed in kind.deeds}


def named(names: list[Any], viewer: Person, ids: Iterable[int]) -> dict[int, tuple[str, str]]:
    """What these ids are called, as far as the viewer may know."""
    wanted = list(ids)
    found: dict[int, tuple[str, str]] = {}
    for ask in names if wanted else ():
        found |= ask(viewer, wanted)
    return found
