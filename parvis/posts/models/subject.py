from __future__ import annotations

from django.db import models
from django.urls import reverse

from parvis.kernel.rows import Row
from parvis.people.models import Person

from .comment import Comment
from .post import Post


class Subject(Row):
    """A #subject: one word or several joined by hyphens; `slug` is without accents and in lower case."""

    slug = models.SlugField(max_length=60, unique=True)
    name = models.CharField(max_length=60)

    def __str__(self) -> str:
        return f"#{self.name}"

    def get_absolute_url(self) -> str:
        return reverse("posts:subject", args=[self.slug])


class PostSubject(Row):
    post = models.ForeignKey(Post, models.CASCADE, related_name="subjects", db_index=False)
    subject = models.ForeignKey(Subject, models.CASCADE, related_name="posts", db_index=False)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["post", "subject"], name="subject_once_per_post")]
        indexes = [models.Index(fields=["subject", "-post"], name="post_of_subject")]


class Mention(Row):
    """A person named with @ in a post or a comment they can read."""

    person = models.ForeignKey(Person, models.CASCADE, related_name="mentions")
    post = models.ForeignKey(Post, models.CASCADE, related_name="mentions")
    comment = models.ForeignKey(Comment, models.CASCADE, null=True, related_name="mentions")
