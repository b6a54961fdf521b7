"""What the organisation and each person tell the checks before publishing (docs/decisions/0009-drafts-and-what-the-checks-are-told.md)."""

from __future__ import annotations

from django.db import models
from django.db.models.functions import Coalesce
from django.utils.translation import gettext_lazy as _

from parvis.kernel.rows import Row
from parvis.people.models import Person


class HouseTerm(Row):
    """Words the organisation keeps for itself: always, until a day (an embargo), or between two days (a quiet period). `words` has
    one wording a line. `stops`: nobody publishes them meanwhile; otherwise the author is only reminded."""

    words = models.TextField(_("words, one per line"))
    why = models.CharField(_("why, in a sentence their author will read"), max_length=300, blank=True)
    since = models.DateField(_("from"), null=True, blank=True)
    until = models.DateField(_("until"), null=True, blank=True)
    stops = models.BooleanField(_("nobody publishes these words meanwhile"), default=True)
    by = models.ForeignKey(Person, models.SET_NULL, null=True, related_name="+")
    at = models.DateTimeField()

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=models.Q(since=None) | models.Q(until=None) | models.Q(until__gt=models.F("since")),
                name="term_ends_after_it_begins",
            )
        ]


class HouseWord(Row):
    """Words of the house: no check speaks of them to anybody."""

    words = models.CharField(max_length=120, unique=True)
    by = models.ForeignKey(Person, models.SET_NULL, null=True, related_name="+")
    at = models.DateTimeField()


class Ignored(Row):
    """Somebody does not want to hear of these words again from this check. Seen by them alone."""

    person = models.ForeignKey(Person, models.CASCADE, related_name="ignored_words", db_index=False)
    check_name = models.CharField(max_length=40)
    words = models.CharField(max_length=200)
    at = models.DateTimeField()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["person", "check_name", "words"], name="ignored_once")]


class WithoutVoice(Row):
    """Somebody wants no questions about the tone of their texts. Seen by them alone."""

    person = models.OneToOneField(Person, models.CASCADE, related_name="without_voice")
    at = models.DateTimeField()


class QuietHours(Row):
    """When nothing scheduled goes out: of the organisation (`person` null), or of one person for their own texts. From `begins` to
    `ends`, local time of the author, and on Saturdays and Sundays if `weekends`."""

    person = models.OneToOneField(Person, models.CASCADE, null=True, related_name="quiet_hours")
    begins = models.TimeField(_("from"))
    ends = models.TimeField(_("until"))
    weekends = models.BooleanField(_("Saturdays and Sundays too"), default=True)
    at = models.DateTimeField()

    class Meta:
        constraints = [models.UniqueConstraint(Coalesce("person", models.Value(0)), name="quiet_hours_once")]
