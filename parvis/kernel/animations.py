"""Animated GIF and WebP keep playing: their frames are copied as they are, everything else (comments, position, what hides after
the end) is left out, and the length is bounded."""

from __future__ import annotations

import struct

from django.core.files.base import File
from django.utils.translation import gettext as _

from parvis.kernel.refusals import Refused

MOST_FRAMES = 1000
MOST_POINTS = 400_000_000
KEPT_CHUNKS = (b"VP8X", b"ANIM", b"ANMF")


def cleaned(file: File) -> tuple[bytes, str] | None:
    """(bytes, media type) of an animation without its hidden parts; None for a still picture. Raises Refused when it moves for
    too long, ValueError when it is damaged."""
    file.seek(0)
    start = file.read(32)
    file.seek(0)
    if start[:4] == b"GIF8":
        body, frames, points = clean_gif(file.read())
        media_type = "image/gif"
    elif start[:4] == b"RIFF" and start[12:16] == b"VP8X" and start[20] & 0x02:
        body, frames, points = clean_webp(file.read())
        media_type = "image/webp"
    else:
        return None
    if frames < 2:
        return None
    if frames > MOST_FRAMES or frames * points > MOST_POINTS:
        raise Refused(_("“%(name)s” moves for too long: make it shorter, or send it as a video.") % {"name": file.name})
    return body, media_type


def sub_blocks(data: bytes, at: int) -> int:
    """Where the sub-blocks that begin at `at` end (GIF89a §15)."""
    while True:
        if at >= len(data):
            raise ValueError("cut short")
        length = data[at]
        at += 1 + length
        if length == 0:
            return at


def table_size(flags: int) -> int:
    return 3 * 2 ** ((flags & 7) + 1) if flags & 0x80 else 0


def clean_gif(data: bytes) -> tuple[bytes, int, int]:
    """(bytes, frames, points of one frame) of a GIF: header, frames, their timing and the loop; no comment, no tail."""
    width, height, flags = struct.unpack_from("<HHB", data, 6)
    at = 13 + table_size(flags)
    kept = [data[:at]]
    frames = 0
    while at < len(data):
        begin, mark = at, data[at]
        if mark == 0x3B:
            break
        if mark == 0x2C:
            at = sub_blocks(data, begin + 11 + table_size(data[begin + 9]))
            frames += 1
        elif mark == 0x21:
            label = data[begin + 1]
            at = sub_blocks(data, begin + 2)
            is_loop = label == 0xFF and data[begin + 3 : begin + 14] in (b"NETSCAPE2.0", b"ANIMEXTS1.0")
            if label != 0xF9 and not is_loop:
                continue
        else:
            raise ValueError("not a block of a GIF")
        kept.append(data[begin:at])
    return b"".join([*kept, b"\x3b"]), frames, width * height


def clean_webp(data: bytes) -> tuple[bytes, int, int]:
    """(bytes, frames, points of one frame) of an animated WebP: the canvas and the frames only."""
    at, frames, points, kept = 12, 0, 0, []
    while at + 8 <= min(len(data), 8 + struct.unpack_from("<I", data, 4)[0]):
        name, size = data[at : at + 4], struct.unpack_from("<I", data, at + 4)[0]
        body = data[at + 8 : at + 8 + size]
        if len(body) < size:
            raise ValueError("cut short")
        if name == b"VP8X":
            points = (1 + int.from_bytes(body[4:7], "little")) * (1 + int.from_bytes(body[7:10], "little"))
            body = bytes([body[0] & 0x12]) + body[1:]
        if name in KEPT_CHUNKS:
            kept.append(name + struct.pack("<I", size) + body + b"\0" * (size & 1))
        frames += name == b"ANMF"
        at += 8 + size + (size & 1)
    inside = b"WEBP" + b"".join(kept)
    return b"RIFF" + struct.pack("<I", len(inside)) + inside, frames, points
