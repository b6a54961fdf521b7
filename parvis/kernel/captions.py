"""Captions of a video, read from WebVTT (W3C) or SubRip files and written anew as plain WebVTT: times and words, nothing that styles,
places or runs."""

from __future__ import annotations

import html
import re

from django.core.files.base import File
from django.utils.translation import gettext as _

from parvis.kernel.lines import UNSEEN
from parvis.kernel.refusals import Refused, require

MEDIA_TYPE, SUFFIXES = "text/vtt", (".vtt", ".srt")
MOST_BYTES, MOST_CUES = 2_000_000, 10_000
CLOCK = r"(?:(\d{1,3}):)?(\d{1,2}):(\d{2})[.,](\d{1,3})"
TIMES = re.compile(rf"\s*{CLOCK}\s*-->\s*{CLOCK}(?:\s.*)?")
TAG = re.compile(r"<[^<>]{0,200}>")


def milliseconds(hours: str | None, minutes: str, seconds: str, thousandths: str) -> int:
    whole = int(hours or 0) * 3600 + int(minutes) * 60 + int(seconds)
    return whole * 1000 + int(thousandths.ljust(3, "0"))


def clock(at: int) -> str:
    seconds, thousandths = divmod(at, 1000)
    return f"{seconds // 3600:02}:{seconds // 60 % 60:02}:{seconds % 60:02}.{thousandths:03}"


def decoded(body: bytes) -> str:
    """UTF-8, with or without its mark, UTF-16 with it; else what Windows writes in western Europe."""
    for encoding in ("utf-16",) if body[:2] in (b"\xff\xfe", b"\xfe\xff") else ("utf-8-sig",):
        try:
            return body.decode(encoding)
        except UnicodeDecodeError:
            break
    return body.decode("cp1252", errors="replace")


def cues(text: str) -> list[tuple[int, int, str]]:
    """(start, end, words) of each cue, in milliseconds; a cue without words or whose times are not times is left out."""
    found = []
    for block in re.split(r"\n[ \t]*\n", text.replace("\r\n", "\n").replace("\r", "\n")):
        lines = block.split("\n")
        at = next((n for n, line in enumerate(lines[:3]) if TIMES.fullmatch(line)), None)
        if at is None or not (match := TIMES.fullmatch(lines[at])):
            continue
        begin, end = milliseconds(*match.groups()[:4]), milliseconds(*match.groups()[4:])
        said = [UNSEEN.sub("", html.unescape(TAG.sub("", line))).strip() for line in lines[at + 1 :]]
        words = "\n".join(line for line in said if line)
        if words and end > begin:
            found.append((begin, end, words))
    return found[:MOST_CUES]


def words_of(body: bytes) -> str:
    """The words alone, of a file kept by `clean`."""
    return "\n".join(words for _begin, _end, words in cues(body.decode()))


def clean(file: File) -> bytes:
    """The file as WebVTT. Raises Refused when no cue can be read in it."""
    name = {"name": file.name or ""}
    require((file.size or 0) <= MOST_BYTES, _("“%(name)s” is too long for captions: 2 MB at most.") % name)
    file.seek(0)
    found = cues(decoded(file.read()))
    if not found:
        raise Refused(
            _("No caption can be read in “%(name)s”. Export captions as WebVTT (.vtt) or SubRip (.srt).") % name
        )
    written = "".join(
        f"\n{clock(begin)} --> {clock(end)}\n{html.escape(words, quote=False)}\n" for begin, end, words in found
    )
    return f"WEBVTT\n{written}".encode()
