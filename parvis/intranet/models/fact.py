from __future__ import annotations

from django.db import models

from parvis.kernel.rows import Row
from parvis.people.models import Person

from .source import Source


class FactQuerySet(models.QuerySet["Fact"]):
    def visible_to(self, viewer: Person) -> FactQuerySet:
        """Facts `viewer` may read: the only way to reach one."""
        from parvis.intranet import visibility

        return self.filter(visibility.visible_to_q(viewer))


class Fact(Row):
    """An item of the intranet. `key` is that of its address (`kernel.addresses`): one page is one fact, whichever source told it
    first. `origin` is the name of that source, kept when the source goes. `words` is its text, at most 5,000 characters, for
    finding what says the same again."""

    source = models.ForeignKey(Source, models.SET_NULL, null=True, related_name="facts")
    origin = models.CharField(max_length=80)
    key = models.CharField(max_length=64, unique=True)
    address = models.CharField(max_length=2000)
    title = models.CharField(max_length=300)
    excerpt = models.CharField(max_length=500, blank=True)
    words = models.TextField(blank=True)
    picture = models.FileField(upload_to="facts/", blank=True)
    picture_from = models.CharField(max_length=2000, blank=True)
    said_at = models.DateTimeField()
    found_at = models.DateTimeField()
    by = models.ForeignKey(Person, models.SET_NULL, null=True, related_name="+")

    objects = FactQuerySet.as_manager()

    class Meta:
        indexes = [models.Index(fields=["-said_at", "-id"], name="fact_newest")]


class FactRemoval(Row):
    """A communicator put the fact aside: it is offered and shown no more. What was said of it stays where it is."""

    fact = models.OneToOneField(Fact, models.CASCADE, related_name="removal")
    by = models.ForeignKey(Person, models.SET_NULL, null=True, related_name="+")
    at = models.DateTimeField()
