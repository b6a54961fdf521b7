from __future__ import annotations

from django.db import models
from django.db.models.functions import Coalesce
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from parvis.communities.models import Community
from parvis.kernel.rows import Row
from parvis.people.models import Person

from .reaction import SignCounts


class Audience(models.TextChoices):
    """Who may read: fixed when published, narrowed when the community closes, never widened behind anyone's back."""

    EVERYONE = "everyone", _("everyone who works here")
    MEMBERS = "members", _("the members of the community")


class PostQuerySet(models.QuerySet["Post"]):
    def visible_to(self, viewer: Person) -> PostQuerySet:
        """Published posts `viewer` may read: the only way to reach one."""
        from parvis.posts import visibility

        return self.filter(visibility.visible_to_q(viewer))

    def drafted_by(self, person: Person) -> PostQuerySet:
        """The person's own posts that are not published, nor about to be."""
        return self.filter(author=person, published_at__isnull=True)

    def unsettled_of(self, person: Person) -> PostQuerySet:
        """Published by the person, and still seen by them alone."""
        from parvis.posts import settling

        return self.filter(settling.unsettled_q(person))

    def shown_to(self, viewer: Person) -> PostQuerySet:
        """What `viewer` may read, and what they have just published: for a post asked by its id. Lists ask `visible_to`."""
        from parvis.posts import settling, visibility

        return self.filter(visibility.visible_to_q(viewer) | settling.unsettled_q(viewer))

    def for_screen(self) -> PostQuerySet:
        """With every relation a card shows."""
        return self.select_related("author", "author__unit", "author__mandate", "author__portrait", "community")

    def newest_first(self) -> PostQuerySet:
        return self.order_by("-active_at", "-id")


class Post(SignCounts, Row):
    """What lives in one place. `body_html` is sanitised once, on write; `body_text` is the same without markup.

    `place_id` is the community, or the author for the storyline. `active_at` (last publication or comment) is set while the
    post is listed and null otherwise. `settles_at` is set from the moment the author publishes until others see it: `Publication`
    and `active_at` come then (`posts.settling`). `version` grows with each edit (optimistic lock). `preview` is the ids of the two
    newest comments.
    """

    class Kind(models.TextChoices):
        NOTE = "note", _("note")
        QUESTION = "question", _("question")
        ARTICLE = "article", _("article")
        VIDEO = "video", _("video")
        POLL = "poll", _("poll")
        SHARE = "share", _("share")

    kind = models.CharField(max_length=10, choices=Kind, default=Kind.NOTE)
    author = models.ForeignKey(Person, models.CASCADE, related_name="posts", db_index=False)
    community = models.ForeignKey(
        Community, models.CASCADE, null=True, blank=True, related_name="posts", db_index=False
    )
    place_id = models.GeneratedField(
        expression=Coalesce("community_id", "author_id"), output_field=models.BigIntegerField(), db_persist=True
    )
    audience = models.CharField(max_length=10, choices=Audience, default=Audience.EVERYONE)
    title = models.CharField(max_length=200, blank=True)
    body_html = models.TextField(blank=True)
    body_text = models.TextField(blank=True)
    embeds_html = models.TextField(blank=True)
    language = models.CharField(max_length=8, blank=True)
    version = models.PositiveIntegerField(default=1)
    drafted_at = models.DateTimeField()
    edited_at = models.DateTimeField(null=True)
    published_at = models.DateTimeField(null=True)
    active_at = models.DateTimeField(null=True)
    settles_at = models.DateTimeField(null=True)
    must_read_until = models.DateTimeField(null=True)  # kept by the verbs of `posts.confirming`
    comment_count = models.PositiveIntegerField(default=0)
    share_count = models.PositiveIntegerField(default=0)
    me_too_count = models.PositiveIntegerField(default=0)
    is_answered = models.BooleanField(default=False)
    preview = models.JSONField(default=list)

    objects = PostQuerySet.as_manager()

    class Meta:
        indexes = [
            # home and community pages: the newest of each place
            models.Index(fields=["place_id", "-active_at", "-id"], name="post_of_place", condition=models.Q(active_at__isnull=False)),
            # home: the newest everyone may read of each person followed; also "beyond my team"
            models.Index(
                fields=["author", "-active_at", "-id"], name="post_of_followed",
                condition=models.Q(active_at__isnull=False, audience="everyone"),
            ),
            # profile, drafts
            models.Index(fields=["author", "-id"], name="post_of_author"),
            # home, newest of everybody (beyond my team)
            models.Index(fields=["-active_at", "-id"], name="post_open", condition=models.Q(active_at__isnull=False, audience="everyone")),
            # a handful at any moment: what is due, and the author's own
            models.Index(fields=["settles_at"], name="post_unsettled", condition=models.Q(settles_at__isnull=False)),
            # questions waiting
            models.Index(
                fields=["place_id", "-active_at", "-id"], name="question_waiting",
                condition=models.Q(active_at__isnull=False, kind="question", is_answered=False),
            ),
        ]  # fmt: skip
        constraints = [
            models.CheckConstraint(
                condition=models.Q(kind__in=["note", "question", "article", "video", "poll", "share"]),
                name="known_post_kind",
            ),
            models.CheckConstraint(condition=models.Q(audience__in=["everyone", "members"]), name="known_audience"),
            models.CheckConstraint(
                condition=models.Q(community__isnull=False) | models.Q(audience="everyone"),
                name="storyline_is_for_everyone",
            ),
        ]

    def get_absolute_url(self) -> str:
        return reverse("posts:show", args=[self.pk])
