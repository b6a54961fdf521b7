from __future__ import annotations

from django.db import models

from parvis.kernel.rows import Row
from parvis.people.models import Person


class PeopleImport(Row):
    """A file of people an administrator sent: looked at first, then written by a job, batch after batch.

    `text` is the file as read; `rows` the right lines, kept when writing starts; `done` counts steps of `2 × rows` (make, then
    place). Both are emptied when it is finished: what remains says who sent what and what came of it.
    """

    by = models.ForeignKey(Person, models.SET_NULL, null=True, related_name="+")
    at = models.DateTimeField()
    name = models.CharField(max_length=120, blank=True)
    text = models.TextField(blank=True)
    invites = models.BooleanField(default=False)
    rows = models.JSONField(default=list)
    row_count = models.PositiveIntegerField(default=0)
    done = models.PositiveIntegerField(default=0)
    created = models.PositiveIntegerField(default=0)
    updated = models.PositiveIntegerField(default=0)
    started_at = models.DateTimeField(null=True)
    finished_at = models.DateTimeField(null=True)
