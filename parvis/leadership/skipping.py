"""Leaving a step of the path aside, and taking it up again: one's own, without a word to anybody."""

from __future__ import annotations

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from parvis.kernel import clock
from parvis.kernel.refusals import require
from parvis.leadership.models import StepSkip
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
