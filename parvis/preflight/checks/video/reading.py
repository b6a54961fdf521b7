"""What a video says of itself, read without a decoder: how long, whether it has sound and captions, where it was filmed."""

from __future__ import annotations

import dataclasses
import re
import struct
from pathlib import Path
from typing import BinaryIO

from parvis.kernel.containers import Damaged, boxes, elements, vint

MOST = 32_000_000
SOUND, CAPTIONS = (b"soun",), (b"sbtl", b"subt", b"text", b"clcp")
POSITION = re.compile(rb"[+-]\d{1,2}\.\d{2,}[+-]\d{1,3}\.\d{2,}")


@dataclasses.dataclass
class Film:
    """`seconds`: 0 when it does not say."""

    seconds: float = 0.0
    has_sound: bool = False
    has_captions: bool = False
    has_position: bool = False


def is_matroska(start: bytes) -> bool:
    return start.startswith(b"\x1a\x45\xdf\xa3")


def read(path: Path) -> Film:
    """Raises Damaged, ValueError, IndexError or struct.error on what is no film."""
    length = path.stat().st_size
    with path.open("rb") as file:
        start = file.read(4)
        file.seek(0)
        return read_matroska(file, length) if is_matroska(start) else read_mp4(file, length)


def read_mp4(file: BinaryIO, length: int) -> Film:
    film, at = Film(), 0
    while at + 8 <= length:
        file.seek(at)
        head = file.read(16)
        size, kind = struct.unpack_from(">I4s", head)
        if size == 1 and len(head) == 16:
            size = struct.unpack_from(">Q", head, 8)[0]
        size = size or length - at
        if size < 8:
            raise Damaged("a box smaller than its head")
        if kind == b"moov" and size <= MOST:
            file.seek(at)
            movie(film, file.read(min(size, length - at)))
        at += size
    return film


def movie(film: Film, data: bytes) -> None:
    for kind, begin, payload, end in boxes(data, 8, len(data)):
        if kind == b"mvhd":
            wide = data[payload] == 1
            scale, ticks = struct.unpack_from(">IQ" if wide else ">II", data, payload + (20 if wide else 12))
            film.seconds = ticks / scale if scale and ticks < 2**31 * scale else 0.0
        elif kind == b"trak":
            found = re.search(rb"hdlr.{8}(....)", data[payload:end], re.DOTALL)
            film.has_sound |= bool(found) and found[1] in SOUND  # type: ignore[index]
            film.has_captions |= bool(found) and found[1] in CAPTIONS  # type: ignore[index]
        elif kind in (b"udta", b"meta"):
            film.has_position |= bool(POSITION.search(data[begin:end]))


def read_matroska(file: BinaryIO, length: int) -> Film:
    film, at, end = Film(), 0, length
    while at < end:
        file.seek(at)
        head = file.read(16)
        name, after = vint(head, 0, keep=True)
        size, after = vint(head, after)
        if name == 0x18538067:  # the segment: go in
            at += after
            continue
        if size < 0:
            break
        if name in (0x1549A966, 0x1654AE6B, 0x1254C367) and size <= MOST:
            file.seek(at + after)
            data = file.read(size)
            if name == 0x1549A966:
                film.seconds = lasting(elements(data))
            elif name == 0x1654AE6B:
                kinds = {elements(track).get(0x83, [b""])[0] for track in elements(data).get(0xAE, [])}
                film.has_sound, film.has_captions = b"\x02" in kinds, b"\x11" in kinds
            else:
                film.has_position = bool(POSITION.search(data))
        at += after + size
    return film


def lasting(info: dict[int, list[bytes]]) -> float:
    scale = int.from_bytes(info.get(0x2AD7B1, [b""])[0], "big") or 1_000_000
    ticks = info.get(0x4489, [b""])[0]
    if len(ticks) not in (4, 8):
        return 0.0
    return float(struct.unpack(">f" if len(ticks) == 4 else ">d", ticks)[0]) * scale / 1e9
