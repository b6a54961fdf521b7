"""A leader's open door: a question time with a date, or the standing door of their profile."""

from __future__ import annotations

import datetime as dt

from django.db import models
from django.db.models import F, Q
from django.urls import reverse

from parvis.communities.models import Community
from parvis.kernel import clock
from parvis.kernel.rows import Row
from parvis.people.models import Person
from parvis.posts.models import Post

# The call is shown from so long before the door opens until it closes.
CALL_SHOWN = dt.timedelta(minutes=10)
# A door open as long as this is answered at one's own pace.
SLOW = dt.timedelta(hours=8)


class DoorQuerySet(models.QuerySet["Door"]):
    def visible_to(self, viewer: Person) -> DoorQuerySet:
        """Doors of the places `viewer` reads: the only way to reach one."""
        from parvis.leadership import doors_visibility

        return self.filter(doors_visibility.door_q(viewer))

    def for_screen(self) -> DoorQuerySet:
        faces = ("leader", "leader__unit", "leader__mandate", "leader__portrait")
        return self.select_related(*faces, "community", "community__archive", "cancellation", "post")


class Door(Row):
    """`leader` answers questions in `community`, from `opens_at` to `closes_at`; questions come as soon as it is announced. Only the
    leader announces, moves or cancels it: there is no other actor to name. `post` is what they published to invite people; their
    answers are comments under it."""

    leader = models.ForeignKey(Person, models.CASCADE, related_name="doors", db_index=False)
    community = models.ForeignKey(Community, models.CASCADE, related_name="doors")
    post = models.OneToOneField(Post, models.SET_NULL, null=True, related_name="+")
    subject = models.CharField(max_length=160)
    words = models.TextField()
    opens_at = models.DateTimeField()
    closes_at = models.DateTimeField()
    call_url = models.CharField(max_length=500, blank=True)
    allows_anonymous = models.BooleanField(default=True)
    at = models.DateTimeField()

    objects = DoorQuerySet.as_manager()

    class Meta:
        indexes = [
            models.Index(fields=["closes_at"], name="door_by_end"),
            models.Index(fields=["leader", "-opens_at"], name="door_of_leader"),
        ]
        constraints = [
            models.CheckConstraint(condition=Q(closes_at__gt=F("opens_at")), name="a_door_closes_after_it_opens"),
            models.CheckConstraint(condition=Q(call_url="") | Q(call_url__startswith="https://"), name="a_call_is_https"),
        ]  # fmt: skip

    def get_absolute_url(self) -> str:
        return reverse("leadership:door", args=[self.pk])

    @property
    def state(self) -> str:
        """cancelled, announced, open or closed, as the clock says now."""
        now = clock.now()
        if getattr(self, "cancellation", None) is not None:
            return "cancelled"
        if now < self.opens_at:
            return "announced"
        return "open" if now < self.closes_at else "closed"

    @property
    def takes_questions(self) -> bool:
        return self.state in ("announced", "open")

    @property
    def is_undone(self) -> bool:
        """Its leader has undone the invitation before others saw it: a draft again, it waits to be published."""
        return self.post is not None and self.post.published_at is None

    @property
    def is_slow(self) -> bool:
        return self.closes_at - self.opens_at >= SLOW

    @property
    def call(self) -> str:
        """The address of the call, when it is time to join it; empty before and after."""
        now = clock.now()
        is_time = self.opens_at - CALL_SHOWN <= now < self.closes_at and self.state != "cancelled"
        return self.call_url if is_time else ""


class DoorMove(Row):
    """The door was to open at `was_at`; its leader moved it, with a word."""

    door = models.ForeignKey(Door, models.CASCADE, related_name="moves")
    was_at = models.DateTimeField()
    words = models.CharField(max_length=500, blank=True)
    at = models.DateTimeField()


class DoorCancellation(Row):
    """The door will not open; the questions stay."""

    door = models.OneToOneField(Door, models.CASCADE, related_name="cancellation")
    words = models.CharField(max_length=500, blank=True)
    at = models.DateTimeField()


class DoorReminder(Row):
    """Somebody wants to be reminded by mail, and told when the door moves. Seen by them alone."""

    door = models.ForeignKey(Door, models.CASCADE, related_name="reminders", db_index=False)
    person = models.ForeignKey(Person, models.CASCADE, related_name="door_reminders")
    at = models.DateTimeField()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["door", "person"], name="reminded_once")]


class StandingDoor(Row):
    """“Ask me a question”, on the leader's profile: answered within `days` days, they promise. `shows_promise`: they let everybody
    see what share was. Closed, it takes no questions; those asked stay."""

    leader = models.OneToOneField(Person, models.CASCADE, related_name="standing_door")
    words = models.CharField(max_length=300, blank=True)
    days = models.PositiveSmallIntegerField(default=5)
    allows_anonymous = models.BooleanField(default=False)
    shows_promise = models.BooleanField(default=False)
    at = models.DateTimeField()
    closed_at = models.DateTimeField(null=True)

    class Meta:
        constraints = [
            models.CheckConstraint(condition=Q(days__gte=1, days__lte=30), name="a_promise_within_a_month"),
            models.CheckConstraint(condition=Q(closed_at=None) | Q(closed_at__gte=F("at")), name="closed_after_opened"),
        ]  # fmt: skip

    def get_absolute_url(self) -> str:
        return reverse("leadership:standing", args=[self.leader.handle])

    @property
    def takes_questions(self) -> bool:
        return self.closed_at is None
