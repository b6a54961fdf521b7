"""Whether two pictures show the same thing: a fingerprint that survives resizing, compression and light."""

from __future__ import annotations

from PIL import Image

SIDE = 16
NEAR = 80  # of 480 bits that differ: one picture seen twice differs by 131 at most, two pictures by 193 at least (../shared/data/photos)


def fingerprint(picture: Image.Image) -> str:
    """120 hexadecimal digits: which of two neighbours is the lighter, across and down, in a picture of 16 × 16."""
    grey = picture.convert("L").resize((SIDE, SIDE), Image.Resampling.BOX)
    points = grey.tobytes()
    across = [points[y * SIDE + x] < points[y * SIDE + x + 1] for y in range(SIDE) for x in range(SIDE - 1)]
    down = [points[y * SIDE + x] < points[(y + 1) * SIDE + x] for y in range(SIDE - 1) for x in range(SIDE)]
    return f"{int(''.join('01'[bit] for bit in across + down), 2):0120x}"


def distance(one: str, other: str) -> int:
    """How many bits differ; all of them when one is no fingerprint."""
    try:
        return (int(one, 16) ^ int(other, 16)).bit_count()
    except ValueError:
        return 2 * SIDE * (SIDE - 1)


def is_same(one: str, other: str) -> bool:
    return distance(one, other) <= NEAR
