"""Files, served only to who may read what they are attached to."""

from __future__ import annotations

from typing import Any

from django.http import FileResponse, Http404, HttpResponse, HttpResponseNotModified
from django.http.response import HttpResponseBase
from django.shortcuts import get_object_or_404

from parvis.kernel.http import json_answer
from parvis.kernel.refusals import Refused
from parvis.people.http import person_required
from parvis.posts.attaching import keep_file, readable_by
from parvis.posts.models import Attachment

SHOWN = {"image/jpeg", "image/png", "image/webp", "image/gif", "video/mp4", "video/webm", "video/quicktime"}


@person_required
def create(request: Any) -> HttpResponse:
    file = request.FILES.get("file")
    if file is None:
        return json_answer({"error": "no file"}, status=400)
    try:
        row = keep_file(file, by=request.person, alt=request.POST.get("alt", ""))
    except Refused as no:
        return json_answer({"error": str(no.message)}, status=422)
    return json_answer(
        {"id": str(row.pk), "name": row.name, "kind": row.kind, "url": f"/attachments/{row.pk}/small/"}, status=201
    )


@person_required
def show(request: Any, attachment_id: int, size: str) -> HttpResponseBase:
    row = get_object_or_404(Attachment.objects.filter(readable_by(request.person)).distinct(), pk=attachment_id)
    file = {"small": row.small, "large": row.large}.get(size) or row.file
    if not file:
        raise Http404
    etag = f'"{row.sha256[:20]}-{size}"'
    if request.headers.get("if-none-match") == etag:
        return HttpResponseNotModified()
    media_type = "image/webp" if file is not row.file else row.media_type
    shown = media_type in SHOWN
    response = FileResponse(
        file.open("rb"),
        as_attachment=not shown,
        filename=row.name,
        content_type=media_type if shown else "application/octet-stream",
    )
    response["ETag"], response["Cache-Control"] = etag, "private, max-age=0, must-revalidate"
    response["Content-Security-Policy"] = "default-src 'none'; sandbox"
    return response
