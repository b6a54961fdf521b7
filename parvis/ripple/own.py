"""One's own echoes: the rung one stands on, two-way ties, time to answer. For oneself alone: nothing is stored, nobody else has an
address for it, and `feed.beginning_again` makes everything count from now.

Rungs, over 28 days and ever: 0 invited, 1 came once, 2 reader (two distinct days), 3 reacts, 4 comments, 5 posts, 6 regular (a word in
three of the last four weeks), 7 connector (five two-way ties, one at least outside one's unit). The time to answer is a Kaplan–Meier
estimate (JASA 1958): a word not answered yet counts as waiting, seven days at most, so that silence shortens nothing.
"""

from __future__ import annotations

import collections
import dataclasses
import datetime as dt
import math
from collections.abc import Iterable, Mapping, Sequence

from parvis.feed.beginning_again import counted_since
from parvis.kernel import clock
from parvis.people.distances import steps_between
from parvis.people.models import Person
from parvis.ripple.own_deeds import YEAR, Deed, Passing, deeds_of, passings_of
from parvis.ripple.statistics import survival

WINDOW, WEEK, PATIENCE = dt.timedelta(days=28), dt.timedelta(days=7), dt.timedelta(days=7)
INVITED, CAME, READER, REACTS, COMMENTS, POSTS, REGULAR, CONNECTOR = range(8)
VOICE = {"commented", "posted"}
MANY, WEEKS_OF_FOUR, FEW, SHOWN = 5, 3, 5, 48


@dataclasses.dataclass(frozen=True)
class Tie:
    """`given` and `received`: how often, over 28 days; `steps` in the organisation (None: their charts do not meet)."""

    person: Person
    given: int
    received: int
    steps: int | None

    @property
    def is_two_way(self) -> bool:
        return bool(self.given and self.received)


@dataclasses.dataclass(frozen=True)
class Waiting:
    """Of the words addressed to me: `asked` in all, `answered` by me; hours until half are answered (None: not half in seven days, or
    fewer than five words)."""

    asked: int
    answered: int
    median_hours: float | None


@dataclasses.dataclass(frozen=True)
class Own:
    """`since`: when one began again, None from the first day (a year at most). `others`: whom one has had to do with in 180 days."""

    since: dt.datetime | None
    current: int
    ever: int
    ties: list[Tie]
    two_way: int
    waiting: Waiting
    others: frozenset[int]


def both_ways(passings: Iterable[Passing]) -> set[int]:
    given: set[int] = set()
    received: set[int] = set()
    for one in passings:
        (given if one.mine else received).add(one.other)
    return given & received


def connects(others: set[int], unit: int | None, units: Mapping[int, int | None]) -> bool:
    """Five two-way ties, one at least outside one's unit."""
    return len(others) >= MANY and any(units.get(other) != unit for other in others)


def rung_at(now: dt.datetime, deeds: Sequence[Deed], passings: Sequence[Passing], unit: int | None, units: Mapping[int, int | None]) -> int:  # fmt: skip
    """The rung of the 28 days that end at `now`."""
    during = [deed for deed in deeds if now - WINDOW < deed.at <= now]
    kinds = {deed.kind for deed in during}
    days = {deed.at.date() for deed in during}
    weeks = {(now - deed.at) // WEEK for deed in during if deed.kind in VOICE}
    if connects(both_ways(one for one in passings if now - WINDOW < one.at <= now), unit, units):
        return CONNECTOR
    if len(weeks) >= WEEKS_OF_FOUR:
        return REGULAR
    for kind, rung in (("posted", POSTS), ("commented", COMMENTS), ("reacted", REACTS)):
        if kind in kinds:
            return rung
    return READER if len(days) > 1 else CAME if days else INVITED


def highest(now: dt.datetime, deeds: Sequence[Deed], passings: Sequence[Passing], unit: int | None, units: Mapping[int, int | None]) -> int:  # fmt: skip
    """The highest rung of the windows that ended each week of the year: it never goes down, except when one begins again."""
    firsts = min((deed.at for deed in deeds), default=now)
    weeks = min(52, (now - firsts) // WEEK + 1)
    return max(rung_at(now - n * WEEK, deeds, passings, unit, units) for n in range(weeks + 1))


def waiting_of(passings: Sequence[Passing], now: dt.datetime) -> Waiting:
    """How long those who address a word to me wait. A word of mine to that comment answers it."""
    mine: dict[int, dt.datetime] = {}
    for one in passings:  # newest first: the first answer stays
        if one.mine and one.answers:
            mine[one.answers] = one.at
    durations, events = [], []
    for one in passings:
        if not one.mine and one.comment:
            answer = mine.get(one.comment)
            length = min((answer or now) - one.at, PATIENCE)
            durations.append(length.total_seconds() / 3600)
            events.append(answer is not None and answer - one.at <= PATIENCE)
    if len(durations) < FEW:
        return Waiting(len(durations), sum(events), None)
    median = survival.kaplan_meier(durations, events).median()
    is_known = median is not None and math.isfinite(median)
    return Waiting(len(durations), sum(events), float(median) if is_known and median is not None else None)


def ties_of(me: Person, passings: Sequence[Passing], people: Mapping[int, Person]) -> list[Tie]:
    """With whom something passed in these 28 days: two-way first, then those one has most to do with."""
    given = collections.Counter(one.other for one in passings if one.mine)
    received = collections.Counter(one.other for one in passings if not one.mine)
    found = [
        Tie(people[pk], given[pk], received[pk], steps_between(me, people[pk]))
        for pk in {*given, *received}
        if pk in people
    ]
    return sorted(found, key=lambda tie: (not tie.is_two_way, -(tie.given + tie.received), tie.person.name))


def own_echoes(person: Person) -> Own:
    """In six statements, whatever one has said."""
    now, since = clock.now(), counted_since(person)
    start = max(now - YEAR, since) if since else now - YEAR
    deeds, passings = deeds_of(person, start), passings_of(person, start)
    recent = [one for one in passings if one.at > now - WINDOW]
    ids = {one.other for one in passings}
    found = Person.objects.visible_to(person).present().select_related("unit", "mandate").in_bulk(list(ids))
    units = {pk: found[pk].unit_id for pk in found}
    ties = ties_of(person, recent, found)
    return Own(
        since, rung_at(now, deeds, passings, person.unit_id, units), highest(now, deeds, passings, person.unit_id, units),
        ties, sum(tie.is_two_way for tie in ties), waiting_of(passings, now), frozenset(ids),
    )  # fmt: skip
