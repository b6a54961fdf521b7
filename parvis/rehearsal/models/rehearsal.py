from __future__ import annotations

from django.db import models
from django.db.models import F, Q
from django.urls import reverse

from parvis.kernel.rows import Row
from parvis.people.models import Person

MOST_SEATS = 5


class RehearsalQuerySet(models.QuerySet["Rehearsal"]):
    def visible_to(self, viewer: Person) -> RehearsalQuerySet:
        """One's own, and those opened to `viewer` whose time is not over: the only way to reach one."""
        from parvis.rehearsal import visibility

        return self.filter(visibility.visible_to_q(viewer))

    def opened_to(self, viewer: Person) -> RehearsalQuerySet:
        from parvis.rehearsal import visibility

        return self.filter(visibility.opened_to_q(viewer))


class Rehearsal(Row):
    """A text one practises: plain text, so that a passage is a pair of offsets in it. `version` grows with each change.

    `hand` is who wrote the words as they stand and `taken_by` who took them out towards publication. They are columns and not
    rows, unlike other states somebody causes, because only so can the database itself refuse any other person than the author.
    """

    author = models.ForeignKey(Person, models.CASCADE, related_name="rehearsals", db_index=False)
    body = models.TextField(blank=True)
    hand = models.ForeignKey(Person, models.CASCADE, related_name="+", db_index=False)
    version = models.PositiveIntegerField(default=1)
    at = models.DateTimeField()
    changed_at = models.DateTimeField()
    taken_by = models.ForeignKey(Person, models.CASCADE, null=True, related_name="+", db_index=False)
    taken_at = models.DateTimeField(null=True)

    objects = RehearsalQuerySet.as_manager()

    class Meta:
        indexes = [
            models.Index(fields=["author", "-id"], name="rehearsal_of_author"),
            models.Index(fields=["taken_at"], name="rehearsal_taken", condition=Q(taken_at__isnull=False)),
        ]
        constraints = [
            models.CheckConstraint(condition=Q(hand=F("author")), name="only_the_author_changes_a_word"),
            models.CheckConstraint(
                condition=Q(taken_by__isnull=True, taken_at__isnull=True)
                | Q(taken_by__isnull=False, taken_by=F("author"), taken_at__isnull=False),
                name="only_the_author_takes_it_out",
            ),
        ]

    def get_absolute_url(self) -> str:
        return reverse("rehearsal:show", args=[self.pk])


class Seat(Row):
    """The text is open to `person` until `until`. Revoked or left, the row is gone; `place` is one of five."""

    rehearsal = models.ForeignKey(Rehearsal, models.CASCADE, related_name="seats", db_index=False)
    person = models.ForeignKey(Person, models.CASCADE, related_name="seats", db_index=False)
    place = models.PositiveSmallIntegerField()
    at = models.DateTimeField()
    until = models.DateTimeField()

    class Meta:
        indexes = [models.Index(fields=["person", "until"], name="seat_of_person")]
        constraints = [
            models.UniqueConstraint(fields=["rehearsal", "person"], name="seated_once"),
            models.UniqueConstraint(fields=["rehearsal", "place"], name="one_person_a_seat"),
            models.CheckConstraint(condition=Q(place__gte=1, place__lte=MOST_SEATS), name="five_seats_at_most"),
            models.CheckConstraint(condition=Q(until__gt=F("at")), name="a_seat_ends_after_it_begins"),
        ]
