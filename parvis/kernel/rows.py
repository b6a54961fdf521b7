"""What every model starts from."""

from __future__ import annotations

from django.db import models

from parvis.kernel.ids import new_id


class IdField(models.BigIntegerField):
    """The primary key of every model of Parvis."""

    def __init__(self, **options: object) -> None:
        options.setdefault("primary_key", True)
        options.setdefault("default", new_id)
        options.setdefault("editable", False)
        super().__init__(**options)  # type: ignore[arg-type]


class Row(models.Model):
    """What every model of Parvis starts from: a time-ordered id."""

    id = IdField()

    class Meta:
        abstract = True
