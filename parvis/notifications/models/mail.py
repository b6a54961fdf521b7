from __future__ import annotations

from django.db import models

from parvis.kernel.rows import Row
from parvis.people.models import Person


class MailTrouble(Row):
    """Mails to this person came back for good: none is sent until they say that it is mended, or their address changes (`email`)."""

    person = models.OneToOneField(Person, models.CASCADE, related_name="mail_trouble")
    email = models.EmailField()
    why = models.CharField(max_length=300, blank=True)
    at = models.DateTimeField()
