"""Pictures are decoded once, here, within limits, and written anew: without position, camera or any hidden part."""

from __future__ import annotations

import dataclasses
import io
import warnings

import pillow_heif
from django.core.files.base import File
from django.utils.translation import gettext as _
from PIL import Image, ImageOps

from parvis.kernel.refusals import Refused

FORMATS = ["JPEG", "PNG", "GIF", "WEBP", "HEIF", "AVIF"]
MOST_PIXELS = 40_000_000
SMALL, LARGE = 640, 1600
Image.MAX_IMAGE_PIXELS = MOST_PIXELS
pillow_heif.register_heif_opener()


@dataclasses.dataclass(frozen=True)
class Derived:
    """A picture of `width` × `height` px, upright; `original` cleaned (`original_type` its media type), `small` and `large`
    as WebP of at most 640 and 1600 px."""

    width: int
    height: int
    original: bytes
    original_type: str
    small: bytes
    large: bytes


@dataclasses.dataclass(frozen=True)
class Square:
    """A portrait: WebP of 512 px and 96 px."""

    large: bytes
    small: bytes


def unreadable(name: str) -> Refused:
    return Refused(_("“%(name)s” cannot be opened as a picture: it may be damaged. Try another file.") % {"name": name})


def measure(file: File) -> tuple[int, int]:
    """(width, height) in px from the header alone; raises Refused when it is not a picture or too large."""
    name = file.name or ""
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("error", Image.DecompressionBombWarning)
            file.seek(0)
            with Image.open(file, formats=FORMATS) as picture:
                width, height = picture.size
                turned = picture.getexif().get(0x0112, 1) in (5, 6, 7, 8)
    except (Image.DecompressionBombError, Image.DecompressionBombWarning) as bomb:
        raise too_large(name) from bomb
    except Exception as broken:  # Pillow raises many kinds on hostile files; all mean the same to the person
        raise unreadable(name) from broken
    if width * height > MOST_PIXELS:
        raise too_large(name)
    return (height, width) if turned else (width, height)


def too_large(name: str) -> Refused:
    return Refused(_("“%(name)s” has more than 40 million points: reduce it and try again.") % {"name": name})


def opened(file: File) -> Image.Image:
    """The first image of the file, upright, in RGB or RGBA."""
    name = file.name or ""
    measure(file)
    try:
        file.seek(0)
        with Image.open(file, formats=FORMATS) as picture:
            if picture.format == "JPEG":
                picture.draft("RGB", (LARGE * 2, LARGE * 2))
            picture.load()
            upright = ImageOps.exif_transpose(picture)
            return upright.convert("RGBA" if "A" in upright.getbands() or "transparency" in upright.info else "RGB")
    except Exception as broken:
        raise unreadable(name) from broken


def webp(picture: Image.Image, longest: int, *, quality: int = 80) -> bytes:
    copy = picture.copy()
    copy.thumbnail((longest, longest), Image.Resampling.LANCZOS)
    out = io.BytesIO()
    copy.save(out, "WEBP", quality=quality, method=4)
    return out.getvalue()


def derive(file: File) -> Derived:
    """Every size of a picture. Raises Refused for what is not one, is damaged or has more than 40 million points."""
    width, height = measure(file)
    picture = opened(file)
    out = io.BytesIO()
    if picture.mode == "RGBA":
        picture.save(out, "PNG")
        kind = "image/png"
    else:
        picture.save(out, "JPEG", quality=88, progressive=True)
        kind = "image/jpeg"
    return Derived(width, height, out.getvalue(), kind, webp(picture, SMALL), webp(picture, LARGE))


def square(file: File, box: tuple[int, int, int] | None = None) -> Square:
    """A square portrait; `box` is (left, top, side) in px of the upright picture, None for the middle."""
    picture = opened(file)
    shrunk = picture.width / measure(file)[0]  # a large JPEG is decoded at a fraction of its size
    if box is None:
        side = min(picture.size)
        left, top = (picture.width - side) // 2, (picture.height - side) // 3
    else:
        left, top, side = (round(value * shrunk) for value in box)
    side = max(1, min(side, *picture.size))
    left, top = max(0, min(left, picture.width - side)), max(0, min(top, picture.height - side))
    cropped = picture.crop((left, top, left + side, top + side))
    large = cropped.resize((512, 512), Image.Resampling.LANCZOS)
    return Square(webp(large, 512, quality=82), webp(large, 96, quality=82))
