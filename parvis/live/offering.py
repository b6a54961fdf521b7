"""What areas offer to be watched. An area declares its subjects in its own `live.py`; adding one edits nothing here.

Of a subject is sent that it has changed, numbers of it that are the same for all who may see it and, where two thousand would ask for it
at once, what is drawn of it; and only to those whom `readers` lets see it at that moment."""

from __future__ import annotations

import dataclasses
from collections.abc import Callable, Collection, Mapping, Sequence
from typing import Any

from parvis.chronicle.models import Entry

# (ids of subjects, ids of persons) -> of each subject, who of them may see it now
Readers = Callable[[Collection[int], Collection[int]], Mapping[int, set[int]]]
Drawn = Callable[[int, str, str, Collection[int]], Mapping[int, str]]


@dataclasses.dataclass(frozen=True)
class Followed:
    """Something the chronicle tells of: `told` answers which subjects each of the entries (of `deeds`) is about. A page watches some of
    them by id; `whole`: or, as one, whatever comes (`home`), of which it is told how much."""

    name: str
    deeds: tuple[str, ...]
    told: Callable[[Sequence[Entry]], Mapping[int, set[int]]]
    readers: Readers
    whole: bool = False
    most: int = 60
    # Of each subject, small numbers that are the same for everybody who may see it: they go along, so that pages need not ask.
    along: Callable[[Collection[int]], Mapping[int, Mapping[str, Any]]] | None = None


@dataclasses.dataclass(frozen=True)
class Compared:
    """Something of which a short word, `state`, changes whenever it does: the page says which it has, and is told which there is. Asked again and again, in a
    constant number of statements.

    `drawn(id, state the page has, what the page takes, persons)`: of each of these, who may see it, what their page shows now, drawn by
    the templates that draw the page; nothing of whom it cannot, whose page then asks. It goes along, so that a crowd need not ask."""

    name: str
    state: Callable[[Collection[int]], Mapping[int, str]]
    readers: Readers
    most: int = 5
    drawn: Drawn | None = None


@dataclasses.dataclass(frozen=True)
class Own:
    """Of each person (ids), a number that is theirs alone and is sent as it is."""

    name: str
    number: Callable[[Collection[int]], Mapping[int, int]]


followed: dict[str, Followed] = {}
compared: dict[str, Compared] = {}
own: dict[str, Own] = {}


def offer(*given: Followed | Compared | Own) -> None:
    """Declare subjects; each name once."""
    for one in given:
        if one.name in followed or one.name in compared or one.name in own:
            raise ValueError(f"the subject {one.name!r} is declared twice")
        if isinstance(one, Followed):
            followed[one.name] = one
        elif isinstance(one, Compared):
            compared[one.name] = one
        else:
            own[one.name] = one


def deeds() -> set[str]:
    return {deed for one in followed.values() for deed in one.deeds}
