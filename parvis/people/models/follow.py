from __future__ import annotations

from django.db import models

from parvis.kernel.rows import Row

from .person import Person


class Follow(Row):
    """`person` wants to read what `followed` writes."""

    person = models.ForeignKey(Person, models.CASCADE, related_name="follows")
    followed = models.ForeignKey(Person, models.CASCADE, related_name="followers")
    at = models.DateTimeField()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["person", "followed"], name="follow_once"),
            models.CheckConstraint(condition=~models.Q(person=models.F("followed")), name="follow_not_oneself"),
        ]
