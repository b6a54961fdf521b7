"""Videos: can it be played, how long it lasts, is there sound, are there captions."""

from __future__ import annotations

import contextlib
import os
import struct
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

from django.core.files.base import File
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from parvis.kernel import videos
from parvis.kernel.containers import Damaged
from parvis.kernel.refusals import Refused
from parvis.preflight.checks.video.reading import Film, is_matroska, read
from parvis.preflight.manuscript import LOOK, OK, STOP, Finding, Manuscript
from parvis.preflight.viewing import MARKUP, PROGRAM, is_video

ORDER = 70
LONG, PATIENCE, SILENT = 180, 25, 0.003  # seconds; seconds; loudest sample
HEAVY = 100_000_000  # bytes
LISTENER = Path(__file__).with_name("listening.py")
Said = tuple[str, str, str, str]


def check(manuscript: Manuscript) -> Iterator[Finding]:
    for index, path in enumerate(manuscript.videos):
        has_captions = index < len(manuscript.captioned) and manuscript.captioned[index]
        for severity, kind, message, why in about(path, has_captions):
            yield Finding("video", severity, message, why=why, video=index, kind=kind)
    for index, path in enumerate(manuscript.images):
        if is_video(path):
            for severity, kind, message, why in about(path, False):
                yield Finding("video", severity, message, why=why, image=index, kind=kind)


def stops(manuscript: Manuscript) -> Iterator[Finding]:
    """Files that call themselves videos and are programs or pages: read from their first bytes, without playing them."""
    among = [("video", index, path) for index, path in enumerate(manuscript.videos)]
    among += [("image", index, path) for index, path in enumerate(manuscript.images) if is_video(path)]
    for what, index, path in among:
        with contextlib.suppress(OSError):
            if unsafe := is_unsafe(beginning(path)):
                severity, kind, message, why = unsafe
                yield Finding("video", severity, message, why=why, kind=kind, **{what: index})  # type: ignore[arg-type]


def beginning(path: Path) -> bytes:
    with path.open("rb") as file:
        return file.read(512)


def is_unsafe(start: bytes) -> Said | None:
    if start.startswith(PROGRAM) or MARKUP.search(start):
        return (
            STOP,
            "unsafe",
            _("This file is not a video: it may do harm. Choose another file: nobody can lift this."),
            "",
        )
    return None


def about(path: Path, has_captions: bool) -> Iterator[Said]:
    """(severity, kind, sentence, why) for one video."""
    try:
        weight, start = path.stat().st_size, beginning(path)
    except OSError:
        yield LOOK, "unplayable", _("This video cannot be opened: copy it again from where it was made."), ""
        return
    if unsafe := is_unsafe(start):
        yield unsafe
        return
    if refusal := unplayable(path, start):
        yield LOOK, "unplayable", refusal, _("It would stay a black square for your colleagues.")
        return
    try:
        film = read(path)
    except (Damaged, ValueError, IndexError, struct.error):
        film = Film()
    yield from lasting(film, weight)
    yield from heard(path, film, start, has_captions)
    if film.has_position:
        yield OK, "position", _("This video says where it was filmed: that is removed when it is published."), ""


def unplayable(path: Path, start: bytes) -> str:
    """Why browsers will not play it, and what to do; "" when they will."""
    with path.open("rb") as opened:
        try:
            videos.check(File(opened, name=path.name), is_webm=is_matroska(start))
        except Refused as refused:
            return str(refused)
    return ""


def lasting(film: Film, weight: int) -> Iterator[Said]:
    if film.seconds > LONG:
        minutes = round(film.seconds / 60)
        message = ngettext(
            "This video lasts %(minutes)d minute: few will watch it to the end. Could it be shorter?",
            "This video lasts %(minutes)d minutes: few will watch it to the end. Could it be shorter?",
            minutes,
        )
        yield LOOK, "long", message % {"minutes": minutes}, ""
    if weight > HEAVY:
        message = _("This video is heavy (%(megabytes)d MB): it will be slow to come on a phone.")
        yield (
            LOOK,
            "heavy",
            message % {"megabytes": weight // 1_000_000},
            _("Export it in 720p: it will look the same."),
        )


def heard(path: Path, film: Film, start: bytes, has_captions: bool) -> Iterator[Said]:
    if not film.has_sound:
        yield LOOK, "mute", _("This video has no sound: is that what you want?"), ""
        return
    if is_silent(path, start):
        yield LOOK, "silent", _("Nothing is heard in this video: was the microphone on?"), ""
        return
    if not has_captions and not film.has_captions:
        why = _("Some do not hear, others watch without sound, on the train or beside a machine.")
        yield (
            LOOK,
            "captions",
            _(
                "This video has no captions: add a .vtt or .srt file beside it, or say in a few lines what is said in it."
            ),
            why,
        )


def is_silent(path: Path, start: bytes) -> bool:
    """True only when the sound was decoded and nothing is in it."""
    if not videos.can_decode():
        return False
    container = "matroska" if is_matroska(start) else "mp4"
    try:
        done = subprocess.run(  # noqa: S603 (our own program, on a file we were given)
            [sys.executable, "-I", str(LISTENER), str(path.resolve()), container],
            capture_output=True, timeout=PATIENCE, check=True, env={"PATH": os.environ.get("PATH", "")},
        )  # fmt: skip
        return float(done.stdout) < SILENT
    except (subprocess.SubprocessError, OSError, ValueError):
        return False
