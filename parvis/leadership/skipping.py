"""Leaving a step of the path aside and taking it up again, saying that one has taken the step only oneself can tell: one's own, without a
word to anybody."""

from __future__ import annotations

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from parvis.kernel import clock
from parvis.kernel.refusals import require
from parvis.leadership.models import StepSaid, StepSkip
from parvis.leadership.path import FEARS
from parvis.people.models import Person


@transaction.atomic
def skip(name: str, *, by: Person) -> None:
    """This step is not for me, or not now."""
    require(name in FEARS, _("There is no such step."))
    StepSkip.objects.get_or_create(person=by, name=name, defaults={"at": clock.now()})


@transaction.atomic
def take_up(name: str, *, by: Person) -> None:
    StepSkip.objects.filter(person=by, name=name).delete()


@transaction.atomic
def say_taken(name: str, *, by: Person) -> None:
    """I have done it: for a step only its person can tell."""
    require(name in StepSaid.ONES_OWN, _("This step is recognised when you take it."))
    StepSaid.objects.get_or_create(person=by, name=name, defaults={"at": clock.now()})


@transaction.atomic
def take_it_back(name: str, *, by: Person) -> None:
    StepSaid.objects.filter(person=by, name=name).delete()
