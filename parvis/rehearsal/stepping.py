"""“Mes premiers pas”: the ladder as one person sees their own. Other areas offer its steps (kernel/steps.py); this one adds the step
of the wings, and shows them. Order is free, nothing is a mark, and the card can be closed for good."""

from __future__ import annotations

import dataclasses
from collections.abc import Sequence

from django.utils.translation import gettext_lazy as _

from parvis.kernel import clock
from parvis.kernel.steps import Step, offer, steps
from parvis.people.models import Person
from parvis.rehearsal.models import StepsClosing, StepTaken
from parvis.rehearsal.practising import REHEARSED


@dataclasses.dataclass(frozen=True)
class Rung:
    """One step as its person sees it."""

    step: Step
    taken: bool


@dataclasses.dataclass(frozen=True)
class Ladder:
    rungs: Sequence[Rung]
    next: Step | None
    last: Step | None
    another: bool

    @property
    def taken(self) -> int:
        return sum(rung.taken for rung in self.rungs)


def ladder_of(person: Person, *, after: str = "") -> Ladder:
    """One's own steps. `next` is the first not taken, or the first one behind the step named `after`: another idea, at will;
    `last` is the furthest one taken."""
    rungs = [Rung(step, step.taken(person)) for step in steps()]
    waiting = [rung.step for rung in rungs if not rung.taken]
    rank = next((step.rank for step in waiting if step.name == after), 0)
    ahead = [step for step in waiting if step.rank > rank] or waiting
    last = next((rung.step for rung in reversed(rungs) if rung.taken), None)
    return Ladder(rungs, ahead[0] if ahead else None, last, len(waiting) > 1)


def has_rehearsed(person: Person) -> bool:
    return StepTaken.objects.filter(person=person, name=REHEARSED).exists()


def is_closed(person: Person) -> bool:
    return StepsClosing.objects.filter(person=person).exists()


def close_steps(*, by: Person) -> None:
    """For good: the card is no longer on one's home page."""
    StepsClosing.objects.get_or_create(person=by, defaults={"at": clock.now()})


def reopen_steps(*, by: Person) -> None:
    StepsClosing.objects.filter(person=by).delete()


def declare() -> None:
    offer(
        Step(
            REHEARSED, 70, _("Rehearse, for yourself alone"), _("Write three sentences, read them aloud, throw them away."),
            _("You have said a text aloud, for yourself."), 5, "/rehearsals/new/", has_rehearsed,
        )
    )  # fmt: skip
