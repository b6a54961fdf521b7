"""How often words, and kinds of words, are seen next to each other, read in place from one file.

`LANG.grams`: `2^17 + 1` offsets (32 bits), then the rest of the hash of each entry (16 bits), sorted in its bucket, then its level (8 bits),
the logarithm of its count. An entry that is not there is taken for one that is about once in 3,000 times."""

from __future__ import annotations

import functools
import gzip
import math
import mmap
from bisect import bisect_left
from pathlib import Path

from parvis.preflight.checks.language.tokens import OPENING, UNKNOWN

FOLDER = Path(__file__).resolve().parents[2] / "dictionaries"
BUCKET_BITS, REST_BITS = 17, 16
STEP = 6.0  # levels for each doubling
MIX, MASK = 0x9E3779B97F4A7C15, (1 << 64) - 1
KIND_BITS = 9
BACKOFF = 1.3  # bits lost each time a shorter row has to do
KINDS = 1 << 60  # in the keys of kinds, which no key of words reaches


def mixed(key: int) -> int:
    key = (key ^ (key >> 31)) * MIX & MASK
    key = (key ^ (key >> 29)) * 0xBF58476D1CE4E5B9 & MASK
    return key ^ (key >> 32)


def kinds_key(kinds: tuple[int, ...]) -> int:
    key = len(kinds)
    for kind in kinds:
        key = key << KIND_BITS | kind
    return key | KINDS


def noun(kind: str) -> float | None:
    """1 for an English noun that one counts, in the singular, -1 for a plural or a matter, 0 for what may come before a noun, else None."""
    parts = set(kind.split("|"))
    if parts & {"NN", "NNc", "NNm", "NNS"}:
        return -1.0 if parts & {"NNm", "NNS"} else 1.0 if "NNc" in parts else 0.3
    return 0.0 if parts & {"JJ", "JJR", "VBG", "VBD", "0", "X", "Np", UNKNOWN} else None


class Grams:
    """Counts of one language. Words are numbers here: `number(word)`; so are their kinds: `kinds[number]`."""

    def __init__(self, lang: str) -> None:
        self.words: dict[str, int] = {}
        self.ones: list[float] = []
        self.kinds: list[int] = []
        with gzip.open(FOLDER / f"{lang}.words.gz", "rt", encoding="utf-8") as file:
            names = file.readline().rstrip("\n").split("\t")
            for number, line in enumerate(file):
                word, level, kind = line.rstrip("\n").split("\t")
                self.words[word] = number
                self.ones.append(float(level))
                self.kinds.append(int(kind))
        self.kind_numbers = {name: number for number, name in enumerate(names)}
        self.kind_names = names
        self.nouns = [noun(name) for name in names]
        self.size = len(self.words)
        self.unknown, self.opening = self.words[UNKNOWN], self.words[OPENING]
        with (FOLDER / f"{lang}.grams").open("rb") as file:
            self._file = mmap.mmap(file.fileno(), 0, access=mmap.ACCESS_READ)
        data = memoryview(self._file)
        start = 4 * ((1 << BUCKET_BITS) + 1)
        count = (len(data) - start) // 3
        self._offsets = data[:start].cast("I")
        self._rests = data[start : start + 2 * count].cast("H")
        self._levels = data[start + 2 * count :]
        self.total = math.log2(sum(2**level for level in self.ones))
        self.level = functools.lru_cache(maxsize=100_000)(self._level)
        self.weight = functools.lru_cache(maxsize=50_000)(self._weight)
        self.weight_of_kinds = functools.lru_cache(maxsize=100_000)(self._weight_of_kinds)

    def number(self, word: str) -> int:
        return self.words.get(word, self.unknown)

    def _level(self, key: int) -> float:
        """log2 of how often this entry is seen; -1 for never."""
        hashed = mixed(key)
        bucket = hashed >> (64 - BUCKET_BITS)
        low, high = self._offsets[bucket], self._offsets[bucket + 1]
        wanted = hashed & 0xFFFF
        at = bisect_left(self._rests, wanted, low, high)
        if at < high and self._rests[at] == wanted:
            return self._levels[at] / STEP
        return -1.0

    def two(self, a: int, b: int) -> float:
        """log2 of how often this pair is seen; -1 for never."""
        return self.level(a * self.size + b)

    def three(self, a: int, b: int, c: int) -> float:
        return self.level(((a + 1) * self.size + b) * self.size + c)

    def alike(self, *kinds: int) -> float:
        """The same for kinds of words, two to four in a row."""
        return self.level(kinds_key(kinds))

    def _weight(self, a: int, b: int, c: int) -> float:
        """log2 of how likely the word c is after a, b."""
        if (seen := self.three(a, b, c)) >= 0:
            return seen - max(seen, self.two(a, b))
        if (seen := self.two(b, c)) >= 0:
            return seen - self.ones[b] - BACKOFF
        return self.ones[c] - self.total - 2 * BACKOFF

    def _weight_of_kinds(self, a: int, b: int, c: int, d: int) -> float:
        """log2 of how likely the kind d is after a, b, c."""
        if (seen := self._level(kinds_key((a, b, c, d)))) >= 0:
            return seen - max(seen, self.alike(a, b, c))
        if (seen := self.alike(b, c, d)) >= 0:
            return seen - max(seen, self.alike(b, c)) - BACKOFF
        if (seen := self.alike(c, d)) >= 0:
            return seen - max(seen, self.alike(c)) - 2 * BACKOFF
        return max(0.0, self.alike(d)) - self.total - 3 * BACKOFF

    def forget(self) -> None:
        for kept in (self.level, self.weight, self.weight_of_kinds):
            kept.cache_clear()


@functools.cache
def grams(lang: str) -> Grams:
    return Grams(lang)
