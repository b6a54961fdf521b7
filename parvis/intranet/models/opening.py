from __future__ import annotations

from django.db import models

from parvis.kernel.rows import Row
from parvis.people.models import Person


class EmbedOrigin(Row):
    """A site of the organisation that may show what is said here of its pages: "https://intranet.example". None: nothing is shown
    to anybody."""

    origin = models.CharField(max_length=300, unique=True)
    by = models.ForeignKey(Person, models.SET_NULL, null=True, related_name="+")
    at = models.DateTimeField()
