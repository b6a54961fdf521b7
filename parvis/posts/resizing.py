"""The sizes of a photo and the poster of a video, made after the upload by a job. Should it fail, what was uploaded is still
served, and the failure is a dead letter."""

from __future__ import annotations

import io

from django.core.files.base import ContentFile
from django.db import transaction
from PIL import Image

from parvis.kernel import pictures, videos
from parvis.kernel.jobs import job
from parvis.kernel.serving import SHOWN as EXTENSIONS
from parvis.posts.models import Attachment, Rendition
from parvis.preflight.checks.photo.fingerprints import fingerprint


@job(queue="slow", atomic=False)
def resize(attachment_id: int) -> None:
    """Make what is missing; nothing when the file is gone or has its sizes."""
    row = Attachment.objects.filter(pk=attachment_id).first()
    if row is None or row.renditions.exists():
        return
    with row.file.open("rb") as kept:
        source = videos.poster(kept, row.media_type) if row.kind == Attachment.Kind.VIDEO else kept
        made = list(pictures.renditions(source)) if source else []
    small = next((one.picture.body for one in made if one.size == "small" and not one.is_modern), None)
    print_of = fingerprint(Image.open(io.BytesIO(small))) if small and row.kind != Attachment.Kind.VIDEO else ""
    with transaction.atomic():
        if not Attachment.objects.select_for_update().filter(pk=row.pk).exists() or row.renditions.exists():
            return
        if print_of:
            Attachment.objects.filter(pk=row.pk).update(fingerprint=print_of)
        for one in made:
            picture = one.picture
            rendition = Rendition(
                attachment=row, size=one.size, is_modern=one.is_modern, media_type=picture.media_type,
                width=picture.width, height=picture.height,
            )  # fmt: skip
            name = f"{row.pk}-{one.size}{EXTENSIONS[picture.media_type]}"
            rendition.file.save(name, ContentFile(picture.body), save=False)
            rendition.save(force_insert=True)
