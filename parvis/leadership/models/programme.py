from __future__ import annotations

from django.db import models
from django.db.models import Q

from parvis.kernel.rows import Row
from parvis.people.models import Person


class Draw(Row):
    """The order in which leaders are accompanied, drawn by lot. Kept for good with its seed: whoever has both finds the same order
    again, and a second draw is seen to be a second one."""

    by = models.ForeignKey(Person, models.SET_NULL, null=True, related_name="+")
    at = models.DateTimeField()
    seed = models.CharField(max_length=40)
    waves = models.PositiveSmallIntegerField()

    class Meta:
        constraints = [
            models.CheckConstraint(condition=Q(waves__gte=2, waves__lte=8), name="two_to_eight_waves"),
            models.CheckConstraint(condition=~Q(seed=""), name="a_draw_has_a_seed"),
        ]


class Drawn(Row):
    """A leader in a draw: `name` is the handle as it was drawn, `rank` their place, `wave` when they are accompanied."""

    draw = models.ForeignKey(Draw, models.CASCADE, related_name="drawn")
    leader = models.ForeignKey(Person, models.CASCADE, related_name="+", db_index=False)
    name = models.CharField(max_length=60)
    rank = models.PositiveSmallIntegerField()
    wave = models.PositiveSmallIntegerField()

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
