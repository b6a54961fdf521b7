from __future__ import annotations

from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from parvis.kernel.rows import Row
from parvis.people.models import Person

from .rehearsal import Rehearsal


class Remark(Row):
    """What somebody says of the text, or of a passage: from `start` to `end` (Unicode code points of the body as it is now) and
    `quote`, the words they had before them. The author's edits move the offsets; both are null once the passage is gone, or when
    it is about the whole. An answer (`parent`) has no passage. Read by the author and by who began the thread."""

    rehearsal = models.ForeignKey(Rehearsal, models.CASCADE, related_name="remarks", db_index=False)
    parent = models.ForeignKey("self", models.CASCADE, null=True, related_name="replies")
    by = models.ForeignKey(Person, models.CASCADE, related_name="remarks")
    start = models.PositiveIntegerField(null=True)
    end = models.PositiveIntegerField(null=True)
    quote = models.TextField(blank=True)
    words = models.TextField()
    at = models.DateTimeField()

    class Meta:
        indexes = [models.Index(fields=["rehearsal", "id"], name="remark_of_rehearsal")]
        constraints = [
            models.CheckConstraint(
                condition=Q(start__isnull=True, end__isnull=True)
                | Q(start__isnull=False, end__isnull=False, end__gt=F("start")),
                name="a_passage_has_two_ends",
            ),
            models.CheckConstraint(
                condition=Q(parent__isnull=True) | Q(start__isnull=True, quote=""), name="an_answer_has_no_passage"
            ),
        ]


class Heard(Row):
    """The author has dealt with this remark."""

    remark = models.OneToOneField(Remark, models.CASCADE, related_name="heard")
    at = models.DateTimeField()


class Nod(Row):
    """One word on the whole, by somebody the text is open to."""

    class Sign(models.TextChoices):
        CLEAR = "clear", _("It is clear")
        YOU = "you", _("It sounds like you")
        TOUCHED = "touched", _("It touches me")
        MORE = "more", _("Tell me more")

    rehearsal = models.ForeignKey(Rehearsal, models.CASCADE, related_name="nods", db_index=False)
    person = models.ForeignKey(Person, models.CASCADE, related_name="nods")
    sign = models.CharField(max_length=10, choices=Sign)
    at = models.DateTimeField()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["rehearsal", "person"], name="one_nod_each"),
            models.CheckConstraint(condition=Q(sign__in=["clear", "you", "touched", "more"]), name="known_nod"),
        ]


class Echo(Row):
    """“Would you have understood? What would you ask?”: one answer each."""

    class Understood(models.TextChoices):
        YES = "yes", _("Yes")
        PARTLY = "partly", _("In part")
        NO = "no", _("No")

    rehearsal = models.ForeignKey(Rehearsal, models.CASCADE, related_name="echoes", db_index=False)
    person = models.ForeignKey(Person, models.CASCADE, related_name="echoes")
    understood = models.CharField(max_length=10, choices=Understood)
    words = models.TextField(blank=True)
    at = models.DateTimeField()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["rehearsal", "person"], name="one_echo_each"),
            models.CheckConstraint(condition=Q(understood__in=["yes", "partly", "no"]), name="known_echo"),
        ]


class Question(Row):
    """A difficult question to practise on, by a colleague or by the author. Read by the author and by who asks it."""

    rehearsal = models.ForeignKey(Rehearsal, models.CASCADE, related_name="questions")
    by = models.ForeignKey(Person, models.CASCADE, related_name="practice_questions")
    words = models.TextField()
    at = models.DateTimeField()


class Answer(Row):
    """The author's answer to it, as often rewritten as they like."""

    question = models.OneToOneField(Question, models.CASCADE, related_name="answer")
    words = models.TextField()
    at = models.DateTimeField()
