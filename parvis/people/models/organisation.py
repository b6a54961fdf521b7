from __future__ import annotations

from django.db import models
from django.utils.translation import gettext_lazy as _


class Organisation(models.Model):
    """The one organisation of this installation: row 1."""

    id = models.PositiveSmallIntegerField(primary_key=True, default=1, editable=False)
    name = models.CharField(_("name"), max_length=120)
    logo = models.FileField(_("logo"), upload_to="organisation/", blank=True)
    language = models.CharField(_("first language"), max_length=8, default="fr")

    class Meta:
        constraints = [models.CheckConstraint(condition=models.Q(id=1), name="only_one_organisation")]

    def __str__(self) -> str:
        return self.name
