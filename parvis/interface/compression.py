"""Pages are sent compressed to browsers that ask for it: a home page of 110 KB leaves as 20, on a phone the difference between
a page and a wait. docs/performance.md holds the measures that chose the library (ISA-L) and the level.

BREACH (guessing a secret of a compressed page by its length) needs a secret that stays the same, attacker's words reflected
beside it, and thousands of pages fetched with the victim's cookies. The form token is masked anew in each answer, keys of forms
are random, the session cookie is SameSite=Lax (other sites cannot have pages fetched with it), and each answer gets a header of
random length, as Django's own middleware does.
"""

from __future__ import annotations

import secrets
import struct
import zlib
from collections.abc import Callable
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.utils.cache import patch_vary_headers

try:
    from isal import isal_zlib as deflater
except ImportError:  # a processor ISA-L is not built for: slower, the same bytes for browsers
    deflater = zlib

LEVEL = 2 if deflater is not zlib else 1
SMALLEST = 1000
KINDS = ("text/html", "application/json", "text/csv")
START = b"\x1f\x8b\x08\x08\0\0\0\0\x00\xff"  # gzip, deflate, a file name follows, no date


def accepts_gzip(asked: str) -> bool:
    """What Accept-Encoding says of gzip: named, and not refused with q=0."""
    for part in asked.lower().split(","):
        name, _, rest = part.strip().partition(";")
        if name.strip() in ("gzip", "x-gzip"):
            return rest.replace(" ", "") not in ("q=0", "q=0.0", "q=0.00", "q=0.000")
    return False


def gzipped(content: bytes) -> bytes:
    """`content` as a gzip file whose name, of random length, hides the exact length of the page."""
    packer = deflater.compressobj(LEVEL, zlib.DEFLATED, -zlib.MAX_WBITS)
    name = b"p" * (1 + secrets.randbelow(100))
    end = struct.pack("<LL", deflater.crc32(content), len(content) & 0xFFFFFFFF)
    return b"".join((START, name, b"\0", packer.compress(content), packer.flush(), end))


class Compression:
    """Compresses whole pages and JSON, when asked; never streams, files, small answers, nor what is already encoded."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> Any:
        response = self.get_response(request)
        if response.streaming or response.has_header("Content-Encoding") or len(response.content) < SMALLEST:
            return response
        if not response.get("Content-Type", "").startswith(KINDS) or response.has_header("Content-Disposition"):
            return response
        patch_vary_headers(response, ("Accept-Encoding",))
        if accepts_gzip(request.headers.get("accept-encoding", "")):
            response.content = gzipped(response.content)
            response["Content-Encoding"], response["Content-Length"] = "gzip", str(len(response.content))
            if response.get("ETag", "").startswith('"'):
                response["ETag"] = f"W/{response['ETag']}"
        return response
