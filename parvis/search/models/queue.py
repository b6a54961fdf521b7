from __future__ import annotations

from django.db import models

from parvis.kernel.rows import Row


class Stale(Row):
    """Something was done to a thing: its document is to be written again. A row of the transaction that did it."""

    deed = models.CharField(max_length=40)
    subject_id = models.BigIntegerField()


class Building(models.Model):
    """How far the documents of a kind are compared with what is there. `done_at`: to the end."""

    kind = models.CharField(max_length=20, primary_key=True)
    reached = models.BigIntegerField(default=-(2**63))
    written = models.PositiveIntegerField(default=0)
    done_at = models.DateTimeField(null=True)
