from __future__ import annotations

from django.db import models

from parvis.kernel.rows import Row
from parvis.people.models import Person


class AccountInvitation(Row):
    """A link sent by mail lets this person choose a password, until `expires_at`. Only a hash of its secret is kept."""

    person = models.OneToOneField(Person, models.CASCADE, related_name="account_invitation")
    email = models.EmailField()
    secret_hash = models.CharField(max_length=64, unique=True)
    by = models.ForeignKey(Person, models.SET_NULL, null=True, related_name="+")
    at = models.DateTimeField()
    expires_at = models.DateTimeField()
