from __future__ import annotations

from django.db import models
from django.utils.translation import gettext_lazy as _

from parvis.kernel.rows import Row
from parvis.people.models import Person

from .community import Community


class Membership(Row):
    """`person` is in `community`, as member, host (greets, answers requests, pins) or owner (also settings and roles)."""

    class Role(models.TextChoices):
        MEMBER = "member", _("member")
        HOST = "host", _("host")
        OWNER = "owner", _("owner")

    person = models.ForeignKey(Person, models.CASCADE, related_name="memberships")
    community = models.ForeignKey(Community, models.CASCADE, related_name="memberships")
    role = models.CharField(max_length=10, choices=Role, default=Role.MEMBER)
    at = models.DateTimeField()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["person", "community"], name="member_once"),
            models.CheckConstraint(condition=models.Q(role__in=["member", "host", "owner"]), name="known_role"),
        ]


class JoinRequest(Row):
    """Somebody asks to join a closed community; a host accepts (it becomes a Membership) or declines (it goes)."""

    person = models.ForeignKey(Person, models.CASCADE, related_name="join_requests")
    community = models.ForeignKey(Community, models.CASCADE, related_name="join_requests")
    words = models.CharField(_("a word to the hosts"), max_length=300, blank=True)
    at = models.DateTimeField()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["person", "community"], name="asked_once")]


class Invitation(Row):
    """A host invites somebody; the person accepts (Membership) or declines."""

    person = models.ForeignKey(Person, models.CASCADE, related_name="invitations")
    community = models.ForeignKey(Community, models.CASCADE, related_name="invitations")
    by = models.ForeignKey(Person, models.CASCADE, related_name="+")
    at = models.DateTimeField()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["person", "community"], name="invited_once")]
