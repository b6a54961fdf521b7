from __future__ import annotations

from django.db import models

from parvis.kernel.thresholds import DEFAULT_FLOOR, HARD_MINIMUM


class Floor(models.Model):
    """The one row of the setting: how many people a group has at least for something to be said of it. Who changed it is in the record of
    what was done, not here."""

    id = models.PositiveSmallIntegerField(primary_key=True, default=1, editable=False)
    people = models.PositiveSmallIntegerField(default=DEFAULT_FLOOR)

    class Meta:
        constraints = [
            models.CheckConstraint(condition=models.Q(id=1), name="one_floor"),
            models.CheckConstraint(condition=models.Q(people__gte=HARD_MINIMUM), name="never_under_five"),
        ]
