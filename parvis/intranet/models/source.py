from __future__ import annotations

import secrets

from django.db import models
from django.utils.translation import gettext_lazy as _

from parvis.kernel.rows import Row
from parvis.people.models import Person


def new_salt() -> str:
    return secrets.token_hex(16)


class Source(Row):
    """Where facts come from. `salt`: what the signing secret of a hook is made from, with the key of the installation: the secret
    itself is in no table and no backup. `trouble` is the name of a sentence of `intranet.troubles`, empty when all went well."""

    class Kind(models.TextChoices):
        FEED = "feed", _("A feed (RSS, Atom) that Parvis reads")
        HOOK = "hook", _("A signed call that the intranet makes")

    kind = models.CharField(max_length=10, choices=Kind, default=Kind.FEED)
    name = models.CharField(max_length=80, unique=True)
    address = models.CharField(max_length=2000, blank=True)
    by = models.ForeignKey(Person, models.SET_NULL, null=True, related_name="+")
    at = models.DateTimeField()
    salt = models.CharField(max_length=32, default=new_salt)
    etag = models.CharField(max_length=300, blank=True)
    modified = models.CharField(max_length=100, blank=True)
    next_at = models.DateTimeField(null=True)
    asked_at = models.DateTimeField(null=True)
    succeeded_at = models.DateTimeField(null=True)
    failures = models.PositiveSmallIntegerField(default=0)
    trouble = models.CharField(max_length=20, blank=True)

    class Meta:
        indexes = [models.Index(fields=["next_at"], name="source_due")]


class SourcePause(Row):
    """Nothing is asked of it, and nothing taken from it, until somebody resumes it."""

    source = models.OneToOneField(Source, models.CASCADE, related_name="pause")
    by = models.ForeignKey(Person, models.SET_NULL, null=True, related_name="+")
    at = models.DateTimeField()


class InsideHost(Row):
    """A host of the organisation's own network that an administrator lets Parvis ask: "intranet.example", or with its port."""

    name = models.CharField(max_length=260, unique=True)
    by = models.ForeignKey(Person, models.SET_NULL, null=True, related_name="+")
    at = models.DateTimeField()
