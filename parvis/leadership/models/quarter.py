from __future__ import annotations

from django.db import models
from django.db.models import F, Q

from parvis.kernel.rows import Row
from parvis.people.models import Person

MOST_SLOTS = 3


class Aside(Row):
    """Something that waited for this person and that they put aside: until a time, or for good (`until` null). Known to them
    alone: whoever waits is not told."""

    KINDS = ("question", "door", "perimeter", "voice", "comment", "talk")

    person = models.ForeignKey(Person, models.CASCADE, related_name="asides", db_index=False)
    kind = models.CharField(max_length=10)
    subject = models.BigIntegerField()
    until = models.DateTimeField(null=True)
    at = models.DateTimeField()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["person", "kind", "subject"], name="put_aside_once"),
            models.CheckConstraint(
                condition=Q(kind__in=["question", "door", "perimeter", "voice", "comment", "talk"]), name="known_aside"
            ),
        ]


class Slot(Row):
    """One of the three times a week somebody gives five minutes: `weekday` 0 is Monday, `time` is that of the clock on their wall."""

    person = models.ForeignKey(Person, models.CASCADE, related_name="slots", db_index=False)
    place = models.PositiveSmallIntegerField()
    weekday = models.PositiveSmallIntegerField()
    time = models.TimeField()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["person", "place"], name="one_slot_a_place"),
            models.CheckConstraint(condition=Q(place__gte=1, place__lte=MOST_SLOTS), name="three_slots_at_most"),
            models.CheckConstraint(condition=Q(weekday__lte=6), name="a_day_of_the_week"),
        ]


class Sitting(Row):
    """From when to when somebody sat at their quarter of an hour. Counted for them alone; kept for thirteen weeks."""

    person = models.ForeignKey(Person, models.CASCADE, related_name="sittings", db_index=False)
    began_at = models.DateTimeField()
    last_at = models.DateTimeField()

    class Meta:
        indexes = [models.Index(fields=["person", "-last_at"], name="sittings_of_person")]
        constraints = [models.CheckConstraint(condition=Q(last_at__gte=F("began_at")), name="a_sitting_goes_on")]
