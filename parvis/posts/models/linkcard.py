from __future__ import annotations

from django.db import models

from parvis.kernel.rows import Row

from .post import Post


class LinkCard(Row):
    """What an outside address says of itself, fetched once. `fetched_at` null: waiting; `title` empty: nothing to show. `key` is the
    same for every link to one page (`kernel.addresses`). `home`: the page of ours where all that is said of it is gathered, when
    an area above knows it (`posts.knowing`), said there on `said_on`."""

    url_hash = models.CharField(max_length=64, unique=True)
    key = models.CharField(max_length=64, blank=True, db_index=True)
    home = models.CharField(max_length=200, blank=True)
    said_on = models.DateField(null=True)
    url = models.CharField(max_length=2000)
    site = models.CharField(max_length=120, blank=True)
    title = models.CharField(max_length=300, blank=True)
    description = models.CharField(max_length=500, blank=True)
    fetched_at = models.DateTimeField(null=True)


class PostLink(Row):
    """The post shows this card; `is_attached`: its author put it beside their words, and did not write the address in them."""

    post = models.ForeignKey(Post, models.CASCADE, related_name="links")
    card = models.ForeignKey(LinkCard, models.CASCADE, related_name="posts")
    position = models.PositiveSmallIntegerField(default=0)
    is_attached = models.BooleanField(default=False)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["post", "card"], name="link_once_per_post")]
