from __future__ import annotations

from django.db import models

from parvis.communities.models import Community
from parvis.kernel.rows import Row
from parvis.people.models import Person
from parvis.posts.models import Post


class Mute(Row):
    """Less of something on one's home page, until a date or for good (`until` null). Known to the person alone."""

    until = models.DateTimeField(null=True)

    class Meta:
        abstract = True


class PostMute(Mute):
    person = models.ForeignKey(Person, models.CASCADE, related_name="post_mutes", db_index=False)
    post = models.ForeignKey(Post, models.CASCADE, related_name="+")

    class Meta:
        constraints = [models.UniqueConstraint(fields=["person", "post"], name="post_muted_once")]


class PersonMute(Mute):
    person = models.ForeignKey(Person, models.CASCADE, related_name="person_mutes", db_index=False)
    muted = models.ForeignKey(Person, models.CASCADE, related_name="+")

    class Meta:
        constraints = [models.UniqueConstraint(fields=["person", "muted"], name="person_muted_once")]


class CommunityMute(Mute):
    person = models.ForeignKey(Person, models.CASCADE, related_name="community_mutes", db_index=False)
    community = models.ForeignKey(Community, models.CASCADE, related_name="+")

    class Meta:
        constraints = [models.UniqueConstraint(fields=["person", "community"], name="community_muted_once")]
