from __future__ import annotations

from django.db import models
from django.utils.translation import gettext_lazy as _

from parvis.kernel.rows import Row

from .person import Person


class Appointment(Row):
    """A power somebody was given: administrator, communicator or moderator. None of them lets one write as another."""

    class Power(models.TextChoices):
        ADMINISTRATOR = "administrator", _("administrator")
        COMMUNICATOR = "communicator", _("communicator")
        MODERATOR = "moderator", _("moderator")

    person = models.ForeignKey(Person, models.CASCADE, related_name="appointments")
    power = models.CharField(max_length=20, choices=Power)
    by = models.ForeignKey(Person, models.SET_NULL, null=True, related_name="+")
    at = models.DateTimeField()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["person", "power"], name="appointed_once"),
            models.CheckConstraint(
                condition=models.Q(power__in=["administrator", "communicator", "moderator"]), name="known_power"
            ),
        ]


class Mandate(Row):
    """A mandate of top management: makes a person a *leader*. `title` is shown on the chip ("Comité de direction")."""

    person = models.OneToOneField(Person, models.CASCADE, related_name="mandate")
    title = models.CharField(max_length=80)
    by = models.ForeignKey(Person, models.SET_NULL, null=True, related_name="+")
    at = models.DateTimeField()
