"""How a kept file leaves: streamed from where it is stored, whole or one range of it (RFC 9110 §14), under a name that is safe
(RFC 6266), shown only when its kind cannot run anything, and never in the same box as our pages."""

from __future__ import annotations

import re
from pathlib import PurePosixPath
from typing import Any

from django.core.files.base import File
from django.http import FileResponse, HttpResponse, HttpResponseNotModified
from django.http.response import HttpResponseBase
from django.utils.cache import patch_vary_headers
from django.utils.http import parse_etags

from parvis.kernel.portraits import for_old_browsers

# What a browser shows in place. Anything else (SVG, HTML, PDF, what we do not know) is only downloaded.
SHOWN = {
    "image/jpeg": ".jpg", "image/png": ".png", "image/webp": ".webp", "image/gif": ".gif", "image/avif": ".avif",
    "video/mp4": ".mp4", "video/webm": ".webm", "text/vtt": ".vtt",
}  # fmt: skip
BOX = "default-src 'none'; img-src 'self'; media-src 'self'; sandbox"
# A browser that asks with another session (after a sign-out) does not get what it kept for the former one.
KEPT, CHECKED = "private, max-age=3600", "private, no-cache"
RANGE = re.compile(r"bytes=(\d*)-(\d*)\s*")


class Part:
    """`length` bytes of an open file, from where it stands."""

    def __init__(self, file: Any, length: int) -> None:
        self.file, self.left = file, length

    def read(self, size: int = -1) -> bytes:
        data: bytes = self.file.read(self.left if size < 0 else min(size, self.left))
        self.left -= len(data)
        return data

    def close(self) -> None:
        self.file.close()


class Streamed(FileResponse):
    block_size = 65_536


def range_of(asked: str, size: int) -> tuple[int, int] | None:
    """(first, last) byte of a single range; None when it asks for nothing that is there. Raises ValueError when it is to be
    ignored (several ranges, another unit)."""
    found = RANGE.fullmatch(asked.strip())
    if not found or not (found[1] or found[2]) or len(asked) > 60:
        raise ValueError("not a single range of bytes")
    if not found[1]:
        length = min(int(found[2]), size)
        return (size - length, size - 1) if length else None
    first, last = int(found[1]), min(int(found[2] or size - 1), size - 1)
    if found[2] and int(found[2]) < first:
        raise ValueError("backwards")
    return (first, last) if first < size else None


def with_headers(response: HttpResponseBase, etag: str, cache: str) -> HttpResponseBase:
    response["ETag"], response["Cache-Control"] = etag, cache
    response["Content-Security-Policy"] = BOX
    response["X-Content-Type-Options"] = "nosniff"
    response["Cross-Origin-Resource-Policy"] = "same-origin"
    patch_vary_headers(response, ["Cookie"])
    return response


def is_known(request: Any, etag: str) -> bool:
    """The browser has this very version (If-None-Match, weak comparison)."""
    known = parse_etags(request.headers.get("if-none-match", ""))
    return "*" in known or etag in [one.removeprefix("W/") for one in known]


def send(
    request: Any, file: File, *, media_type: str, name: str, etag: str, cache: str = CHECKED, download: bool = False
) -> HttpResponseBase:
    """The file, a range of it (206), 304 when the browser has it, 416 when the range is beyond its end."""
    if is_known(request, etag):
        return with_headers(HttpResponseNotModified(), etag, cache)
    size = file.size
    first, last, status = 0, size - 1, 200
    asked, condition = request.headers.get("range", ""), request.headers.get("if-range", "")
    if asked and request.method == "GET" and condition in ("", etag):
        try:
            found = range_of(asked, size)
        except ValueError:
            pass
        else:
            if found is None:
                beyond = HttpResponse(status=416)
                beyond["Content-Range"] = f"bytes */{size}"
                return with_headers(beyond, etag, cache)
            (first, last), status = found, 206
    is_shown = media_type in SHOWN
    opened = file.open("rb")
    opened.seek(first)
    response = Streamed(
        Part(opened, last - first + 1),
        status=status,
        as_attachment=download or not is_shown,
        filename=PurePosixPath(name).stem + SHOWN[media_type] if is_shown else name,
        content_type=media_type if is_shown else "application/octet-stream",
    )
    response["Content-Length"] = str(last - first + 1)
    response["Accept-Ranges"] = "bytes"
    if status == 206:
        response["Content-Range"] = f"bytes {first}-{last}/{size}"
    return with_headers(response, etag, cache)


def send_small_picture(request: Any, file: File, *, etag: str, cache: str = KEPT) -> HttpResponseBase:
    """A WebP of ours of a few kilobytes, or the same as JPEG or PNG for a browser that does not read it."""
    old = "image/webp" not in request.headers.get("accept", "image/webp")
    etag = f'{etag[:-1]}-old"' if old else etag
    if is_known(request, etag):
        response: HttpResponseBase = HttpResponseNotModified()
    else:
        with file.open("rb") as opened:
            body, media_type = opened.read(), "image/webp"
        if old:
            body, media_type = for_old_browsers(body)
        response = HttpResponse(body, content_type=media_type)
    patch_vary_headers(response, ["Accept"])
    return with_headers(response, etag, cache)
