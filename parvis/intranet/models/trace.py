from __future__ import annotations

from django.db import models


class Trace(models.Model):
    """A sequence of three words (its `hash`) that a fact or a post holds: where to look for what says the same. No text is here.
    Rows without an id of their own: there are a dozen for each item."""

    pk = models.CompositePrimaryKey("hash", "item_id")
    hash = models.BigIntegerField()
    item_id = models.BigIntegerField()
    is_fact = models.BooleanField()
    at = models.DateField()

    class Meta:
        indexes = [
            models.Index(fields=["at"], name="trace_of_day"),
            models.Index(fields=["item_id"], name="trace_of_item"),
        ]


class Traced(models.Model):
    """The last publication whose words were traced: row 1."""

    id = models.PositiveSmallIntegerField(primary_key=True, default=1, editable=False)
    last = models.BigIntegerField(default=0)

    class Meta:
        constraints = [models.CheckConstraint(condition=models.Q(id=1), name="only_one_traced")]
