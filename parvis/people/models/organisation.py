from __future__ import annotations

from pathlib import PurePosixPath

from django.db import models
from django.utils.translation import gettext_lazy as _


class Organisation(models.Model):
    """The one organisation of this installation: row 1."""

    id = models.PositiveSmallIntegerField(primary_key=True, default=1, editable=False)
    name = models.CharField(_("name"), max_length=120)
    logo = models.FileField(_("logo"), upload_to="organisation/", blank=True)
    logo_width = models.PositiveSmallIntegerField(default=0, editable=False)
    logo_height = models.PositiveSmallIntegerField(default=0, editable=False)
    language = models.CharField(_("first language"), max_length=8, default="fr")

    class Meta:
        constraints = [models.CheckConstraint(condition=models.Q(id=1), name="only_one_organisation")]

    def __str__(self) -> str:
        return self.name

    @property
    def logo_address(self) -> str:
        """Where the logo is served; another logo has another address, so that browsers may keep it for long."""
        return f"/logo/?v={PurePosixPath(self.logo.name or '').stem}" if self.logo else ""
