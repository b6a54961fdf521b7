"""Pictures are decoded here only, within limits. At upload a picture is cleaned: written anew, upright, without position, camera
or any hidden part, at most 2,560 px long. Its small and large sizes are made later, by a job."""

from __future__ import annotations

import contextlib
import dataclasses
import io
import warnings
from collections.abc import Iterator

import pillow_heif
from django.core.files.base import File
from django.utils.translation import gettext as _
from PIL import Image, ImageCms, features

from parvis.kernel import animations
from parvis.kernel.refusals import Refused

FORMATS = ["JPEG", "PNG", "GIF", "WEBP", "HEIF", "AVIF"]
MOST_PIXELS = 40_000_000
LONGEST = 2560
SIZES = {"small": 640, "large": 1600}
FEW_COLOURS = 4096
UPRIGHT = dict(zip(range(2, 9), (
    Image.Transpose.FLIP_LEFT_RIGHT, Image.Transpose.ROTATE_180, Image.Transpose.FLIP_TOP_BOTTOM, Image.Transpose.TRANSPOSE,
    Image.Transpose.ROTATE_270, Image.Transpose.TRANSVERSE, Image.Transpose.ROTATE_90,
), strict=True))  # fmt: skip
MODERN = "image/avif" if features.check("avif") else "image/webp"
Image.MAX_IMAGE_PIXELS = MOST_PIXELS
pillow_heif.register_heif_opener()


@dataclasses.dataclass(frozen=True)
class Picture:
    """Encoded bytes of `width` × `height` px; `moves` says it is an animation."""

    width: int
    height: int
    media_type: str
    body: bytes
    moves: bool = False


@dataclasses.dataclass(frozen=True)
class Rendition:
    """One size of a picture, in the modern format or in the one every browser reads (JPEG, or PNG when transparent)."""

    size: str
    is_modern: bool
    picture: Picture


def unreadable(name: str) -> Refused:
    return Refused(_("“%(name)s” cannot be opened as a picture: it may be damaged. Try another file.") % {"name": name})


def too_large(name: str) -> Refused:
    return Refused(_("“%(name)s” has more than 40 million points: reduce it and try again.") % {"name": name})


@contextlib.contextmanager
def guarded(name: str) -> Iterator[None]:
    """Whatever Pillow raises on a hostile file, the person reads one of two sentences."""
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")
            warnings.simplefilter("error", Image.DecompressionBombWarning)
            yield
    except Refused:
        raise
    except (Image.DecompressionBombError, Image.DecompressionBombWarning) as bomb:
        raise too_large(name) from bomb
    except Exception as broken:  # Pillow raises many kinds on hostile files; all mean the same to the person
        raise unreadable(name) from broken


def orientation_of(picture: Image.Image) -> int:
    """How the camera was held (EXIF 274); 1 when it does not say, or says it wrongly."""
    try:
        return int(picture.getexif().get(0x0112, 1))
    except Exception:  # a picture is not refused for what it loses anyway
        return 1


def measure(file: File) -> tuple[int, int]:
    """(width, height) in px of the upright picture, from the header alone. Raises Refused when it is none or too large."""
    name = file.name or ""
    with guarded(name):
        file.seek(0)
        with Image.open(file, formats=FORMATS) as picture:
            width, height = picture.size
            if width * height > MOST_PIXELS:
                raise too_large(name)
            turned = orientation_of(picture) in (5, 6, 7, 8)
    return (height, width) if turned else (width, height)


def in_srgb(picture: Image.Image) -> Image.Image:
    """RGB or RGBA in the colours every screen expects: the profile of a camera or phone is applied, then dropped."""
    if picture.mode.startswith("I"):  # 16 bits of grey
        picture = picture.point(lambda value: value / 256).convert("L")
    profile = picture.info.get("icc_profile")
    has_alpha = "A" in picture.getbands() or "transparency" in picture.info
    if profile and picture.mode in ("RGB", "RGBA", "CMYK", "L"):
        with contextlib.suppress(Exception):  # a profile that lies is left aside
            source = ImageCms.ImageCmsProfile(io.BytesIO(profile))
            output = picture.mode if picture.mode in ("RGB", "RGBA") else "RGB"
            changed = ImageCms.profileToProfile(picture, source, ImageCms.createProfile("sRGB"), outputMode=output)
            picture = changed or picture
    picture = picture.convert("RGBA" if has_alpha else "RGB")
    if picture.mode == "RGBA" and picture.getextrema()[3][0] == 255:  # type: ignore[index]
        return picture.convert("RGB")
    return picture


def opened(file: File, longest: int = LONGEST) -> Image.Image:
    """The first image of the file, upright, in RGB or RGBA, at most `longest` px on its longest side."""
    measure(file)
    with guarded(file.name or ""):
        file.seek(0)
        with Image.open(file, formats=FORMATS) as picture:
            if picture.format == "JPEG":
                picture.draft("RGB", (longest, longest))
            picture.load()
            turn = UPRIGHT.get(orientation_of(picture))
            picture.thumbnail((longest, longest), Image.Resampling.LANCZOS)
            return in_srgb(picture.transpose(turn) if turn is not None else picture)


def encoded(picture: Image.Image, media_type: str, *, quality: int = 0) -> Picture:
    """Encode as JPEG, PNG, WebP or AVIF, with nothing but pixels inside."""
    options = {
        "image/avif": {"quality": quality or 55, "speed": 6},
        "image/webp": {"quality": quality or 78, "method": 4},
        "image/jpeg": {"quality": quality or 80, "progressive": True, "optimize": True},
        "image/png": {"compress_level": 6},
    }[media_type]
    out = io.BytesIO()
    picture.info.clear()
    picture.save(out, media_type.removeprefix("image/").upper(), **options)  # type: ignore[arg-type]
    return Picture(picture.width, picture.height, media_type, out.getvalue())


def clean(file: File) -> Picture:
    """The picture to keep. An animation keeps playing; a drawing (transparent, or of few colours) stays PNG; the rest is JPEG.
    Raises Refused for what is not a picture, is damaged, has more than 40 million points or moves for too long."""
    name = file.name or ""
    picture = opened(file)
    with guarded(name):
        moving = animations.cleaned(file)
        if moving is not None:
            body, media_type = moving
            return Picture(*measure(file), media_type, body, moves=True)
        file.seek(0)
        is_lossless = file.read(4) in (b"\x89PNG", b"GIF8")
        if picture.mode == "RGBA" or (is_lossless and picture.getcolors(FEW_COLOURS)):
            return encoded(picture, "image/png")
        return encoded(picture, "image/jpeg", quality=88)


def fitted(width: int, height: int, longest: int) -> tuple[int, int]:
    """(width, height) once reduced to `longest` px, never enlarged."""
    ratio = min(1.0, longest / max(width, height, 1))
    return max(1, round(width * ratio)), max(1, round(height * ratio))


def renditions(file: File) -> Iterator[Rendition]:
    """Every size of a cleaned picture, each in two formats. One smaller than "small" has no "large"."""
    picture = opened(file, max(SIZES.values()))
    fallback = "image/png" if picture.mode == "RGBA" else "image/jpeg"
    for size, longest in sorted(SIZES.items(), key=lambda pair: -pair[1]):
        if size != "small" and max(picture.size) <= SIZES["small"]:
            continue
        picture.thumbnail((longest, longest), Image.Resampling.LANCZOS)
        common = encoded(picture, fallback)
        yield Rendition(size, False, common)
        modern = encoded(picture, MODERN)
        if len(modern.body) < len(common.body):
            yield Rendition(size, True, modern)
