"""Small pictures in one size (a portrait, a community's picture, the logo): WebP, turned into JPEG or PNG when it is asked for by
a browser that reads no WebP. Small enough to be made at once."""

from __future__ import annotations

import dataclasses
import functools
import io

from django.core.files.base import ContentFile, File
from django.db import transaction
from django.db.models.fields.files import FieldFile
from PIL import Image

from parvis.kernel import pictures
from parvis.kernel.ids import new_id


@dataclasses.dataclass(frozen=True)
class Square:
    """A portrait: WebP of 512 px and 96 px."""

    large: bytes
    small: bytes


def square(file: File, box: tuple[int, int, int] | None = None) -> Square:
    """A square portrait; `box` is (left, top, side) in px of the upright picture, None for the middle."""
    picture = pictures.opened(file)
    shrunk = picture.width / pictures.measure(file)[0]  # a large picture is opened at a fraction of its size
    if box is None:
        side = min(picture.size)
        left, top = (picture.width - side) // 2, (picture.height - side) // 3
    else:
        left, top, side = (round(value * shrunk) for value in box)
    side = max(1, min(side, *picture.size))
    left, top = max(0, min(left, picture.width - side)), max(0, min(top, picture.height - side))
    cropped = picture.crop((left, top, left + side, top + side)).resize((512, 512), Image.Resampling.LANCZOS)
    large = pictures.encoded(cropped, "image/webp", quality=82)
    small = pictures.encoded(cropped.resize((96, 96), Image.Resampling.LANCZOS), "image/webp", quality=82)
    return Square(large.body, small.body)


def within(file: File, width: int, height: int) -> pictures.Picture:
    """The whole picture, reduced to fit `width` × `height` px, as WebP; what is transparent stays so."""
    picture = pictures.opened(file)
    picture.thumbnail((width, height), Image.Resampling.LANCZOS)
    return pictures.encoded(picture, "image/webp", quality=90)


def for_old_browsers(body: bytes) -> tuple[bytes, str]:
    """(bytes, media type) of a WebP of ours as JPEG, or PNG when transparent."""
    with Image.open(io.BytesIO(body), formats=["WEBP"]) as picture:
        picture.load()
        made = pictures.encoded(picture, "image/png" if picture.mode == "RGBA" else "image/jpeg", quality=85)
    return made.body, made.media_type


def put_in(field: FieldFile, picture: bytes | None) -> None:
    """Give a row's field this picture (WebP) under a new name, or none; the former file goes once the change is committed."""
    former = field.name
    if former:
        transaction.on_commit(functools.partial(field.storage.delete, former))
    if picture is None:
        field.name = ""
    else:
        field.save(f"{new_id()}.webp", ContentFile(picture), save=False)
