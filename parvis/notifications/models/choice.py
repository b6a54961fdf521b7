from __future__ import annotations

import datetime as dt

from django.db import models
from django.utils.translation import gettext_lazy as _

from parvis.kernel.rows import Row
from parvis.people.models import Person


class NoticeChoice(Row):
    """How a person wants to hear; without a row, as written here. `channels` holds only what differs from what a kind proposes:
    {kind: {"page": bool, "mail": bool, "push": bool, "summary": bool}}. Seen by them alone."""

    class Digest(models.TextChoices):
        NEVER = "never", _("never")
        DAILY = "daily", _("every working day")
        WEEKLY = "weekly", _("once a week")

    person = models.OneToOneField(Person, models.CASCADE, related_name="notice_choice")
    channels = models.JSONField(default=dict)
    digest = models.CharField(_("summary"), max_length=10, choices=Digest, default=Digest.WEEKLY)
    digest_hour = models.PositiveSmallIntegerField(_("at"), default=9)
    digest_day = models.PositiveSmallIntegerField(_("on"), default=0)  # Monday is 0
    is_quiet = models.BooleanField(default=True)
    day_begins = models.TimeField(default=dt.time(8, 0))
    day_ends = models.TimeField(default=dt.time(19, 0))
    weekends = models.BooleanField(default=True)  # off
    holidays = models.BooleanField(default=True)  # French public holidays off
    at = models.DateTimeField()

    class Meta:
        constraints = [
            models.CheckConstraint(condition=models.Q(digest_hour__lt=24, digest_day__lt=7), name="digest_has_a_moment")
        ]


class Level(Row):
    """How much of something one hears of: everything, what is addressed to oneself (the usual), or nothing; until a date, or for
    good (`until` null). Known to the person alone."""

    class Much(models.TextChoices):
        EVERYTHING = "everything", _("everything")
        MINE = "mine", _("replies and mentions")
        NOTHING = "nothing", _("nothing")

    person = models.ForeignKey(Person, models.CASCADE, related_name="+", db_index=False)
    much = models.CharField(max_length=10, choices=Much)
    until = models.DateTimeField(null=True)

    class Meta:
        abstract = True


class PlaceLevel(Level):
    """Of a place: a community, or a person's storyline (both are ids of the same space)."""

    place_id = models.BigIntegerField()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["person", "place_id"], name="place_level_once")]
        indexes = [models.Index(fields=["place_id", "person"], name="level_of_place")]


class TopicLevel(Level):
    """Of one conversation; `page_id` is what it is about."""

    page_id = models.BigIntegerField()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["person", "page_id"], name="topic_level_once")]
        indexes = [models.Index(fields=["page_id", "person"], name="level_of_topic")]
