"""How many people a group has at least for something to be said of it."""

from __future__ import annotations

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from parvis.kernel.chronicling import kind, record
from parvis.kernel.refusals import require
from parvis.kernel.thresholds import HARD_MINIMUM
from parvis.people.models import Person
from parvis.people.permissions import may_administer
from parvis.ripple.models import Floor

CHANGED = kind("echoes.floor", retention="audit")
HIGHEST = 1000


@transaction.atomic
def set_floor(people: int, *, by: Person) -> Floor:
    """Groups under `people` are told nothing of, from now on and in what is frozen already. Never under five."""
    require(may_administer(by), _("Only an administrator changes this."))
    require(
        HARD_MINIMUM <= people <= HIGHEST,
        _("Between 5 and 1,000 people: under five it is not a group, it is somebody."),
        field="people",
    )
    floor, _made = Floor.objects.update_or_create(pk=1, defaults={"people": people})
    record(CHANGED, by=by, subject=floor)
    return floor
