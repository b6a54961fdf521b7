from __future__ import annotations

from django.db import models
from django.db.models import F, Q
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from parvis.kernel.rows import Row
from parvis.people.models import Person
from parvis.posts.models import Post


class CompanionLinkQuerySet(models.QuerySet["CompanionLink"]):
    def visible_to(self, viewer: Person) -> CompanionLinkQuerySet:
        """The links that live, for the two people they tie: the only way to reach one."""
        from parvis.leadership import visibility

        return self.filter(visibility.link_visible_to_q(viewer))


class CompanionLink(Row):
    """`person` opens themselves to `companion` until `until`. Either ends it at once.

    How it ended is columns and not a row, unlike other states somebody causes: only so can the database itself refuse a second
    living link between the same two, and an end that a third person would have caused. Nobody (`ended_by` null) ended one whose
    time was over.
    """

    person = models.ForeignKey(Person, models.CASCADE, related_name="companions", db_index=False)
    companion = models.ForeignKey(Person, models.CASCADE, related_name="accompanied", db_index=False)
    at = models.DateTimeField()
    until = models.DateTimeField()
    ended_at = models.DateTimeField(null=True)
    ended_by = models.ForeignKey(Person, models.CASCADE, null=True, related_name="+", db_index=False)

    objects = CompanionLinkQuerySet.as_manager()

    class Meta:
        indexes = [
            models.Index(fields=["person", "until"], name="companions_of_person"),
            models.Index(fields=["companion", "until"], name="accompanied_by"),
        ]
        constraints = [
            models.UniqueConstraint(
                fields=["person", "companion"], condition=Q(ended_at__isnull=True), name="one_living_link_each"
            ),
            models.CheckConstraint(condition=~Q(person=F("companion")), name="nobody_accompanies_themselves"),
            models.CheckConstraint(condition=Q(until__gt=F("at")), name="a_link_ends_after_it_begins"),
            models.CheckConstraint(
                condition=Q(ended_by__isnull=True)
                | Q(ended_at__isnull=False) & (Q(ended_by=F("person")) | Q(ended_by=F("companion"))),
                name="only_the_two_end_it",
            ),
        ]

    def get_absolute_url(self) -> str:
        return reverse("leadership:companion", args=[self.pk])


class DraftOpening(Row):
    """This draft is open to the companion of this link: one companion at a time, whatever happens. Closed, the row stays with its
    end, so that what was said stays with the author and the draft knows through how many hands it went."""

    link = models.ForeignKey(CompanionLink, models.CASCADE, related_name="openings")
    post = models.ForeignKey(Post, models.CASCADE, related_name="openings", db_index=False)
    at = models.DateTimeField()
    closed_at = models.DateTimeField(null=True)

    class Meta:
        indexes = [models.Index(fields=["post", "id"], name="openings_of_draft")]
        constraints = [
            models.UniqueConstraint(fields=["post"], condition=Q(closed_at__isnull=True), name="one_companion_a_draft")
        ]


class DraftRemark(Row):
    """What the companion says of a draft: a remark, a question, or a fact to check (`address`, with `words` for its title). `quote`
    is the passage as it read and `near` where it began (code points); where it is now is looked for when it is read, since the
    draft changes with every pause of its author. An answer (`parent`) is no more than words."""

    class Kind(models.TextChoices):
        REMARK = "remark", _("Say something of it")
        QUESTION = "question", _("Ask a question")
        FACT = "fact", _("Attach a fact to check")

    opening = models.ForeignKey(DraftOpening, models.CASCADE, related_name="remarks")
    parent = models.ForeignKey("self", models.CASCADE, null=True, related_name="replies")
    by = models.ForeignKey(Person, models.CASCADE, related_name="draft_remarks")
    kind = models.CharField(max_length=10, choices=Kind, default=Kind.REMARK)
    quote = models.TextField(blank=True)
    near = models.PositiveIntegerField(default=0)
    words = models.TextField()
    address = models.CharField(max_length=500, blank=True)
    at = models.DateTimeField()

    class Meta:
        constraints = [
            models.CheckConstraint(condition=Q(kind__in=["remark", "question", "fact"]), name="known_draft_remark"),
            models.CheckConstraint(
                condition=Q(parent__isnull=True) | Q(quote="", address="", kind="remark"), name="a_reply_is_words"
            ),
            models.CheckConstraint(
                condition=Q(kind="fact") & ~Q(address="") | ~Q(kind="fact") & Q(address=""),
                name="a_fact_has_an_address",
            ),
        ]


class DraftRemarkHeard(Row):
    """The author has dealt with this remark."""

    remark = models.OneToOneField(DraftRemark, models.CASCADE, related_name="heard")
    at = models.DateTimeField()
