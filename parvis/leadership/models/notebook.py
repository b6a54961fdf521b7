from __future__ import annotations

from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from parvis.kernel.rows import Row
from parvis.people.models import Person


class Stage(models.TextChoices):
    """Where a leader is, as the one who accompanies them notes it."""

    TO_MEET = "to-meet", _("To meet")
    MET = "met", _("Met")
    AGREED = "agreed", _("Agreed")
    REHEARSING = "rehearsing", _("Rehearsing")
    REACTION = "reaction", _("First reaction")
    COMMENT = "comment", _("First comment")
    POST = "post", _("First post")
    REGULAR = "regular", _("Regular voice")


class NotebookPage(Row):
    """What one communicator notes of one leader: where they are, what holds them back in their own words, the next small step, the
    next visit. A page of a private notebook: read by `by` alone, not by other communicators, nor administrators."""

    by = models.ForeignKey(Person, models.CASCADE, related_name="notebook", db_index=False)
    leader = models.ForeignKey(Person, models.CASCADE, related_name="+")
    stage = models.CharField(max_length=12, choices=Stage, default=Stage.TO_MEET)
    holds_back = models.CharField(max_length=200, blank=True)
    next_step = models.CharField(max_length=200, blank=True)
    next_minutes = models.PositiveSmallIntegerField(null=True)
    next_at = models.DateTimeField(null=True)
    at = models.DateTimeField()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["by", "leader"], name="one_page_a_leader"),
            models.CheckConstraint(condition=~Q(by=F("leader")), name="no_page_on_oneself"),
            models.CheckConstraint(condition=Q(stage__in=Stage.values), name="known_stage"),
        ]


class Visit(Row):
    """Twenty minutes beside a leader. `saw`, `step`, `answered` follow the sheet; `notes` are for oneself. Read by `by` alone, and
    deleted 90 days after the link between the two ends (after the visit itself, where there never was one)."""

    by = models.ForeignKey(Person, models.CASCADE, related_name="visits_made", db_index=False)
    leader = models.ForeignKey(Person, models.CASCADE, related_name="+")
    at = models.DateTimeField()
    saw = models.TextField(blank=True)
    step = models.TextField(blank=True)
    answered = models.TextField(blank=True)
    notes = models.TextField(blank=True)

    class Meta:
        indexes = [models.Index(fields=["by", "leader", "-at"], name="visits_to_leader")]
        constraints = [models.CheckConstraint(condition=~Q(by=F("leader")), name="one_does_not_visit_oneself")]
