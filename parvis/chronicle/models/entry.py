from __future__ import annotations

from django.db import models

from parvis.kernel.rows import Row
from parvis.people.models import Person


class Entry(Row):
    """Who did what to what, when, in which place. Append-only; read by its id as cursor."""

    kind = models.CharField(max_length=40)
    by = models.ForeignKey(Person, models.SET_NULL, null=True, related_name="+", db_index=False)
    subject_type = models.CharField(max_length=40)
    subject_id = models.BigIntegerField()
    place_id = models.BigIntegerField(null=True)
    at = models.DateTimeField()

    class Meta:
        verbose_name_plural = "entries"
        indexes = [
            models.Index(fields=["subject_id", "id"], name="entry_by_subject"),
            models.Index(fields=["by", "id"], name="entry_by_person"),
        ]
