from __future__ import annotations

from django.db import models

from parvis.kernel.rows import Row


class Word(models.Model):
    """A form, and how many documents hold it; gone when none does. Never shown: it may come from what one may not read."""

    word = models.CharField(max_length=40, primary_key=True)
    docs = models.IntegerField(default=0)


class Slip(Row):
    """A key that words one letter apart share (`search.folding.slips`)."""

    key = models.CharField(max_length=40)
    word = models.CharField(max_length=40, db_index=True)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["key", "word"], name="slip_once")]
