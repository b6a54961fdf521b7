from __future__ import annotations

import datetime as dt

from django.db import models
from django.db.models import Q

from parvis.kernel.rows import Row
from parvis.people.models import Person


class Draw(Row):
    """The order in which leaders are accompanied, drawn by lot. Kept for good with its seed: whoever has both finds the same order
    again, and a second draw is seen to be a second one. The first wave begins on `begins_on`, each next one `weeks_apart` weeks later (draws made before
    this was asked have no days)."""

    by = models.ForeignKey(Person, models.SET_NULL, null=True, related_name="+")
    at = models.DateTimeField()
    seed = models.CharField(max_length=40)
    waves = models.PositiveSmallIntegerField()
    begins_on = models.DateField(null=True)
    weeks_apart = models.PositiveSmallIntegerField(null=True)

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=Q(begins_on=None, weeks_apart=None) | Q(begins_on__isnull=False, weeks_apart__range=(1, 12)),
                name="waves_have_days_or_none_has",
            ),
            models.CheckConstraint(condition=Q(waves__gte=2, waves__lte=8), name="two_to_eight_waves"),
            models.CheckConstraint(condition=~Q(seed=""), name="a_draw_has_a_seed"),
        ]

    def day_of(self, wave: int) -> dt.date | None:
        """The day a wave begins."""
        if self.begins_on is None or self.weeks_apart is None:
            return None
        return self.begins_on + dt.timedelta(weeks=self.weeks_apart * (wave - 1))


class Drawn(Row):
    """A leader in a draw: `name` is the handle as it was drawn, `rank` their place, `wave` when they are accompanied. The lot was drawn within each
    `stratum`: 1 and 2 are the larger half of the teams and the smaller; 1 for all where leaders are too few."""

    draw = models.ForeignKey(Draw, models.CASCADE, related_name="drawn")
    leader = models.ForeignKey(Person, models.CASCADE, related_name="+", db_index=False)
    name = models.CharField(max_length=60)
    rank = models.PositiveSmallIntegerField()
    wave = models.PositiveSmallIntegerField()
    stratum = models.PositiveSmallIntegerField(default=1)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["draw", "leader"], name="drawn_once"),
            models.UniqueConstraint(fields=["draw", "rank"], name="one_leader_a_rank"),
        ]


class ShownSentence(Row):
    """One sentence a leader agrees to have shown in the letter of the week. Theirs, by their own hand; taken back, the row is gone."""

    person = models.OneToOneField(Person, models.CASCADE, related_name="shown_sentence")
    words = models.CharField(max_length=280)
    at = models.DateTimeField()
