from __future__ import annotations

from django.db import models

from parvis.kernel.rows import Row
from parvis.people.models import Person


class StepSaid(Row):
    """A step only its person can tell the end of, and said to be taken: nothing they wrote is read to find it out."""

    ONES_OWN = ("failure",)

    person = models.ForeignKey(Person, models.CASCADE, related_name="steps_said", db_index=False)
    name = models.CharField(max_length=20)
    at = models.DateTimeField()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["person", "name"], name="step_said_once"),
            models.CheckConstraint(condition=models.Q(name__in=["failure"]), name="a_step_one_says_oneself"),
        ]


class StepSkip(Row):
    """A step of the path this person leaves aside. Seen by them alone."""

    person = models.ForeignKey(Person, models.CASCADE, related_name="steps_skipped", db_index=False)
    name = models.CharField(max_length=20)
    at = models.DateTimeField()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["person", "name"], name="step_skipped_once")]
