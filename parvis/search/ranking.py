"""Which answers come first. The same on every database: what the index finds is weighed here."""

from __future__ import annotations

import dataclasses
import math
from collections.abc import Sequence

from parvis.kernel import clock
from parvis.kernel.ids import LOW_BITS
from parvis.search.folding import fold, forms

# A whole word in a title, a stem there, a whole word in the text, a stem there; of a word one slip away, so much of it.
IN_TITLE, STEM_IN_TITLE, IN_BODY, STEM_IN_BODY, SLIPPED, BEGUN = 3.0, 2.6, 1.25, 1.0, 0.6, 0.7
SOMEWHERE = 1.1  # in a long text that was not read
YEAR = 365 * 86400


@dataclasses.dataclass(frozen=True)
class Term:
    """A word asked: as typed, its forms, those it may have been meant for, and how many documents hold it."""

    word: str
    forms: tuple[str, ...]
    near: tuple[str, ...] = ()
    docs: int = 0
    is_begun: bool = False  # its end is still to be typed
    held: int = 0  # documents that hold it or what it may have been meant for, at most: to plan, never to weigh
    is_missed: bool = False  # nothing holds it as typed: only what it may have been meant for is asked
    is_nowhere: bool = False  # counted, and held by no document as typed

    @property
    def weight(self) -> float:
        """Rare words say more. In steps, so that one document more or less changes nothing."""
        return 1 + 8 / (3 + round(math.log2(max(self.docs, 4))))


def term(word: str, *, is_begun: bool = False) -> Term:
    return Term(word, forms(word) or (fold(word),), is_begun=is_begun)


@dataclasses.dataclass(slots=True)
class Hit:
    """`matched`: places of the words found, of all those asked. `in_title`: all are there. `slipped`: of
    these, those found by a word meant, not by the one typed."""

    kind: str
    id: int
    score: float = 0.0
    coverage: float = 1.0
    is_whole: bool = True
    in_title: bool = False
    slipped: frozenset[int] = frozenset()
    matched: frozenset[int] = frozenset()


Seen = dict[tuple[str, str], dict[int, float]]  # by kind and word: what each document says of the word as typed


@dataclasses.dataclass(frozen=True, slots=True)
class Needle:
    """A term as it is looked for in the forms of a document. `seen`: what those read before say of it as typed; texts are long, and weighed
    again when another word may have been meant otherwise."""

    weight: float
    exact: str
    stems: tuple[str, ...]
    begun: str
    near: tuple[str, ...]
    is_nowhere: bool
    seen: dict[int, float]

    @classmethod
    def of(cls, one: Term, seen: dict[int, float]) -> Needle:
        stems, near = tuple(f" {form} " for form in one.forms), tuple(f" {form} " for form in one.near)
        begun = f" {one.forms[0]}" if one.is_begun else ""
        return cls(one.weight, stems[0], stems[1:], begun, near, one.is_nowhere, seen)

    def place(self, pk: int, title: str, body: str, is_unread: bool) -> tuple[float, bool]:
        """How much a document says of the term, and whether only by a slip."""
        points = 0.0 if self.is_nowhere else self.seen.get(pk, -1.0)
        if points < 0.0:
            points = self.as_typed(title, body)
            if not is_unread:
                self.seen[pk] = points
        if points or not (self.near or self.begun):
            return points, False
        return self.otherwise(title, body)

    def as_typed(self, title: str, body: str) -> float:
        """Without a call inside: texts are long, and many."""
        if self.exact in title:
            return IN_TITLE
        for stem in self.stems:
            if stem in title:
                return STEM_IN_TITLE
        if self.exact in body:
            return IN_BODY
        for stem in self.stems:
            if stem in body:
                return STEM_IN_BODY
        return 0.0

    def otherwise(self, title: str, body: str) -> tuple[float, bool]:
        """The same of a word begun, and of those it may have been meant for."""
        if self.begun and self.begun in title:
            return IN_TITLE * BEGUN, False
        for form in self.near:
            if form in title:
                return IN_TITLE * SLIPPED, True
        for form in self.near:
            if form in body:
                return IN_BODY * SLIPPED, True
        if self.begun and self.begun in body:
            return IN_BODY * BEGUN, False
        return 0.0, False


def weigh(kind: str, row: tuple[int, str, str, int], needles: Sequence[Needle], total: float, now: float) -> Hit:
    """`row`: as `candidates.Candidate`; a long text that was not brought holds all the words."""
    pk, title, body, size = row
    is_unread = size > 0 and not body
    score, found, in_title = 0.0, 0.0, True
    matched: list[int] = []
    slipped: list[int] = []
    # A word in a long text says less of it.
    share = 1.0 / (0.7 + 0.3 * math.sqrt(max(size or len(body), 100) / 600))
    for place, needle in enumerate(needles):
        points, by_slip = needle.place(pk, title, body, is_unread)
        points = points or (SOMEWHERE if is_unread else 0.0)
        in_title = in_title and points > IN_BODY
        if points:
            matched.append(place)
            if by_slip:
                slipped.append(place)
            found += needle.weight * (SLIPPED if by_slip else 1.0)
            score += needle.weight * (points if points > IN_BODY else points * share)
    coverage = found / total
    age = max(0.0, now - (pk >> LOW_BITS) / 1000) / YEAR if pk > 0 else 0.0
    score = score / total * coverage**1.5 + 0.12 / (1 + age)
    if in_title and needles:
        score += 0.4 * len(needles) / max(1, title.count(" ") - 1)
    is_whole = len(matched) == len(needles)
    return Hit(kind, pk, score, coverage, is_whole, in_title, frozenset(slipped), frozenset(matched))


def weigh_all(kind: str, rows: Sequence[tuple[int, str, str, int]], terms: Sequence[Term], seen: Seen) -> list[Hit]:
    """`seen`: kept by who asks, from one time to the next."""
    now = clock.now().timestamp()
    needles = [Needle.of(one, seen.setdefault((kind, one.word), {})) for one in terms]
    total = sum(needle.weight for needle in needles) or 1.0
    found = {row[0]: row for row in rows}
    return [weigh(kind, row, needles, total, now) for row in found.values()]
