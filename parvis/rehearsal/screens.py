"""The page of a rehearsal, read in a constant number of queries: the text in pieces, what was said of it, who is invited."""

from __future__ import annotations

import dataclasses
from collections.abc import Iterable
from typing import Any

from django.db.models import Prefetch, Q

from parvis.kernel import clock
from parvis.kernel.passages import Line, cut, sentences
from parvis.people.models import Person
from parvis.rehearsal.models import Echo, Nod, Question, Rehearsal, Remark, Seat
from parvis.rehearsal.permissions import is_author
from parvis.rehearsal.visibility import thread_visible_to_q

MOST = 200
FACE = ("", "__unit", "__mandate", "__portrait")


@dataclasses.dataclass
class Thread:
    """A remark and its answers; `number` is the call in the text, None for one about the whole or a passage since rewritten."""

    remark: Remark
    replies: list[Remark]
    number: int | None
    heard: bool
    now: str  # the passage as it reads now, when it no longer reads as quoted


@dataclasses.dataclass
class Stage:
    rehearsal: Rehearsal
    mine: bool
    seats: list[Seat]
    seat: Seat | None
    lines: list[Line]
    threads: list[Thread]
    nods: list[Nod]
    echoes: list[Echo]
    questions: list[Question]
    passages: list[tuple[str, str]]

    @property
    def waiting(self) -> list[Thread]:
        return [thread for thread in self.threads if not thread.heard]

    @property
    def done(self) -> list[Thread]:
        return [thread for thread in self.threads if thread.heard]


def with_face(name: str) -> list[str]:
    return [f"{name}{part}" for part in FACE]


def threads_of(rehearsal: Rehearsal, viewer: Person) -> list[Thread]:
    rows = Remark.objects.filter(thread_visible_to_q(viewer), rehearsal=rehearsal).select_related(
        *with_face("by"), "heard"
    )
    found = list(rows.order_by("-id")[: 5 * MOST])[::-1]
    replies: dict[int, list[Remark]] = {}
    for row in found:
        if row.parent_id:
            replies.setdefault(row.parent_id, []).append(row)
    tops = [row for row in found if row.parent_id is None]
    tops.sort(key=lambda row: (row.start is None, row.start or 0, row.pk))
    threads, number = [], 0
    for row in tops:
        heard = getattr(row, "heard", None) is not None
        placed = row.start is not None and not heard
        number += placed
        now = rehearsal.body[row.start : row.end] if row.start is not None else ""
        threads.append(
            Thread(row, replies.get(row.pk, []), number if placed else None, heard, now if now != row.quote else "")
        )
    return threads


def lines_of(text: str, threads: Iterable[Thread]) -> list[Line]:
    """The text line by line, cut where passages begin and end."""
    placed = [thread for thread in threads if thread.number is not None]
    return cut([(t.remark.start or 0, t.remark.end or 0, t.number or 0, t.remark.pk) for t in placed], text)


def passages_of(text: str) -> list[tuple[str, str]]:
    """What one may choose in a list: ("start-end", the sentence)."""
    return [(f"{p.start}-{p.end}", p.of(text)) for p in sentences(text)[:MOST]]


def stage(rehearsal: Rehearsal, viewer: Person) -> Stage:
    """`rehearsal` comes through visible_to(viewer)."""
    mine = is_author(viewer, rehearsal)
    now = clock.now()
    seats = list(rehearsal.seats.filter(until__gt=now).select_related(*with_face("person")).order_by("place"))
    whose = Q() if mine else Q(person=viewer)
    asked = Q() if mine else Q(by=viewer)
    threads = threads_of(rehearsal, viewer)
    return Stage(
        rehearsal=rehearsal,
        mine=mine,
        seats=seats if mine else [],
        seat=next((seat for seat in seats if seat.person_id == viewer.pk), None),
        lines=lines_of(rehearsal.body, threads),
        threads=threads,
        nods=list(rehearsal.nods.filter(whose).select_related(*with_face("person")).order_by("id")[:MOST]),
        echoes=list(rehearsal.echoes.filter(whose).select_related(*with_face("person")).order_by("id")[:MOST]),
        questions=list(rehearsal.questions.filter(asked).select_related(*with_face("by"), "answer").order_by("id")[:MOST]),
        passages=[] if mine else passages_of(rehearsal.body),
    )  # fmt: skip


def opened_texts(viewer: Person) -> Any:
    """The texts open to the viewer now, each with their seat as `their_seat[0]`."""
    seats = Prefetch("seats", Seat.objects.filter(person=viewer, until__gt=clock.now()), to_attr="their_seat")
    return Rehearsal.objects.opened_to(viewer).select_related(*with_face("author")).prefetch_related(seats)
