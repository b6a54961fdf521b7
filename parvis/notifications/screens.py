"""Notices as a person may read them at this moment: for the page, mails and push. A constant number of statements."""

from __future__ import annotations

import dataclasses
import datetime as dt
from collections.abc import Iterable, Sequence
from typing import Any

from django.utils import timezone
from django.utils.formats import date_format, time_format
from django.utils.translation import gettext as _

from parvis.kernel.pages import Page, page_by_id
from parvis.notifications import offering
from parvis.notifications.models import Notice
from parvis.notifications.offering import Cause, Kind, Look
from parvis.people.models import Person

SIZE = 30


@dataclasses.dataclass(frozen=True)
class Line:
    """One notice in words. `faces` are the persons named, newest first; `place` is the name of where it happened, if the viewer may
    know it."""

    id: int
    kind: Kind
    sentence: str
    words: str
    link: str
    at: dt.datetime
    is_read: bool
    faces: tuple[Person, ...]
    place: str
    subject_id: int
    place_id: int | None
    page_id: int | None

    @property
    def day(self) -> dt.date:
        return timezone.localtime(self.at).date()

    @property
    def hour(self) -> str:
        return time_format(timezone.localtime(self.at), "H:i")


def looks_of(viewer: Person, rows: Iterable[Notice]) -> dict[tuple[str, Cause], Look]:
    """What is still there for the viewer, asked once of each kind."""
    causes: dict[str, list[Cause]] = {}
    for row in rows:
        causes.setdefault(row.kind, []).extend((int(actor), int(subject)) for actor, subject in row.causes)
    found: dict[tuple[str, Cause], Look] = {}
    for name, asked in causes.items():
        kind = offering.kind_named(name)
        if kind is not None:
            for cause, look in kind.look(viewer, list(dict.fromkeys(asked))).items():
                found[name, cause] = look
    return found


def names(people: Sequence[Person], others: int) -> str:
    """“Nadia”, “Nadia and Karim”, “Nadia, Karim and 3 others”."""
    said = [person.name for person in people]
    if not said:
        return _("A colleague")
    if others > 0:
        more = _("1 other person") if others == 1 else _("%(n)d others") % {"n": others}
        return _("%(first)s and %(last)s") % {"first": ", ".join(said), "last": more}
    if len(said) == 1:
        return said[0]
    return _("%(first)s and %(last)s") % {"first": ", ".join(said[:-1]), "last": said[-1]}


def line_of(row: Notice, looks: dict[tuple[str, Cause], Look], people: dict[int, Person], places: dict[int, tuple[str, str]]) -> Line | None:  # fmt: skip
    """None when nothing of it is there for the viewer any more."""
    causes = [(int(actor), int(subject)) for actor, subject in row.causes]
    there = [cause for cause in causes if (row.kind, cause) in looks]
    kind = offering.kind_named(row.kind)
    if not there or kind is None:
        return None
    look = looks[row.kind, there[0]]
    actors = list(dict.fromkeys(actor for actor, _subject in there if actor in people))
    others = len(actors) - 2 + max(0, row.events - len(causes)) if len(actors) > 2 else 0
    faces = tuple(people[actor] for actor in actors[:2])
    who = look.who or names(faces, others)
    sentence = str(kind.several if len(actors) > 1 and not look.who else kind.one) % {"who": who}
    return Line(
        row.pk, kind, sentence, look.words, look.link, row.at, row.read_at is not None, () if look.who else faces,
        places.get(row.place_id or 0, ("", ""))[0], there[0][1], row.place_id, row.page_id,
    )  # fmt: skip


def lines_of(viewer: Person, rows: Sequence[Notice]) -> list[Line]:
    """Those of the rows of which something is still there for the viewer."""
    looks = looks_of(viewer, rows)
    actors = {cause[0] for _name, cause in looks if cause[0]}
    people = {p.pk: p for p in Person.objects.visible_to(viewer).filter(pk__in=actors).for_screen()} if actors else {}
    places = offering.named(offering.place_names, viewer, {row.place_id for row in rows if row.place_id})
    found = (line_of(row, looks, people, places) for row in rows)
    return [line for line in found if line is not None]


def page_of(viewer: Person, cursor: str) -> Page[Any]:
    """One page of the viewer's notices, newest first. Those of which nothing is left for them are read, so that the count is of what
    they can see."""
    page = page_by_id(Notice.objects.filter(person=viewer, leads=True), cursor, SIZE)
    lines = lines_of(viewer, list(page.rows))
    gone = {row.pk for row in page.rows if row.read_at is None} - {line.id for line in lines}
    if gone:
        Notice.objects.filter(pk__in=gone, person=viewer).update(read_at=timezone.now())
    return Page(lines, page.next)


def by_day(lines: Iterable[Line]) -> list[tuple[dt.date, list[Line]]]:
    days: dict[dt.date, list[Line]] = {}
    for line in lines:
        days.setdefault(line.day, []).append(line)
    return list(days.items())


def day_words(day: dt.date) -> str:
    today = timezone.localdate()
    if day == today:
        return _("Today")
    if day == today - dt.timedelta(days=1):
        return _("Yesterday")
    words = date_format(day, "l j F" if day.year == today.year else "j F Y")
    return words[:1].upper() + words[1:]
