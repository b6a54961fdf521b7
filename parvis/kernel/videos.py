"""A video is what its content says. Its container is always read; its first pictures are decoded too when PyAV is installed
(`requirements/video.in`, which bin/run and bin/test add). Hidden parts (position, titles) are blanked."""

from __future__ import annotations

import contextlib
import dataclasses
import importlib.util
import json
import os
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from django.core.files.base import ContentFile, File
from django.utils.translation import gettext as _

from parvis.kernel import containers
from parvis.kernel.refusals import Refused, require

PATIENCE = 30  # seconds
PLAYABLE = {"avc1", "avc3", "hvc1", "hev1", "vp08", "vp09", "av01", "V_VP8", "V_VP9", "V_AV1", "V_MPEG4/ISO/AVC"}
DECODER = Path(__file__).with_name("decoding.py")


@dataclasses.dataclass(frozen=True)
class Video:
    """`width` × `height` px as it is shown; `patches` to write over the file to take its hidden parts away."""

    media_type: str
    width: int
    height: int
    patches: tuple[tuple[int, bytes], ...]


def can_decode() -> bool:
    """PyAV is installed: false videos are told by decoding, and posters are made."""
    return importlib.util.find_spec("av") is not None


@contextlib.contextmanager
def on_disk(file: File) -> Iterator[str]:
    """The path of a file, copied to a temporary one when it is in memory or far away."""
    path = getattr(file, "temporary_file_path", None)
    if path is not None:
        yield path()
        return
    with tempfile.NamedTemporaryFile(prefix="parvis-") as copy:
        file.seek(0)
        for piece in file.chunks():
            copy.write(piece)
        copy.flush()
        yield copy.name


def decode(path: str, media_type: str, poster: str = "") -> dict[str, Any]:
    """What the decoder says of the first pictures: {"frames": 0} when there is none it can show."""
    container_format = "matroska" if media_type == "video/webm" else "mp4"
    try:
        done = subprocess.run(  # noqa: S603 (our own program, on a file we named)
            [sys.executable, "-I", str(DECODER), path, container_format, poster],
            capture_output=True, timeout=PATIENCE, check=True, env={"PATH": os.environ.get("PATH", "")},
        )  # fmt: skip
        found: dict[str, Any] = json.loads(done.stdout)
    except (subprocess.SubprocessError, OSError, ValueError):
        return {"frames": 0}
    return found


def check(file: File, *, is_webm: bool) -> Video:
    """Raises Refused, with what to do, when the file is not a video that browsers play."""
    name = {"name": file.name or ""}
    file.seek(0)
    try:
        read = containers.read_webm if is_webm else containers.read_mp4
        found = read(file.file or file, file.size)  # type: ignore[arg-type]
    except containers.CutShort as cut:
        raise Refused(_("“%(name)s” is cut short: copy it again from where it was made, then send it.") % name) from cut
    except (containers.Damaged, ValueError, IndexError, containers.struct.error) as broken:
        raise Refused(not_a_video(file.name or "")) from broken
    require(found.codec, _("“%(name)s” has sound but no picture: it is not a video.") % name)
    require(
        found.codec in PLAYABLE and found.media_type != "video/x-matroska",
        _("“%(name)s” is a video that browsers do not play. Export it as MP4 (H.264) or WebM and send that.") % name,
    )
    width, height = found.width, found.height
    if can_decode():
        with on_disk(file) as path:
            seen = decode(path, found.media_type)
        require(seen["frames"], not_a_video(file.name or ""))
        width, height = seen["width"], seen["height"]
    require(0 < width <= 16_000 and 0 < height <= 16_000, not_a_video(file.name or ""))
    return Video(found.media_type, width, height, tuple(found.patches))


def not_a_video(name: str) -> str:
    return _("“%(name)s” is not a video we can play. Use an MP4 (H.264) or WebM file.") % {"name": name}


def poster(file: File, media_type: str) -> ContentFile | None:
    """A picture near the beginning, as PNG; None when nothing can decode it."""
    if not can_decode():
        return None
    with on_disk(file) as path, tempfile.TemporaryDirectory(prefix="parvis-") as folder:
        target = Path(folder) / "poster.png"
        decode(path, media_type, str(target))
        return ContentFile(target.read_bytes(), name="poster.png") if target.exists() else None


class Patched(File):
    """A file read with some of its bytes replaced; same length."""

    def __init__(self, file: File, patches: tuple[tuple[int, bytes], ...]) -> None:
        super().__init__(file, file.name)
        self.patches, self.source = patches, file

    @property
    def size(self) -> int:  # type: ignore[override]
        return self.source.size

    def read(self, size: int = -1) -> bytes:
        at = self.source.tell()
        data = bytearray(self.source.read(size))
        for place, patch in self.patches:
            begin, end = max(place, at), min(place + len(patch), at + len(data))
            if begin < end:
                data[begin - at : end - at] = patch[begin - place : end - place]
        return bytes(data)

    def chunks(self, chunk_size: int | None = None) -> Iterator[bytes]:
        self.source.seek(0)
        while piece := self.read(chunk_size or 1_048_576):
            yield piece
