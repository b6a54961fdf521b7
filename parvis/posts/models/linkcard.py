from __future__ import annotations

from django.db import models

from parvis.kernel.rows import Row

from .post import Post


class LinkCard(Row):
    """What an outside address says of itself, fetched once. `fetched_at` null: waiting; `title` empty: nothing to show."""

    url_hash = models.CharField(max_length=64, unique=True)
    url = models.CharField(max_length=2000)
    site = models.CharField(max_length=120, blank=True)
    title = models.CharField(max_length=300, blank=True)
    description = models.CharField(max_length=500, blank=True)
    fetched_at = models.DateTimeField(null=True)


class PostLink(Row):
    """The post shows this card."""

    post = models.ForeignKey(Post, models.CASCADE, related_name="links")
    card = models.ForeignKey(LinkCard, models.CASCADE, related_name="posts")
    position = models.PositiveSmallIntegerField(default=0)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["post", "card"], name="link_once_per_post")]
