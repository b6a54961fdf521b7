from __future__ import annotations

from django.db import models

from parvis.kernel.rows import Row
from parvis.people.models import Person

from .post import Post
from .reaction import SignCounts


class CommentQuerySet(models.QuerySet["Comment"]):
    def visible_to(self, viewer: Person) -> CommentQuerySet:
        """Comments of posts `viewer` may read (withdrawn ones included: their words are gone, their place may remain)."""
        from parvis.posts import visibility

        return self.filter(post__in=Post.objects.filter(visibility.visible_to_q(viewer)))

    def for_screen(self) -> CommentQuerySet:
        return self.select_related("author", "author__unit", "author__mandate", "author__portrait", "withdrawal")


class Comment(SignCounts, Row):
    """An answer to a post (`parent` null) or to a comment (two levels). Withdrawn: words emptied, a CommentWithdrawal row."""

    post = models.ForeignKey(Post, models.CASCADE, related_name="comments", db_index=False)
    parent = models.ForeignKey("self", models.CASCADE, null=True, blank=True, related_name="replies")
    # The comment directly answered: `parent` keeps the thread to two levels, this says to whom one speaks.
    answers = models.ForeignKey("self", models.SET_NULL, null=True, blank=True, related_name="answered_by")
    author = models.ForeignKey(Person, models.CASCADE, related_name="comments", db_index=False)
    body_html = models.TextField()
    body_text = models.TextField()
    embeds_html = models.TextField(blank=True)
    language = models.CharField(max_length=8, blank=True)
    version = models.PositiveIntegerField(default=1)
    at = models.DateTimeField()
    edited_at = models.DateTimeField(null=True)

    objects = CommentQuerySet.as_manager()

    class Meta:
        indexes = [
            models.Index(fields=["post", "id"], name="comment_of_post"),
            models.Index(fields=["author", "-id"], name="comment_of_author"),
        ]

    def get_absolute_url(self) -> str:
        return f"{self.post.get_absolute_url()}#comment-{self.pk}"


class CommentRevision(Row):
    """The words of a comment before an edit: shown to whoever may read the comment."""

    comment = models.ForeignKey(Comment, models.CASCADE, related_name="revisions")
    number = models.PositiveIntegerField()
    body_html = models.TextField()
    at = models.DateTimeField()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["comment", "number"], name="comment_revision_once")]


class CommentWithdrawal(Row):
    """The comment was taken back: by whom and when. Its words are no longer kept."""

    comment = models.OneToOneField(Comment, models.CASCADE, related_name="withdrawal")
    by = models.ForeignKey(Person, models.SET_NULL, null=True, related_name="+")
    at = models.DateTimeField()
