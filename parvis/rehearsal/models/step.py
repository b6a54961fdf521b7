from __future__ import annotations

from django.db import models

from parvis.kernel.rows import Row
from parvis.people.models import Person


class StepTaken(Row):
    """A step nothing else keeps a trace of (having rehearsed a text one threw away). Seen by this person alone."""

    person = models.ForeignKey(Person, models.CASCADE, related_name="steps_taken", db_index=False)
    name = models.CharField(max_length=20)
    at = models.DateTimeField()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["person", "name"], name="step_taken_once")]


class StepsClosing(models.Model):
    """This person no longer wants the card of the first steps."""

    person = models.OneToOneField(Person, models.CASCADE, primary_key=True, related_name="steps_closing")
    at = models.DateTimeField()
