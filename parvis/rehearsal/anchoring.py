"""Where a quoted passage is, once the author has changed the text around it or in it. Offsets are Unicode code points."""

from __future__ import annotations

import re
from difflib import SequenceMatcher

from parvis.kernel.passages import Passage, occurrences, passage_in

PIECES = re.compile(r"\w+|\s+|[^\w\s]")
# Below this share of its words still there, a passage is said to be gone rather than pointed at wrongly.
ENOUGH = 0.5


class Moving:
    """How places of `old` move when it becomes `new`. Compared word by word, the two ends first: most edits touch one place.
    Words that come back very often are no landmarks (`autojunk`), which also keeps the longest text quick."""

    def __init__(self, old: str, new: str) -> None:
        self.old, self.new = old, new
        before, after = PIECES.findall(old), PIECES.findall(new)
        starts_a, starts_b = offsets(before), offsets(after)
        least = min(len(before), len(after))
        head = next((n for n in range(least) if before[n] != after[n]), least)
        tail = next((n for n in range(least - head) if before[-1 - n] != after[-1 - n]), least - head)
        middle = SequenceMatcher(None, before[head : len(before) - tail], after[head : len(after) - tail])
        found = [(0, 0, head), *((head + a, head + b, size) for a, b, size in middle.get_matching_blocks())]
        found.append((len(before) - tail, len(after) - tail, tail))
        # (place in old, place in new, characters)
        self.blocks = [(starts_a[a], starts_b[b], starts_a[a + size] - starts_a[a]) for a, b, size in found if size]

    def kept(self, passage: Passage) -> tuple[int, int, int] | None:
        """(first, last + 1) in the new text of what is left of the passage, and how many characters other than spaces."""
        first, last, count = -1, -1, 0
        for a, b, size in self.blocks:
            low, high = max(a, passage.start), min(a + size, passage.end)
            common = "".join(self.old[low:high].split()) if low < high else ""
            if common:
                first = b + low - a if first < 0 else first
                last, count = b + high - a, count + len(common)
        return (first, last, count) if count else None

    def move(self, passage: Passage, quote: str) -> Passage | None:
        """Where the passage is now: where its quoted words stand, the nearest to where it was; else around what is left of it,
        when that is at least half; else nowhere (None)."""
        left = self.kept(passage)
        near = left[0] if left else passage.start
        places = list(occurrences(quote, self.new)) if quote else []
        if places:
            at = min(places, key=lambda place: abs(place - near))
            return Passage(at, at + len(quote))
        length = len("".join(passage.of(self.old).split()))
        if left is None or left[2] < ENOUGH * length:
            return None
        found = passage_in(self.new, left[0], left[1])
        # Far pieces of a torn passage are not one passage.
        return found if found and found.end - found.start <= 2 * (passage.end - passage.start) + 20 else None


def offsets(pieces: list[str]) -> list[int]:
    """Where each piece begins, and where the last ends."""
    found = [0]
    for piece in pieces:
        found.append(found[-1] + len(piece))
    return found


def moved(old: str, new: str, passages: dict[int, tuple[Passage, str]]) -> dict[int, Passage | None]:
    """The places of passages (id: where, and the words quoted) once `old` has become `new`."""
    if not passages:
        return {}
    moving = Moving(old, new)
    return {key: moving.move(passage, quote) for key, (passage, quote) in passages.items()}
