from __future__ import annotations

from django.db import models
from django.utils.translation import gettext_lazy as _

from parvis.kernel.rows import Row
from parvis.people.models import Person

from .comment import Comment
from .post import Post


class Attachment(Row):
    """A photo, video or file. Attached to nothing at first (uploaded into the composer), then to one post or comment.
    Served only through `visible_to` of what it is attached to; unattached, to its owner."""

    class Kind(models.TextChoices):
        PHOTO = "photo", _("photo")
        VIDEO = "video", _("video")
        FILE = "file", _("file")
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
    small = models.FileField(upload_to="attachments/%Y/%m/", max_length=200, blank=True)
    large = models.FileField(upload_to="attachments/%Y/%m/", max_length=200, blank=True)
    width = models.PositiveIntegerField(null=True)
    height = models.PositiveIntegerField(null=True)
    alt = models.CharField(_("describe the picture"), max_length=400, blank=True)
    at = models.DateTimeField()

    class Meta:
        indexes = [models.Index(fields=["post", "position", "id"], name="attachment_of_post")]
        constraints = [
            models.CheckConstraint(
                condition=models.Q(post__isnull=True) | models.Q(comment__isnull=True), name="attached_to_one_thing"
            )
        ]
