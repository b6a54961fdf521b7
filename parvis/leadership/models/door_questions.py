"""Questions asked at a door. Nothing in these rows says who asked one without a name, nor at what minute: see docs/privacy.md."""

from __future__ import annotations

import datetime as dt
import secrets

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from parvis.kernel import clock
from parvis.kernel.rows import IdField, Row
from parvis.people.models import Person
from parvis.posts.models import Comment, Post

from .doors import Door, StandingDoor

EPOCH = dt.datetime(1970, 1, 1, tzinfo=dt.UTC)
# How far somebody is whose chart does not meet the leader's.
FARTHEST = 99


def random_id() -> int:
    """An id that says nothing of when it was made."""
    return secrets.randbits(62) + 1


class AskedHour:
    """Hours since 1970: all that is kept of when a question was asked."""

    @staticmethod
    def now() -> int:
        return int((clock.now() - EPOCH).total_seconds()) // 3600


class DoorQuestionQuerySet(models.QuerySet["DoorQuestion"]):
    def visible_to(self, viewer: Person) -> DoorQuestionQuerySet:
        """Questions of the doors `viewer` sees; refused ones, to who asked and who may refuse. The only way to reach one."""
        from parvis.leadership import doors_visibility

        return self.filter(doors_visibility.question_q(viewer))

    def listed(self) -> DoorQuestionQuerySet:
        return self.filter(refusal=None)

    def answered(self) -> DoorQuestionQuerySet:
        """Those whose answer others can read now."""
        return self.filter(ANSWERED)

    def waiting(self) -> DoorQuestionQuerySet:
        return self.listed().exclude(pk__in=DoorQuestion.objects.filter(ANSWERED).values("pk"))

    def in_order(self) -> DoorQuestionQuerySet:
        """Most asked first; of those asked as much, the one from farthest in the organisation; those without a name after them."""
        return self.order_by("-me_too_count", "-distance", "id")

    def for_screen(self) -> DoorQuestionQuerySet:
        faces = ("asker", "asker__unit", "asker__mandate", "asker__portrait")
        return self.select_related(*faces, "refusal", "answer", "answer__comment", "answer__comment__withdrawal", "answer__post")  # fmt: skip


class DoorQuestion(models.Model):
    """`asker` is null when it was asked without a name; `distance` is then 0, else the steps from the asker to the leader."""

    id = IdField(default=random_id)
    door = models.ForeignKey(Door, models.CASCADE, null=True, related_name="questions", db_index=False)
    standing = models.ForeignKey(StandingDoor, models.CASCADE, null=True, related_name="questions", db_index=False)
    asker = models.ForeignKey(Person, models.CASCADE, null=True, related_name="door_questions")
    words = models.TextField()
    hour = models.PositiveIntegerField()
    distance = models.PositiveSmallIntegerField(default=0)
    me_too_count = models.PositiveIntegerField(default=0)

    objects = DoorQuestionQuerySet.as_manager()

    class Meta:
        indexes = [
            models.Index(fields=["door", "-me_too_count", "-distance", "id"], name="question_of_door"),
            models.Index(fields=["standing", "-me_too_count", "-distance", "id"], name="question_of_standing"),
        ]
        constraints = [
            models.CheckConstraint(
                condition=Q(door__isnull=True, standing__isnull=False) | Q(door__isnull=False, standing__isnull=True),
                name="asked_at_one_door",
            ),
            models.CheckConstraint(condition=Q(asker__isnull=False) | Q(distance=0), name="without_a_name_no_distance"),
        ]

    def get_absolute_url(self) -> str:
        return f"/doors/questions/{self.pk}/"

    @property
    def place(self) -> Door | StandingDoor:
        found = self.door or self.standing
        assert found is not None
        return found

    @property
    def leader(self) -> Person:
        return self.place.leader

    @property
    def asked_at(self) -> dt.datetime:
        """The beginning of the hour in which it was asked."""
        return EPOCH + dt.timedelta(hours=self.hour)

    @property
    def promised_at(self) -> dt.datetime | None:
        """By when the leader said they answer: at a standing door only, counted from the end of the hour it was asked in."""
        return self.asked_at + dt.timedelta(days=self.standing.days, hours=1) if self.standing else None


class QuestionVote(models.Model):
    """Somebody has the same question. Neither the id nor anything else says when: who asked without a name may vote too."""

    id = IdField(default=random_id)
    question = models.ForeignKey(DoorQuestion, models.CASCADE, related_name="votes", db_index=False)
    person = models.ForeignKey(Person, models.CASCADE, related_name="door_votes")

    class Meta:
        constraints = [models.UniqueConstraint(fields=["question", "person"], name="question_voted_once")]


class QuestionRefusal(Row):
    """A moderator took the question out of the list. Its words are seen by who asked and who may refuse; the reason is counted."""

    class Reason(models.TextChoices):
        PERSON = "person", _("it is about a person")
        WORDS = "words", _("its words hurt")
        SECRET = "secret", _("it touches what must stay secret")
        AGAIN = "again", _("it is asked already")
        ELSEWHERE = "elsewhere", _("it has nothing to do with the subject")

    question = models.OneToOneField(DoorQuestion, models.CASCADE, related_name="refusal")
    by = models.ForeignKey(Person, models.SET_NULL, null=True, related_name="+")
    reason = models.CharField(max_length=10, choices=Reason)
    words = models.CharField(max_length=500, blank=True)
    at = models.DateTimeField()

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=Q(reason__in=["person", "words", "secret", "again", "elsewhere"]), name="known_refusal"
            )
        ]


class DoorAnswer(Row):
    """The leader's answer: a comment under their invitation, or a post of theirs. The comment has its id before others see it (it
    settles first): the database cannot hold the link to a row that is not there yet."""

    question = models.OneToOneField(DoorQuestion, models.CASCADE, related_name="answer")
    comment = models.ForeignKey(Comment, models.CASCADE, null=True, related_name="+", db_constraint=False)
    post = models.ForeignKey(Post, models.CASCADE, null=True, related_name="+")
    at = models.DateTimeField()

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=Q(comment__isnull=True, post__isnull=False) | Q(comment__isnull=False, post__isnull=True),
                name="answered_in_one_place",
            )
        ]


ANSWERED = Q(answer__comment__at__isnull=False, answer__comment__withdrawal__isnull=True) | Q(
    answer__post__active_at__isnull=False
)
