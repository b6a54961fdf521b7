from __future__ import annotations

from django.db import models
from django.db.models import F, Q

from parvis.kernel.rows import Row
from parvis.people.models import Person


class Buddy(Row):
    """`person` chose `buddy` to be told of their first words; it counts once the buddy has accepted. Declined, the row is gone."""

    person = models.OneToOneField(Person, models.CASCADE, related_name="buddy_choice")
    buddy = models.ForeignKey(Person, models.CASCADE, related_name="buddy_of")
    at = models.DateTimeField()
    accepted_at = models.DateTimeField(null=True)

    class Meta:
        constraints = [models.CheckConstraint(condition=~Q(person=F("buddy")), name="a_buddy_is_somebody_else")]
