"""A picture of the manuscript opened once for all checks, within limits: its size, what it says of itself, its points."""

from __future__ import annotations

import dataclasses
import functools
import re
from pathlib import Path
from typing import Any

from PIL import Image, ImageChops, ImageFilter, ImageStat, IptcImagePlugin

from parvis.kernel import pictures
from parvis.kernel.refusals import Refused

SIDE = 1024
VIDEOS = frozenset([".mp4", ".m4v", ".mov", ".webm", ".mkv", ".avi", ".wmv", ".flv", ".mpg", ".mpeg", ".3gp", ".ogv"])
MARKUP = re.compile(rb"<(?:!doctype|html|svg|\?xml|script|body|iframe)\b", re.IGNORECASE)
PROGRAM = (b"MZ", b"\x7fELF", b"#!", b"\xca\xfe\xba\xbe")
ACROSS = ImageFilter.Kernel((3, 3), [0, 1, 0, 1, -4, 1, 0, 1, 0], scale=1, offset=128)
SCREENS = frozenset(
    [1024 * 768, 1280 * 720, 1280 * 800, 1280 * 1024, 1366 * 768, 1440 * 900, 1600 * 900, 1680 * 1050, 1920 * 1080, 1920 * 1200, 2560 * 1440, 2560 * 1600, 2880 * 1800, 3024 * 1964]
    + [3440 * 1440, 3840 * 2160, 640 * 1136, 750 * 1334, 828 * 1792, 1080 * 1920, 1080 * 2340, 1080 * 2400, 1125 * 2436, 1170 * 2532, 1179 * 2556, 1242 * 2688, 1284 * 2778, 1290 * 2796, 1440 * 3200]
)  # fmt: skip
NAMED_SCREEN = re.compile(r"screen[ _-]?shot|capture[ _-]?(?:d[’'_ ]?)?[eé]cran|^capture\b|screencapture|copie d.[eé]cran", re.IGNORECASE)  # fmt: skip


class Unviewable(Exception):
    """`kind`: "unsafe" (a program or a page under the name of a picture), "unreadable", "huge", "empty"."""

    def __init__(self, kind: str) -> None:
        super().__init__(kind)
        self.kind = kind


@dataclasses.dataclass(frozen=True)
class View:
    """`width` × `height` px as it is shown; `orientation` as EXIF says; `small`: at most 1,024 px, upright, RGB; `about`: EXIF by tag;
    `taken`: EXIF of the camera; `position`: a place is in it; `iptc`, `xmp`: what editors wrote."""

    format: str
    width: int
    height: int
    weight: int
    orientation: int
    small: Image.Image
    about: dict[int, Any]
    taken: dict[int, Any]
    position: bool
    iptc: dict[tuple[int, int], Any]
    xmp: str
    name: str

    @functools.cached_property
    def grey(self) -> Image.Image:
        return self.small.convert("L")

    @functools.cached_property
    def flatness(self) -> float:
        """The share of points that are exactly like their neighbour."""
        width, height = self.grey.size
        one, other = self.grey.crop((1, 0, width, height)), self.grey.crop((0, 0, width - 1, height))
        return ImageChops.difference(one, other).histogram()[0] / max(1, (width - 1) * height)

    @functools.cached_property
    def edges(self) -> float:
        """The variance of the Laplacian."""
        width, height = self.grey.size
        inside = self.grey.filter(ACROSS).crop((1, 1, max(2, width - 1), max(2, height - 1)))
        return float(ImageStat.Stat(inside).var[0])

    @functools.cached_property
    def spread(self) -> float:
        """The variance of the luminance."""
        return max(1.0, float(ImageStat.Stat(self.grey).var[0]))

    @property
    def camera(self) -> str:
        return " ".join(str(self.about.get(tag, "")).strip("\0 ") for tag in (0x010F, 0x0110)).strip()

    @functools.cached_property
    def is_screen(self) -> bool:
        """A picture of a screen, told by its name, its size and its type: large areas of one plain colour and sharp edges."""
        if self.camera or self.position or self.taken.get(0x829A):
            return False
        if NAMED_SCREEN.search(self.name):
            return True
        is_lossless = self.format in ("PNG", "GIF", "BMP")
        if is_lossless and (self.flatness >= 0.65 or (self.width * self.height in SCREENS and self.flatness >= 0.3)):
            return True
        is_bright = level(self.grey, 0.5) >= 215
        return is_bright and self.flatness >= 0.29 and self.edges / self.spread >= 0.25

    @property
    def is_photo(self) -> bool:
        """Taken by a camera, or drawn like what a camera takes."""
        if self.is_screen:
            return False
        return bool(self.camera or self.taken) or (
            self.format in ("JPEG", "HEIF", "WEBP", "AVIF") and self.flatness < 0.62
        )


def level(grey: Image.Image, share: float) -> int:
    """The luminance below which that share of the points is."""
    wanted, seen = share * grey.width * grey.height, 0
    for value, count in enumerate(grey.histogram()):
        seen += count
        if seen >= wanted:
            return value
    return 255


def is_video(path: Path) -> bool:
    return path.suffix.lower() in VIDEOS


def view(path: Path) -> View:
    """The picture of a file. Raises Unviewable."""
    try:
        about = path.stat()
    except OSError as gone:
        raise Unviewable("unreadable") from gone
    return _view(path, about.st_mtime_ns, about.st_size)


@functools.lru_cache(maxsize=24)
def _view(path: Path, _changed: int, weight: int) -> View:
    if not weight:
        raise Unviewable("empty")
    with path.open("rb") as file:
        start = file.read(1024)
    if start.startswith(PROGRAM) or MARKUP.search(start[:512]):
        raise Unviewable("unsafe")
    try:
        with pictures.guarded(path.name), Image.open(path, formats=pictures.FORMATS) as picture:
            return _seen(picture, path, weight)
    except Refused as refused:
        is_huge = isinstance(refused.__cause__, (Image.DecompressionBombError, Image.DecompressionBombWarning))
        raise Unviewable("huge" if is_huge or "40" in str(refused) else "unreadable") from refused


def _seen(picture: Image.Image, path: Path, weight: int) -> View:
    width, height = picture.size
    if width * height > pictures.MOST_PIXELS:
        raise pictures.too_large(path.name)
    kind, orientation = picture.format or "", pictures.orientation_of(picture)
    exif = picture.getexif()
    about, taken, place = dict(exif), dict(exif.get_ifd(0x8769)), dict(exif.get_ifd(0x8825))
    iptc, xmp = _iptc(picture), picture.info.get("xmp") or picture.info.get("XML:com.adobe.xmp") or b""
    if kind == "JPEG":
        picture.draft("RGB", (SIDE, SIDE))
    picture.load()
    turn = pictures.UPRIGHT.get(orientation)
    picture.thumbnail((SIDE, SIDE))
    small = pictures.in_srgb(picture.transpose(turn) if turn is not None else picture)
    if small.mode == "RGBA":
        paper = Image.new("RGBA", small.size, "white")
        paper.alpha_composite(small)
        small = paper.convert("RGB")
    return View(
        format=kind,
        width=height if orientation > 4 else width,
        height=width if orientation > 4 else height,
        weight=weight,
        orientation=orientation if 1 <= orientation <= 8 else 1,
        small=small,
        about=about,
        taken=taken,
        position=1 in place or 2 in place or 4 in place,
        iptc=iptc,
        xmp=xmp.decode("utf-8", "replace") if isinstance(xmp, bytes) else str(xmp),
        name=path.name,
    )


def _iptc(picture: Image.Image) -> dict[tuple[int, int], Any]:
    try:
        return dict(IptcImagePlugin.getiptcinfo(picture) or {})  # type: ignore[arg-type]
    except (SyntaxError, ValueError, KeyError, IndexError, TypeError, OSError):
        return {}  # what is written badly there says nothing
