"""What an MP4 or WebM file says of itself, read without a decoder: its first video track, whether it is whole, and where it keeps
what nobody should learn (position, camera, titles)."""

from __future__ import annotations

import dataclasses
import struct
from collections.abc import Iterator
from typing import BinaryIO

MOST_HEADER = 32_000_000
MOST_PARTS = 20_000


class Damaged(Exception):
    """Not such a container, or a part of it lies about its size."""


class CutShort(Damaged):
    """The file announces more than it has."""


@dataclasses.dataclass
class Container:
    """`codec` is "" when there is no picture, only sound; `patches` are (place, bytes) to write over the file so that it keeps
    its length and loses its hidden parts."""

    media_type: str
    codec: str = ""
    width: int = 0
    height: int = 0
    patches: list[tuple[int, bytes]] = dataclasses.field(default_factory=list)


def boxes(data: bytes, start: int, end: int) -> Iterator[tuple[bytes, int, int, int]]:
    """(type, begin, begin of the payload, end) of each box of ISO/IEC 14496-12 in data[start:end]."""
    at, seen = start, 0
    while at + 8 <= end:
        size, kind = struct.unpack_from(">I4s", data, at)
        head = 8
        if size == 1 and at + 16 <= end:
            size, head = struct.unpack_from(">Q", data, at + 8)[0], 16
        size = size or end - at
        seen += 1
        if size < head or at + size > end or seen > MOST_PARTS:
            raise Damaged("a box is larger than what holds it")
        yield kind, at, at + head, at + size
        at += size


def read_mp4(file: BinaryIO, length: int) -> Container:
    """An MP4 or QuickTime file. Raises Damaged, CutShort."""
    found, at, seen, has_data = Container("video/mp4"), 0, 0, False
    movie: tuple[int, bytes] | None = None
    while at + 8 <= length:
        file.seek(at)
        head = file.read(16)
        size, kind = struct.unpack_from(">I4s", head)
        skip = 8
        if size == 1 and len(head) == 16:
            size, skip = struct.unpack_from(">Q", head, 8)[0], 16
        size = size or length - at
        seen += 1
        if size < skip or seen > MOST_PARTS or not all(32 <= c < 127 or c == 169 for c in kind):
            raise Damaged("not a box")
        if at + size > length:
            raise CutShort(kind.decode("latin-1"))
        if kind == b"moov" and size <= MOST_HEADER:
            file.seek(at)
            movie = at, file.read(size)
        elif kind in (b"uuid", b"meta", b"udta"):
            found.patches.append((at + 4, b"free" + bytes(min(size - 8, MOST_HEADER))))
        has_data = has_data or (kind in (b"mdat", b"moof") and size > skip)
        at += size
    if movie is None or not has_data:
        raise Damaged("no film in it")
    read_movie(found, *movie)
    return found


def read_movie(found: Container, at: int, data: bytes) -> None:
    for kind, begin, payload, end in boxes(data, 8, len(data)):
        if kind in (b"udta", b"meta"):
            found.patches.append((at + begin + 4, b"free" + bytes(end - begin - 8)))
        elif kind == b"trak":
            read_track(found, at, data, payload, end)


def read_track(found: Container, at: int, data: bytes, start: int, stop: int) -> None:
    parts: dict[bytes, tuple[int, int]] = {}

    def walk(start: int, stop: int) -> None:
        for kind, begin, payload, end in boxes(data, start, stop):
            if kind in (b"mdia", b"minf", b"stbl"):
                walk(payload, end)
            elif kind in (b"udta", b"meta"):
                found.patches.append((at + begin + 4, b"free" + bytes(end - begin - 8)))
            else:
                parts[kind] = payload, end

    walk(start, stop)
    handler, _end = parts.get(b"hdlr", (0, 0))
    described, _end = parts.get(b"stsd", (0, 0))
    header, _end = parts.get(b"tkhd", (0, 0))
    if found.codec or not (handler and described and header) or data[handler + 8 : handler + 12] != b"vide":
        return
    found.codec = data[described + 12 : described + 16].decode("latin-1").strip("\0 ")
    place = header + (88 if data[header] else 76)
    a, _b, _u, _c, d = struct.unpack_from(">iiiii", data, place - 36)
    width, height = (value >> 16 for value in struct.unpack_from(">II", data, place))
    found.width, found.height = (height, width) if a == 0 and d == 0 else (width, height)


def vint(data: bytes, at: int, *, keep: bool = False) -> tuple[int, int]:
    """(value, where it ends) of a number of EBML (RFC 8794 §4); `keep` its marker, as ids do. All ones: unknown, -1."""
    if at >= len(data) or data[at] == 0:
        raise Damaged("not a number of EBML")
    length = 9 - data[at].bit_length()
    raw = int.from_bytes(data[at : at + length], "big")
    if keep:
        return raw, at + length
    value = raw & ((1 << (7 * length)) - 1)
    return (-1 if value == (1 << (7 * length)) - 1 else value), at + length


def elements(data: bytes) -> dict[int, list[bytes]]:
    found: dict[int, list[bytes]] = {}
    at = 0
    while at < len(data):
        name, after = vint(data, at, keep=True)
        size, after = vint(data, after)
        if size < 0 or after + size > len(data):
            raise Damaged("an element is larger than what holds it")
        found.setdefault(name, []).append(data[after : after + size])
        at = after + size
    return found


def read_webm(file: BinaryIO, length: int) -> Container:
    """A WebM file (Matroska is told apart by its media type). Raises Damaged, CutShort."""
    found, at, end, seen, has_data = Container("video/x-matroska"), 0, length, 0, False
    while at < end:
        file.seek(at)
        head = file.read(16)
        name, after = vint(head, 0, keep=True)
        size, after = vint(head, after)
        seen += 1
        if seen > MOST_PARTS:
            break
        if name == 0x18538067:  # the segment: go in
            if size >= 0 and at + after + size > length:
                raise CutShort("segment")
            at, end = at + after, length if size < 0 else at + after + size
            continue
        has_data = has_data or name == 0x1F43B675
        if size < 0:
            break  # a live recording: nothing after can be told apart without reading it all
        if at + after + size > length:
            raise CutShort("element")
        if name in (0x1A45DFA3, 0x1654AE6B) and size <= MOST_HEADER:
            file.seek(at + after)
            inside = elements(file.read(size))
            if name == 0x1654AE6B:
                read_tracks(found, inside)
            elif inside.get(0x4282) == [b"webm"]:
                found.media_type = "video/webm"
        elif name == 0x1254C367 and after + size >= 9:  # the tags become a void of the same length
            rest = after + size - 9
            found.patches.append((at, b"\xec\x01" + rest.to_bytes(7, "big") + bytes(min(rest, MOST_HEADER))))
        at += after + size
    if not has_data:
        raise Damaged("no film in it")
    return found


def read_tracks(found: Container, inside: dict[int, list[bytes]]) -> None:
    for track in inside.get(0xAE, []):
        parts = elements(track)
        if not found.codec and parts.get(0x83) == [b"\x01"] and 0xE0 in parts:
            found.codec = parts.get(0x86, [b""])[0].decode("latin-1")
            video = elements(parts[0xE0][0])
            found.width, found.height = (int.from_bytes(video.get(key, [b""])[0], "big") for key in (0xB0, 0xBA))
