"""Passages of a plain text: pairs of offsets in Unicode code points, its sentences, and the text cut where passages begin and end."""

from __future__ import annotations

import dataclasses
import itertools
import re
from collections.abc import Iterator, Sequence

SENTENCE = re.compile(r"[^\n]+?(?:[.!?…]+[»”\")\]\u00a0\u202f ]*(?=\s|$)|(?=\n|$))")


@dataclasses.dataclass(frozen=True)
class Passage:
    start: int
    end: int

    def of(self, text: str) -> str:
        return text[self.start : self.end]


def passage_in(text: str, start: int, end: int) -> Passage | None:
    """From `start` to `end` without the spaces around; None when that is nothing of `text`."""
    if not 0 <= start < end <= len(text):
        return None
    words = text[start:end]
    start += len(words) - len(words.lstrip())
    end -= len(words) - len(words.rstrip())
    return Passage(start, end) if start < end else None


def sentences(text: str) -> list[Passage]:
    """The sentences of a text, line by line: what one may comment on without a pointer."""
    found = (passage_in(text, match.start(), match.end()) for match in SENTENCE.finditer(text))
    return [passage for passage in found if passage]


def occurrences(words: str, text: str) -> Iterator[int]:
    at = text.find(words)
    while at >= 0:
        yield at
        at = text.find(words, at + 1)


@dataclasses.dataclass
class Piece:
    """A stretch of text, marked by the threads that speak of it; `calls` are the numbers of those that end here."""

    text: str
    marked: bool
    calls: list[tuple[int, int]]  # (number, id of the remark)


@dataclasses.dataclass
class Line:
    """A line of the text and where it begins in it."""

    start: int
    pieces: list[Piece]


def cut(spans: Sequence[tuple[int, int, int, int]], text: str) -> list[Line]:
    """The lines of `text` that hold words, in pieces. A span is (start, end, number, id)."""
    lines, at = [], 0
    for line in text.split("\n"):
        last = at + len(line)
        places = sorted({at, last} | {place for start, end, *_ in spans for place in (start, end) if at < place < last})
        pieces = []
        for low, high in itertools.pairwise(places):
            calls = [(number, pk) for start, end, number, pk in spans if low < end <= high]
            pieces.append(Piece(text[low:high], any(s <= low and high <= e for s, e, *_ in spans), calls))
        if line.strip():
            lines.append(Line(at, pieces))
        at = last + 1
    return lines
