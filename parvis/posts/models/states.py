"""States somebody caused: each is a row with who and when."""

from __future__ import annotations

from django.db import models

from parvis.kernel.rows import Row
from parvis.people.models import Person

from .comment import Comment
from .post import Post


class Publication(Row):
    """The post can be read by its audience. A post without one is a draft."""

    post = models.OneToOneField(Post, models.CASCADE, related_name="publication")
    by = models.ForeignKey(Person, models.CASCADE, related_name="+", db_index=False)
    at = models.DateTimeField()


class Withdrawal(Row):
    """The post was taken back: its words are gone; a trace stays only where others had answered."""

    post = models.OneToOneField(Post, models.CASCADE, related_name="withdrawal")
    by = models.ForeignKey(Person, models.SET_NULL, null=True, related_name="+", db_index=False)
    at = models.DateTimeField()


class Revision(Row):
    """The words of a post before an edit: shown to whoever may read the post."""

    post = models.ForeignKey(Post, models.CASCADE, related_name="revisions")
    number = models.PositiveIntegerField()
    title = models.CharField(max_length=200, blank=True)
    body_html = models.TextField(blank=True)
    at = models.DateTimeField()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["post", "number"], name="revision_once")]


class AcceptedAnswer(Row):
    """The one comment that answers the question, as its author says."""

    post = models.OneToOneField(Post, models.CASCADE, related_name="accepted_answer")
    comment = models.OneToOneField(Comment, models.CASCADE, related_name="accepted_as")
    by = models.ForeignKey(Person, models.SET_NULL, null=True, related_name="+")
    at = models.DateTimeField()


class MeToo(Row):
    """ "Me too": somebody has the same question."""

    person = models.ForeignKey(Person, models.CASCADE, related_name="me_toos", db_index=False)
    post = models.ForeignKey(Post, models.CASCADE, related_name="me_toos")
    at = models.DateTimeField()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["person", "post"], name="me_too_once")]


class Bookmark(Row):
    """Somebody keeps the post for later. Seen by them alone."""

    person = models.ForeignKey(Person, models.CASCADE, related_name="bookmarks", db_index=False)
    post = models.ForeignKey(Post, models.CASCADE, related_name="bookmarks")
    at = models.DateTimeField()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["person", "post"], name="bookmark_once")]


class Pin(Row):
    """The post stays on top of its community."""

    post = models.OneToOneField(Post, models.CASCADE, related_name="pin")
    by = models.ForeignKey(Person, models.SET_NULL, null=True, related_name="+")
    at = models.DateTimeField()


class Share(Row):
    """The post `post` (kind share) passes `original` on, with the sharer's own words."""

    post = models.OneToOneField(Post, models.CASCADE, related_name="share")
    original = models.ForeignKey(Post, models.CASCADE, related_name="shares")


class FirstVoice(Row):
    """The first word of a person on the network: a post or a comment."""

    person = models.OneToOneField(Person, models.CASCADE, related_name="first_voice")
    post = models.ForeignKey(Post, models.SET_NULL, null=True, related_name="+")
    comment = models.ForeignKey(Comment, models.SET_NULL, null=True, related_name="+")
    at = models.DateTimeField()
