from __future__ import annotations

from pathlib import PurePosixPath

from django.db import models
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from parvis.kernel.rows import Row
from parvis.people.models import Person


class CommunityQuerySet(models.QuerySet["Community"]):
    def visible_to(self, viewer: Person) -> CommunityQuerySet:
        from parvis.communities import visibility

        return self.filter(visibility.visible_to_q(viewer))

    def joined_by(self, person: Person) -> CommunityQuerySet:
        """Those the person is a member of by a row (la place is everyone's and not among them)."""
        return self.filter(memberships__person=person)

    def active(self) -> CommunityQuerySet:
        return self.filter(archive__isnull=True)


class Community(Row):
    """A group. `member_count` equals the rows of Membership (kept by the verbs, in their transaction)."""

    class Kind(models.TextChoices):
        OPEN = "open", _("open")
        CLOSED = "closed", _("closed")
        SECRET = "secret", _("secret")

    class Starters(models.TextChoices):
        EVERYONE = "everyone", _("every member")
        HOSTS = "hosts", _("owners and hosts")

    slug = models.SlugField(max_length=80, unique=True)
    name = models.CharField(_("name"), max_length=80)
    purpose = models.CharField(_("purpose, in one line"), max_length=200, blank=True)
    kind = models.CharField(_("kind"), max_length=10, choices=Kind, default=Kind.OPEN)
    everyone = models.BooleanField(default=False, editable=False)
    starters = models.CharField(_("who starts posts"), max_length=10, choices=Starters, default=Starters.EVERYONE)
    picture = models.FileField(_("picture"), upload_to="communities/", blank=True)
    member_count = models.PositiveIntegerField(default=0, editable=False)

    objects = CommunityQuerySet.as_manager()

    class Meta:
        verbose_name_plural = "communities"
        constraints = [
            models.CheckConstraint(condition=models.Q(kind__in=["open", "closed", "secret"]), name="known_kind"),
            models.UniqueConstraint(
                fields=["everyone"], condition=models.Q(everyone=True), name="only_one_community_of_everyone"
            ),
            models.CheckConstraint(
                condition=models.Q(everyone=False) | models.Q(kind="open"), name="everyones_community_is_open"
            ),
        ]

    def __str__(self) -> str:
        return self.name

    @property
    def picture_address(self) -> str:
        """Where its picture is served; another picture has another address."""
        version = PurePosixPath(self.picture.name or "").stem if self.picture else ""
        return f"/communities/{self.slug}/picture/?v={version}" if version else ""

    def get_absolute_url(self) -> str:
        return reverse("communities:show", args=[self.slug])


class Archive(Row):
    """The community is closed to new words; it stays readable."""

    community = models.OneToOneField(Community, models.CASCADE, related_name="archive")
    by = models.ForeignKey(Person, models.SET_NULL, null=True, related_name="+")
    at = models.DateTimeField()
