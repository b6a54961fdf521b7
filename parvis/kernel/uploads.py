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

from parvis.kernel import captions
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
PICTURE_NAMES = frozenset([".jpg", ".jpeg", ".png", ".gif", ".webp", ".heic", ".heif", ".avif"])
VIDEO_NAMES = frozenset([".mp4", ".m4v", ".mov", ".qt", ".webm"])
OTHER_VIDEO_NAMES = frozenset([".mkv", ".avi", ".wmv", ".flv", ".mpg", ".mpeg", ".mts", ".m2ts", ".ogv", ".3gp"])
UNSEEN = re.compile(r"[\u0000-\u001f\u007f-\u009f\u200b-\u200f\u2028-\u202e\u2060-\u206f\ufeff]")


@dataclasses.dataclass(frozen=True)
class Checked:
    """`kind` is "photo", "video", "captions" or "file"; `size` in bytes; `extension` with its dot, the right one for the content."""

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
    if suffix in captions.SUFFIXES and not start.startswith(EXECUTABLE_STARTS):
        return "captions", captions.MEDIA_TYPE, ".vtt"
    if start[4:8] in (b"ftyp", b"moov", b"mdat", b"wide", b"free", b"skip") and suffix in VIDEO_NAMES:
        return "video", "video/mp4", ".mp4"
    return "file", BINARY, suffix if re.fullmatch(r"\.[a-z0-9]{1,8}", suffix) else ""


def refuse_false_name(kind: str, name: str) -> None:
    """A file whose name promises a picture or a video that its content does not keep is refused, not attached as something else."""
    suffix = PurePosixPath(name.lower()).suffix
    if kind == "file" and suffix in PICTURE_NAMES:
        raise Refused(sentence_for(["photo"], name))
    if kind == "file" and suffix in VIDEO_NAMES:
        raise Refused(sentence_for(["video"], name))
    if suffix in OTHER_VIDEO_NAMES:
        raise Refused(
            _("“%(name)s” is a video that browsers do not play. Export it as MP4 (H.264) or WebM and send that.")
            % {"name": name}
        )


def sentence_for(expected: Collection[str], name: str) -> str:
    if "video" in expected and "photo" not in expected:
        return _("“%(name)s” is not a video we can play. Use an MP4 (H.264) or WebM file.") % {"name": name}
    return _("“%(name)s” is not a picture we can show. Use a JPEG, PNG, WebP, GIF or HEIC file.") % {"name": name}


def too_heavy(name: str, limit: int) -> Refused:
    words = _("“%(name)s” is heavier than the limit of %(limit)d MB. Make it lighter, or link to where it is kept.")
    return Refused(words % {"name": name, "limit": limit})


def check(
    file: File, *, kinds: Collection[str] = ("photo", "video", "captions", "file"), limit_mb: int | None = None
) -> Checked:
    """What an uploaded file really is.

    Raises Refused, with a sentence that says what to do, when it is empty, too large, a program, or none of `kinds`.
    """
    name = clean_name(file.name or "")
    size = file.size or 0
    require(size > 0, _("“%(name)s” is empty: choose the file again.") % {"name": name})
    file.seek(0)
    start = file.read(4096)
    kind, media_type, extension = recognise(start, name)
    refuse_false_name(kind, name)
    if kind not in kinds:
        raise Refused(sentence_for(kinds, name))
    options = settings.PARVIS
    limit = limit_mb or (options.video_limit_mb if kind == "video" else options.upload_limit_mb)
    if size > limit * MB:
        raise too_heavy(name, limit)
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
