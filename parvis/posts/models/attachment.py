from __future__ import annotations

from django.db import models
from django.utils.translation import gettext_lazy as _

from parvis.kernel.rows import Row
from parvis.people.models import Person

from .comment import Comment
from .post import Post


class Attachment(Row):
    """A photo, video, its captions, or a file. Attached to nothing at first (uploaded into the composer), then to one post or comment.
    Served only through `visible_to` of what it is attached to; unattached, to its owner."""

    class Kind(models.TextChoices):
        PHOTO = "photo", _("photo")
        VIDEO = "video", _("video")
        FILE = "file", _("file")
        CAPTIONS = "captions", _("captions")
        COVER = "cover", _("cover")
        INLINE = "inline", _("image in the text")

    owner = models.ForeignKey(Person, models.CASCADE, related_name="attachments")
    post = models.ForeignKey(Post, models.CASCADE, null=True, related_name="attachments")
    comment = models.ForeignKey(Comment, models.CASCADE, null=True, related_name="attachments")
    kind = models.CharField(max_length=10, choices=Kind)
    position = models.PositiveSmallIntegerField(default=0)
    name = models.CharField(max_length=200)
    media_type = models.CharField(max_length=100)
    size = models.PositiveBigIntegerField()
    sha256 = models.CharField(max_length=64)
    file = models.FileField(upload_to="attachments/%Y/%m/", max_length=200)
    width = models.PositiveIntegerField(null=True)
    height = models.PositiveIntegerField(null=True)
    moves = models.BooleanField(
        default=False
    )  # an animated picture: shown as it is, still for who asks for less motion
    # What a picture looks like, however it is resized (preflight.checks.photo.fingerprints); "" until its sizes are made.
    fingerprint = models.CharField(max_length=120, blank=True, default="")
    alt = models.CharField(_("describe the picture"), max_length=400, blank=True)
    at = models.DateTimeField()

    class Meta:
        indexes = [models.Index(fields=["post", "position", "id"], name="attachment_of_post")]
        constraints = [
            models.CheckConstraint(
                condition=models.Q(post__isnull=True) | models.Q(comment__isnull=True), name="attached_to_one_thing"
            )
        ]


class Rendition(Row):
    """One size of a photo, or of the poster of a video, made by a job from the file kept: in the modern format, or in the one
    every browser reads. Until it exists the file itself is served in its place."""

    attachment = models.ForeignKey(Attachment, models.CASCADE, related_name="renditions")
    size = models.CharField(max_length=10)
    is_modern = models.BooleanField()
    media_type = models.CharField(max_length=100)
    file = models.FileField(upload_to="attachments/%Y/%m/", max_length=200)
    width = models.PositiveIntegerField()
    height = models.PositiveIntegerField()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["attachment", "size", "is_modern"], name="rendition_once")]
