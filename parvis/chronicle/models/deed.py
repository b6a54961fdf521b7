from __future__ import annotations

from django.db import models

from parvis.kernel.rows import Row
from parvis.people.models import Person


class Deed(Row):
    """An idempotency key somebody used, and the id of what it made. `seen` grows each time the key comes back."""

    by = models.ForeignKey(Person, models.CASCADE, related_name="+", db_index=False)
    key = models.CharField(max_length=64)
    subject_id = models.BigIntegerField()
    seen = models.PositiveIntegerField(default=1)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["by", "key"], name="deed_once")]
