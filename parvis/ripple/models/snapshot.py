from __future__ import annotations

from django.db import models

from parvis.kernel.rows import Row


class Snapshot(Row):
    """What is known of the 28 days before a Monday at midnight (the time of the organisation). Frozen once; the same from then on.

    `cursor` is the first id that could be made at that midnight: what was read lies below it. `level` is the depth of the units that
    figures are given for, `floor` the smallest group at that time. `steps` says what is done of the work.
    """

    week = models.DateField(unique=True)
    begun_at = models.DateTimeField()
    frozen_at = models.DateTimeField(null=True)
    cursor = models.BigIntegerField()
    level = models.PositiveSmallIntegerField(default=0)
    floor = models.PositiveSmallIntegerField(default=10)
    steps = models.JSONField(default=list)

    class Meta:
        constraints = [
            models.CheckConstraint(condition=models.Q(week__iso_week_day=1), name="a_snapshot_is_of_a_monday"),
        ]


class Figure(Row):
    """One figure of a snapshot: shown (`value`) or `withheld` (why). `cell` is "" for all, the id of a unit or community, or two ids of
    units "a:b". `counts` is what was counted, kept to see how many people make the difference with the next: it is never shown. `since` is
    the Monday it was computed for, where it stays what it was because fewer than five people have made a difference.
    """

    snapshot = models.ForeignKey(Snapshot, models.CASCADE, related_name="figures", db_index=False)
    measure = models.CharField(max_length=20)
    partition = models.CharField(max_length=12)
    cell = models.CharField(max_length=41, blank=True)
    people = models.PositiveIntegerField()
    value = models.JSONField(null=True)
    withheld = models.CharField(max_length=12, blank=True)
    counts = models.JSONField(default=dict)
    since = models.DateField(null=True)

    class Meta:
        indexes = [models.Index(fields=["measure", "partition", "cell", "snapshot"], name="figure_over_weeks")]
        constraints = [
            models.UniqueConstraint(fields=["snapshot", "measure", "partition", "cell"], name="figure_once"),
            models.CheckConstraint(
                condition=models.Q(partition__in=["all", "unit", "community", "unit×unit"]), name="fixed_partitions"
            ),
            models.CheckConstraint(
                condition=models.Q(value__isnull=True) | models.Q(withheld=""), name="shown_or_withheld"
            ),
            models.CheckConstraint(
                condition=models.Q(value__isnull=True) | models.Q(people__gte=5), name="never_of_fewer_than_five"
            ),
        ]


class Panel(Row):
    """What happened in the week before a Monday in each unit people belong to, before any threshold: read by the estimate of the effect alone,
    which says a result for many units at once. Counts of people: `people` in it, `silent` of them who had said nothing for 90 days when
    the week began, `activated` of the silent who spoke in it, `first` who spoke for the first time ever, `voices` who spoke,
    `contributions` written."""

    snapshot = models.ForeignKey(Snapshot, models.CASCADE, related_name="panel", db_index=False)
    unit = models.BigIntegerField()
    people = models.PositiveIntegerField()
    silent = models.PositiveIntegerField()
    activated = models.PositiveIntegerField()
    first = models.PositiveIntegerField()
    voices = models.PositiveIntegerField()
    contributions = models.PositiveIntegerField()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["snapshot", "unit"], name="panel_once")]
