"""A general language model of CMU Sphinx as counts, for `building.py`."""

from __future__ import annotations

import collections
import struct
from collections.abc import Iterator
from pathlib import Path

from parvis.preflight.checks.language.tokens import OPENING

SPHINX_WORDS = 60e6  # what the general model weighs, in words of text
Counted = collections.Counter[int]


class Sphinx:
    """A trie language model of CMU Sphinx: words, pairs and triples with their probabilities (base 1.0001)."""

    def __init__(self, path: Path) -> None:
        data = path.read_bytes()
        at = len(b"Trie Language Model") + 1
        self.counts = struct.unpack_from("<3I", data, at)
        at += 16
        tables = []
        for _ in range(3):
            tables.append(struct.unpack_from("<65536f", data, at))
            at += 4 * 65536
        self.pairs_p, _backoff, self.triples_p = tables
        length = 12 * (self.counts[0] + 1)
        self.ones = list(struct.iter_unpack("<ffI", data[at : at + length]))
        at += length
        self.word_bits, self.next_bits = self.counts[0].bit_length(), self.counts[2].bit_length()
        self.pair_bits, self.triple_bits = self.word_bits + 32 + self.next_bits, self.word_bits + 16
        length = ((1 + self.counts[1]) * self.pair_bits + 7) // 8 + 8
        self.pairs = data[at : at + length]
        at += length
        length = ((1 + self.counts[2]) * self.triple_bits + 7) // 8 + 8
        self.triples = data[at : at + length]
        at += length + 4
        self.words = [{"</s>": ".", "<s>": OPENING}.get(w, w) for w in data[at:].decode("latin-1").split("\0")]

    @staticmethod
    def _bits(data: bytes, at: int, size: int) -> int:
        return (int.from_bytes(data[at >> 3 : (at >> 3) + 9], "little") >> (at & 7)) & ((1 << size) - 1)

    def probabilities(self) -> Iterator[tuple[tuple[str, ...], float]]:
        """Every pair and triple with how probable it is among all of the text."""
        exp = lambda p: 1.0001**p  # noqa: E731
        alone = [exp(p) if p > -900_000 else 0.05 for p, _b, _n in self.ones]
        for last in range(self.counts[0]):
            for pair in range(self.ones[last][2], self.ones[last + 1][2]):
                at = pair * self.pair_bits
                middle = self._bits(self.pairs, at, self.word_bits)
                quantum = self._bits(self.pairs, at + self.word_bits, 32)
                after = exp(self.pairs_p[quantum >> 16])
                yield (self.words[middle], self.words[last]), alone[middle] * after
                start = self._bits(self.pairs, at + self.word_bits + 32, self.next_bits)
                stop = self._bits(self.pairs, at + self.pair_bits + self.word_bits + 32, self.next_bits)
                for triple in range(start, stop):
                    at3 = triple * self.triple_bits
                    first = self._bits(self.triples, at3, self.word_bits)
                    p = self.triples_p[self._bits(self.triples, at3 + self.word_bits, 16)]
                    yield (self.words[first], self.words[middle], self.words[last]), alone[first] * exp(p)


def add_sphinx(sphinx: Sphinx, numbers: dict[str, int], twos: Counted, threes: Counted) -> None:
    size = len(numbers)
    after: dict[tuple[str, str], float] = {}
    pending = []
    for words, p in sphinx.probabilities():
        ids = [numbers.get(word, -1) for word in words]
        if len(words) == 2:
            after[words[0], words[1]] = p
        if min(ids) < 0:
            continue
        if len(ids) == 2:
            twos[ids[0] * size + ids[1]] += round(p * SPHINX_WORDS)
        else:
            pending.append((words, ids, p))
    alone = {
        word: 1.0001**p if p > -900_000 else 0.05 for word, (p, _b, _n) in zip(sphinx.words, sphinx.ones, strict=False)
    }
    for words, (a, b, c), p in pending:  # p = P(a)·P(c|ab): times P(b|a)
        pair = after.get((words[0], words[1]))
        joint = p * (pair / alone[words[0]] if pair else alone[words[1]])
        threes[((a + 1) * size + b) * size + c] += round(joint * SPHINX_WORDS)
