"""Having read, said by the reader: only on a post that asks for it, for a few days."""

from __future__ import annotations

from django.db import models

from parvis.kernel.rows import Row
from parvis.people.models import Person

from .post import Post


class MustRead(Row):
    """A communicator asks the readers of the post to say that they have read it, until a date. Who said so is shown to `by` alone."""

    post = models.OneToOneField(Post, models.CASCADE, related_name="must_read")
    by = models.ForeignKey(Person, models.CASCADE, related_name="+")
    at = models.DateTimeField()
    until = models.DateTimeField()


class ReadConfirmation(Row):
    """ "J'ai lu": this person says that they have read the post."""

    must_read = models.ForeignKey(MustRead, models.CASCADE, related_name="confirmations")
    person = models.ForeignKey(Person, models.CASCADE, related_name="+", db_index=False)
    at = models.DateTimeField()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["person", "must_read"], name="confirmed_once")]
