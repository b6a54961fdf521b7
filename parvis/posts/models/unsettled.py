"""Acts that have not settled yet. They wait here, away from the tables others read: undone before, nothing of them was ever there.
(A post waits in its own table, unlisted like a draft: see `Post.settles_at`.)"""

from __future__ import annotations

from django.db import models

from parvis.kernel.rows import Row
from parvis.people.models import Person

from .comment import Comment
from .poll import Poll, PollOption
from .post import Post
from .reaction import SIGNS


class Unsettled(Row):
    at = models.DateTimeField()
    settles_at = models.DateTimeField(db_index=True)

    class Meta:
        abstract = True


class UnsettledComment(Unsettled):
    """Words sent, seen by their author alone. The comment takes the same id. `named` is the ids of the people named with @."""

    author = models.ForeignKey(Person, models.CASCADE, related_name="+")
    post = models.ForeignKey(Post, models.CASCADE, related_name="+")
    # What it answers may be taken back meanwhile: the words stay, under the post.
    parent = models.ForeignKey(Comment, models.SET_NULL, null=True, related_name="+")
    answers = models.ForeignKey(Comment, models.SET_NULL, null=True, related_name="+")
    body_html = models.TextField()
    body_text = models.TextField()
    named = models.JSONField(default=list)


class UnsettledReaction(Unsettled):
    """A sign somebody has put on a post or a comment, or the one that will replace the sign they had. One at a time."""

    person = models.ForeignKey(Person, models.CASCADE, related_name="+", db_index=False)
    post = models.ForeignKey(Post, models.CASCADE, null=True, related_name="+")
    comment = models.ForeignKey(Comment, models.CASCADE, null=True, related_name="+")
    sign = models.CharField(max_length=12)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["person", "post"], name="one_unsettled_per_post"),
            models.UniqueConstraint(fields=["person", "comment"], name="one_unsettled_per_comment"),
            models.CheckConstraint(condition=models.Q(sign__in=SIGNS), name="known_unsettled_sign"),
            models.CheckConstraint(
                condition=models.Q(post__isnull=False, comment__isnull=True)
                | models.Q(post__isnull=True, comment__isnull=False),
                name="unsettled_on_one_thing",
            ),
        ]


class UnsettledMeToo(Unsettled):
    """ "Me too", said of a question."""

    person = models.ForeignKey(Person, models.CASCADE, related_name="+", db_index=False)
    post = models.ForeignKey(Post, models.CASCADE, related_name="+")

    class Meta:
        constraints = [models.UniqueConstraint(fields=["person", "post"], name="one_unsettled_me_too")]


class UnsettledBallot(Unsettled):
    """A ballot that others do not count yet, with its votes, of an anonymous poll too: they go when it is counted."""

    person = models.ForeignKey(Person, models.CASCADE, related_name="+", db_index=False)
    poll = models.ForeignKey(Poll, models.CASCADE, related_name="+")

    class Meta:
        constraints = [models.UniqueConstraint(fields=["person", "poll"], name="one_unsettled_ballot")]


class UnsettledVote(Row):
    """What such a ballot says."""

    ballot = models.ForeignKey(UnsettledBallot, models.CASCADE, related_name="votes", db_index=False)
    option = models.ForeignKey(PollOption, models.CASCADE, related_name="+")

    class Meta:
        constraints = [models.UniqueConstraint(fields=["ballot", "option"], name="unsettled_vote_once")]
