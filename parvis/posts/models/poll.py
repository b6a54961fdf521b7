from __future__ import annotations

from django.db import models

from parvis.kernel.rows import Row
from parvis.people.models import Person

from .post import Post


class Poll(Row):
    """The details of a post of kind poll. Anonymous: who voted is kept (`Ballot`), what for is not."""

    post = models.OneToOneField(Post, models.CASCADE, related_name="poll")
    is_multiple = models.BooleanField(default=False)
    is_anonymous = models.BooleanField(default=True)
    ends_at = models.DateTimeField(null=True)
    voter_count = models.PositiveIntegerField(default=0)


class PollOption(Row):
    poll = models.ForeignKey(Poll, models.CASCADE, related_name="options")
    position = models.PositiveSmallIntegerField()
    words = models.CharField(max_length=120)
    vote_count = models.PositiveIntegerField(default=0)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["poll", "position"], name="option_position_once")]


class Ballot(Row):
    """`person` has voted in `poll`."""

    poll = models.ForeignKey(Poll, models.CASCADE, related_name="ballots")
    person = models.ForeignKey(Person, models.CASCADE, related_name="ballots")

    class Meta:
        constraints = [models.UniqueConstraint(fields=["poll", "person"], name="ballot_once")]


class Vote(Row):
    """What a ballot says; only in polls that are not anonymous."""

    ballot = models.ForeignKey(Ballot, models.CASCADE, related_name="votes")
    option = models.ForeignKey(PollOption, models.CASCADE, related_name="votes")

    class Meta:
        constraints = [models.UniqueConstraint(fields=["ballot", "option"], name="vote_once")]
