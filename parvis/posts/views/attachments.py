"""Files, served only to who may read what they are attached to."""

from __future__ import annotations

import base64
from typing import Any

from django.http import Http404, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import get_object_or_404
from django.utils.translation import gettext as _

from parvis.kernel.http import json_answer
from parvis.kernel.receiving import refusals_of
from parvis.kernel.refusals import Refused
from parvis.kernel.serving import CHECKED, KEPT, send, with_headers
from parvis.people.http import person_required
from parvis.posts.attaching import SIZED, keep_file, readable_by
from parvis.posts.models import Attachment, Rendition

USES = (Attachment.Kind.INLINE, Attachment.Kind.COVER)
SIZES = ("original", "small", "large", "small-modern", "large-modern")
# One dark point: what a video shows until its poster is made.
DARK = base64.b64decode("iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAIAAACQd1PeAAAADElEQVR4nGOQVjQAAADHAG0jNGn7AAAAAElFTkSuQmCC")


@person_required
def create(request: Any) -> HttpResponse:
    """Keep one file for its owner. `kind` is "inline" or "cover" for a picture of an article."""
    file, use = request.FILES.get("file"), request.POST.get("kind", "")
    for refusal in refusals_of(request):
        return json_answer({"error": str(refusal.message)}, status=422)
    if file is None:
        return json_answer({"error": _("Choose a file.")}, status=400)
    try:
        row = keep_file(file, by=request.person, alt=request.POST.get("alt", ""), use=use if use in USES else "")
    except Refused as no:
        return json_answer({"error": str(no.message)}, status=422)
    return json_answer(
        {
            "id": str(row.pk), "name": row.name, "kind": row.kind, "url": f"/attachments/{row.pk}/small/",
            "large": f"/attachments/{row.pk}/large/", "width": row.width, "height": row.height, "alt": row.alt,
        },
        status=201,
    )  # fmt: skip


def best(row: Attachment, size: str) -> Rendition | None:
    """The best there is of this size; None while the job has made nothing of it."""
    name, _dash, modern = size.partition("-")
    made = {(one.size, one.is_modern): one for one in row.renditions.all()}
    for wanted in ([(name, True)] if modern else []) + [(name, False), ("small", bool(modern)), ("small", False)]:
        if wanted in made:
            return made[wanted]
    return None


@person_required
def show(request: Any, attachment_id: int, size: str) -> HttpResponseBase:
    """A size that is not made yet is the file itself (for a video, a dark poster), asked again each time until it is."""
    if size not in SIZES:
        raise Http404
    rows = Attachment.objects.filter(readable_by(request.person)).distinct().prefetch_related("renditions")
    return send_size(request, get_object_or_404(rows, pk=attachment_id), size)


def send_size(request: Any, row: Attachment, size: str, cache: str = KEPT) -> HttpResponseBase:
    """A file that the caller has found to be readable; `cache`: how long the browser may keep a size that is made."""
    if size == "original":
        return send(
            request, row.file, media_type=row.media_type, name=row.name, etag=f'"{row.sha256[:20]}"', cache=cache,
            download="download" in request.GET,
        )  # fmt: skip
    if row.kind not in SIZED:
        raise Http404
    found = best(row, size)
    if found:
        etag = f'"{found.pk}"'
        return send(request, found.file, media_type=found.media_type, name=row.name, etag=etag, cache=cache)
    if row.kind == Attachment.Kind.VIDEO:
        return with_headers(HttpResponse(DARK, content_type="image/png"), '"dark"', CHECKED)
    return send(request, row.file, media_type=row.media_type, name=row.name, etag=f'"{row.sha256[:20]}"')
