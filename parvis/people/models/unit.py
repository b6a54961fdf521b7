from __future__ import annotations

from django.db import models
from django.utils.translation import gettext_lazy as _

from parvis.kernel.rows import Row


class Unit(Row):
    """A node of the organisation's tree. `path` is the ids from the top down to this one: "/1/5/9/"."""

    name = models.CharField(_("name"), max_length=120)
    slug = models.SlugField(max_length=80, unique=True)
    parent = models.ForeignKey("self", models.PROTECT, null=True, blank=True, related_name="children")
    path = models.CharField(max_length=400, default="/", db_index=True, editable=False)

    def __str__(self) -> str:
        return self.name
