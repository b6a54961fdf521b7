"""Every uploaded file is hostile: what it is comes from its content, never from its name or from what the browser says."""

from __future__ import annotations

import dataclasses
import hashlib
import re
import unicodedata
from collections.abc import Collection
from pathlib import PurePosixPath, PureWindowsPath

from django.conf import settings
from django.core.files.base import File
from django.utils.translation import gettext as _

from parvis.kernel.refusals import Refused, require

MB = 1_000_000
BINARY = "application/octet-stream"
STARTS: list[tuple[bytes, str, str, str]] = [
    # (first bytes, kind, media type, extension)
    (b"\xff\xd8\xff", "photo", "image/jpeg", ".jpg"),
    (b"\x89PNG\r\n\x1a\n", "photo", "image/png", ".png"),
    (b"GIF87a", "photo", "image/gif", ".gif"),
    (b"GIF89a", "photo", "image/gif", ".gif"),
    (b"%PDF-", "file", "application/pdf", ".pdf"),
    (b"\x1a\x45\xdf\xa3", "video", "video/webm", ".webm"),
]
BRANDS = {
    b"avif": ("photo", "image/avif", ".avif"),
    b"avis": ("photo", "image/avif", ".avif"),
    **dict.fromkeys([b"heic", b"heix", b"hevc", b"mif1", b"msf1", b"heim", b"heis"], ("photo", "image/heic", ".heic")),
    b"qt  ": ("video", "video/quicktime", ".mov"),
}
VIDEO_BRANDS = (
    b"isom",
    b"iso2",
    b"iso4",
    b"iso5",
    b"iso6",
    b"mp41",
    b"mp42",
    b"avc1",
    b"M4V ",
    b"MSNV",
    b"dash",
    b"3gp4",
    b"3gp5",
)
EXECUTABLE_STARTS = (b"MZ", b"\x7fELF", b"\xca\xfe\xba\xbe", b"\xcf\xfa\xed\xfe", b"\xce\xfa\xed\xfe", b"#!")
EXECUTABLE_NAMES = frozenset(
    [
        ".exe",
        ".dll",
        ".scr",
        ".com",
        ".bat",
        ".cmd",
        ".ps1",
        ".vbs",
        ".vbe",
        ".js",
        ".jse",
        ".wsf",
        ".msi",
        ".msp",
        ".hta",
        ".cpl",
        ".jar",
        ".lnk",
        ".reg",
        ".sh",
        ".app",
        ".apk",
        ".iso",
        ".img",
    ]
)
UNSEEN = re.compile(r"[\u0000-\u001f\u007f-\u009f\u200b-\u200f\u2028-\u202e\u2060-\u206f\ufeff]")


@dataclasses.dataclass(frozen=True)
class Checked:
    """`kind` is "photo", "video" or "file"; `size` in bytes; `extension` with its dot, the right one for the content."""

    kind: str
    media_type: str
    name: str
    size: int
    sha256: str
    extension: str


def clean_name(name: str) -> str:
    """A file's name without path, control or direction characters, at most 120 characters, never empty."""
    name = PureWindowsPath(PurePosixPath(name).name).name
    name = UNSEEN.sub("", unicodedata.normalize("NFC", name)).strip(" .").replace("/", "-").replace("\\", "-")
    stem, dot, extension = name.rpartition(".")
    if dot and len(extension) <= 10 and stem:
        return f"{stem[:108]}.{extension}"
    return name[:120] or "fichier"


def recognise(start: bytes, name: str) -> tuple[str, str, str]:
    """(kind, media type, extension) of a file from its first 4 KB."""
    for magic, kind, media_type, extension in STARTS:
        if start.startswith(magic):
            return kind, media_type, extension
    if start[:4] == b"RIFF" and start[8:12] == b"WEBP":
        return "photo", "image/webp", ".webp"
    if start[4:8] == b"ftyp":
        brand = start[8:12]
        if brand in BRANDS:
            return BRANDS[brand]
        if brand in VIDEO_BRANDS:
            return "video", "video/mp4", ".mp4"
    suffix = PurePosixPath(name.lower()).suffix
    return "file", BINARY, suffix if re.fullmatch(r"\.[a-z0-9]{1,8}", suffix) else ""


def sentence_for(expected: Collection[str], name: str) -> str:
    if "video" in expected and "photo" not in expected:
        return _("“%(name)s” is not a video we can play. Use an MP4 (H.264) or WebM file.") % {"name": name}
    return _("“%(name)s” is not a picture we can show. Use a JPEG, PNG, WebP, GIF or HEIC file.") % {"name": name}


def check(file: File, *, kinds: Collection[str] = ("photo", "video", "file"), limit_mb: int | None = None) -> Checked:
    """What an uploaded file really is.

    Raises Refused, with a sentence that says what to do, when it is empty, too large, a program, or none of `kinds`.
    """
    name = clean_name(file.name or "")
    size = file.size or 0
    require(size > 0, _("“%(name)s” is empty: choose the file again.") % {"name": name})
    file.seek(0)
    start = file.read(4096)
    kind, media_type, extension = recognise(start, name)
    if kind not in kinds:
        raise Refused(sentence_for(kinds, name))
    options = settings.PARVIS
    limit = limit_mb or (options.video_limit_mb if kind == "video" else options.upload_limit_mb)
    require(
        size <= limit * MB,
        _("“%(name)s” weighs %(size)d MB; the limit is %(limit)d MB. Make it lighter, or link to where it is kept.")
        % {"name": name, "size": size // MB, "limit": limit},
    )
    is_program = start.startswith(EXECUTABLE_STARTS) or PurePosixPath(name.lower()).suffix in EXECUTABLE_NAMES
    require(
        not (kind == "file" and is_program),
        _("“%(name)s” is a program: programs cannot be attached. Link to where it is kept.") % {"name": name},
    )
    digest = hashlib.sha256()
    file.seek(0)
    for piece in file.chunks():
        digest.update(piece)
    file.seek(0)
    return Checked(kind, media_type, name, size, digest.hexdigest(), extension)
