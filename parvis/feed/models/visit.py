from __future__ import annotations

from django.db import models

from parvis.kernel.rows import Row
from parvis.people.models import Person
from parvis.posts.models import Post


class Visit(models.Model):
    """Where a person's reading stands; seen by them alone. A new visit starts after 30 minutes away.

    `days` has a bit for each of the 28 days until that of `started_at` (the time of the organisation), the lowest bit: set when a visit
    began on it. Not what was read, nor when in the day; only how many people come on two days or more is ever counted from it.
    """

    person = models.OneToOneField(Person, models.CASCADE, primary_key=True, related_name="visit")
    started_at = models.DateTimeField()
    previous_at = models.DateTimeField(null=True)
    days = models.PositiveIntegerField(default=0)


class ReadMark(Row):
    """This person has opened this post; known to them alone."""

    person = models.ForeignKey(Person, models.CASCADE, related_name="read_marks", db_index=False)
    post = models.ForeignKey(Post, models.CASCADE, related_name="+")
    at = models.DateTimeField()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["person", "post"], name="read_once")]


class FeedChoice(models.Model):
    """What a person chose for their home page."""

    person = models.OneToOneField(Person, models.CASCADE, primary_key=True, related_name="feed_choice")
    beyond_my_team = models.BooleanField(default=True)


class EchoesSince(models.Model):
    """From when on a person's own echoes are counted, for them alone: they asked to begin again (docs/decisions/0013)."""

    person = models.OneToOneField(Person, models.CASCADE, primary_key=True, related_name="echoes_since")
    at = models.DateTimeField()
