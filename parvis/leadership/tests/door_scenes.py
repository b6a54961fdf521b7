"""A door of Thomas's, announced in la place for the day after tomorrow, and what a test does at it."""

from __future__ import annotations

import datetime as dt
from typing import Any

from parvis.kernel import clock
from parvis.kernel.once import new_key
from parvis.leadership.asking import ask_without_name
from parvis.leadership.models import Door, DoorQuestion, StandingDoor
from parvis.leadership.opening_doors import Plan, announce
from parvis.people.models import Person

HOUR = dt.timedelta(hours=1)


def plan(world: Any, place: str = "la-place", **more: Any) -> Plan:
    facts = {
        "subject": "L’usine cet hiver", "words": "Demandez-moi tout, même ce que je ne sais pas.", "community": world.place(place),
        "opens_at": clock.now() + dt.timedelta(days=2), "length": HOUR,
    }  # fmt: skip
    return Plan(**{**facts, **more})


def door_of(world: Any, place: str = "la-place", *, by: str = "thomas", opened: bool = False, **more: Any) -> Door:
    """`opened`: it opened half an hour ago."""
    door = announce(plan(world, place, **more), by=world.people[by])
    if opened:
        now = clock.now()
        Door.objects.filter(pk=door.pk).update(opens_at=now - HOUR / 2, closes_at=now + HOUR / 2)
    return Door.objects.for_screen().get(pk=door.pk)


def asked_unsigned(place: Door | StandingDoor, words: str, by: Person) -> DoorQuestion:
    """The row, found by its words: the verb answers nothing."""
    ask_without_name(place, words, by=by, key=new_key())
    return DoorQuestion.objects.get(words=words)
