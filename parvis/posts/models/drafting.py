"""What somebody is writing and has not sent: kept as typed, with its history, and when it will go by itself."""

from __future__ import annotations

from django.db import models

from parvis.kernel.rows import Row
from parvis.people.models import Person

from .comment import Comment
from .post import Post


class DraftQuerySet(models.QuerySet["Draft"]):
    def visible_to(self, viewer: Person) -> DraftQuerySet:
        """One's own, whatever powers others hold: the only way to reach one."""
        return self.filter(author=viewer)

    def of_comments(self) -> DraftQuerySet:
        """Answers begun and not sent."""
        return self.filter(post=None, sent_at=None).exclude(fields={})


class Draft(Row):
    """The fields of a form exactly as typed, known by a `key` its form carries on every device. `post` is the post they will be
    (a post without a publication is a draft); an answer has `on_post` and `answers` instead. `version` grows with each save
    (optimistic lock); `tab` and `step` say which page saved last and its how manieth save it was, so that saves that arrive late or
    twice are known. Sent, the row stays a day to answer saves still on their way; its words are then no longer in it."""

    author = models.ForeignKey(Person, models.CASCADE, related_name="drafts", db_index=False)
    key = models.CharField(max_length=64)
    post = models.OneToOneField(Post, models.CASCADE, null=True, related_name="draft")
    on_post = models.ForeignKey(Post, models.SET_NULL, null=True, related_name="+")
    answers = models.ForeignKey(Comment, models.SET_NULL, null=True, related_name="+")
    fields = models.JSONField(default=dict)
    version = models.PositiveIntegerField(default=0)
    tab = models.CharField(max_length=40, blank=True)
    step = models.PositiveIntegerField(default=0)
    at = models.DateTimeField()
    sent_at = models.DateTimeField(null=True)

    objects = DraftQuerySet.as_manager()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["author", "key"], name="draft_of_key")]
        indexes = [models.Index(fields=["author", "-at"], name="draft_of_author")]


class DraftVersion(Row):
    """The fields of a draft before a change, or (`is_aside`) the text of another page that met a newer one: kept to be read,
    copied, restored. Thinned and, after 30 days, deleted (posts/remembering.py)."""

    draft = models.ForeignKey(Draft, models.CASCADE, related_name="versions")
    number = models.PositiveIntegerField()
    fields = models.JSONField(default=dict)
    tab = models.CharField(max_length=40, blank=True)
    is_aside = models.BooleanField(default=False)
    at = models.DateTimeField()

    class Meta:
        indexes = [models.Index(fields=["at"], name="draft_version_by_age")]


class Schedule(Row):
    """The draft will be published at `at`. Cancelled, the row is gone. `missed_at`: it could not go then, and `why` says so to its
    author; it is a draft like any other."""

    post = models.OneToOneField(Post, models.CASCADE, related_name="schedule")
    at = models.DateTimeField()
    made_at = models.DateTimeField()
    missed_at = models.DateTimeField(null=True)
    why = models.CharField(max_length=400, blank=True)
