from __future__ import annotations

from django.db import models
from django.db.models import Q

from parvis.kernel.rows import Row
from parvis.people.models import Person


class Follower(models.Model):
    """How far the chronicle was followed: nothing with an id up to `entry_id` will ever be decided again. One row."""

    id = models.PositiveSmallIntegerField(primary_key=True, default=1)
    entry_id = models.BigIntegerField()


class FanOut(Row):
    """One entry of the chronicle (or something told directly, `deed` then names its kind) on its way to whoever hears of it. `stage` and
    `after` say how far it got: they change in the transaction that writes the notices, so a kill at any moment neither loses nor
    doubles one. `source` is the id of the entry."""

    source = models.BigIntegerField(unique=True)
    deed = models.CharField(max_length=40)
    by = models.ForeignKey(Person, models.SET_NULL, null=True, related_name="+", db_index=False)
    subject_type = models.CharField(max_length=40)
    subject_id = models.BigIntegerField()
    place_id = models.BigIntegerField(null=True)
    at = models.DateTimeField()
    only = models.JSONField(null=True)  # told directly: the ids of who hears
    stage = models.PositiveSmallIntegerField(default=0)
    after = models.BigIntegerField(default=0)
    touched_at = models.DateTimeField()
    done_at = models.DateTimeField(null=True)

    class Meta:
        indexes = [models.Index(fields=["id"], name="fan_out_waiting", condition=Q(done_at__isnull=True))]


class Notice(Row):
    """`person` hears of `source` once, whatever its reasons. Notices of one `topic` gather while the person has not read them: the
    newest `leads` and holds the `causes` of all of them ([actor, subject] newest first, at most 20) and how many `events` they
    are (beyond 20, of other people); one row of the page is one that leads. `page_id` is what is opened by its link: opening it reads the notice.
    `mail_at` and `push_at`: when it leaves, held through quiet hours (null: not by this channel); `mailed_at`, `pushed_at`: it left."""

    person = models.ForeignKey(Person, models.CASCADE, related_name="+", db_index=False)
    source = models.BigIntegerField()
    kind = models.CharField(max_length=40)
    topic = models.CharField(max_length=60)
    page_id = models.BigIntegerField(null=True)
    place_id = models.BigIntegerField(null=True)
    causes = models.JSONField(default=list)
    events = models.PositiveIntegerField(default=1)
    leads = models.BooleanField(default=True)
    at = models.DateTimeField()
    read_at = models.DateTimeField(null=True)
    mail_at = models.DateTimeField(null=True)
    mailed_at = models.DateTimeField(null=True)
    push_at = models.DateTimeField(null=True)
    pushed_at = models.DateTimeField(null=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["person", "source"], name="told_once"),
            models.UniqueConstraint(
                fields=["person", "topic"], condition=Q(leads=True, read_at__isnull=True), name="one_group_of_a_topic"
            ),
        ]
        indexes = [
            models.Index(fields=["person", "-id"], name="notice_of_person", condition=Q(leads=True)),
            models.Index(fields=["mail_at"], name="notice_to_mail", condition=Q(leads=True, mailed_at__isnull=True, mail_at__isnull=False)),
            models.Index(fields=["push_at"], name="notice_to_push", condition=Q(leads=True, pushed_at__isnull=True, push_at__isnull=False)),
        ]  # fmt: skip
