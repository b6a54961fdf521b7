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

    @property
    def weight(self) -> float:
        """Rare words say more. In steps, so that one document more or less changes nothing."""
        return 1 + 8 / (3 + round(math.log2(max(self.docs, 4))))


def term(word: str, *, is_begun: bool = False) -> Term:
    return Term(word, forms(word) or (fold(word),), is_begun=is_begun)


@dataclasses.dataclass(slots=True)
class Hit:
    """`matched`: places of the words found, of all those asked. `in_title`: all are there. `slipped`: with a word meant, not typed."""

    kind: str
    id: int
    score: float = 0.0
    coverage: float = 1.0
    is_whole: bool = True
    in_title: bool = False
    slipped: bool = False
    matched: frozenset[int] = frozenset()


@dataclasses.dataclass(frozen=True, slots=True)
class Needle:
    """A term as it is looked for in the forms of a document."""

    weight: float
    exact: str
    stems: tuple[str, ...]
    begun: str
    near: tuple[str, ...]

    @classmethod
    def of(cls, one: Term) -> Needle:
        stems, near = tuple(f" {form} " for form in one.forms), tuple(f" {form} " for form in one.near)
        return cls(one.weight, stems[0], stems[1:], f" {one.forms[0]}" if one.is_begun else "", near)

    def place(self, title: str, body: str) -> tuple[float, bool]:
        """How much a document says of the term, and whether only by a slip. Without a call inside: texts are long, and many."""
        if self.exact in title:
            return IN_TITLE, False
        for stem in self.stems:
            if stem in title:
                return STEM_IN_TITLE, False
        if self.exact in body:
            return IN_BODY, False
        for stem in self.stems:
            if stem in body:
                return STEM_IN_BODY, False
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
    score, found, slipped, in_title, matched = 0.0, 0.0, False, True, set()
    # A word in a long text says less of it.
    share = 1.0 / (0.7 + 0.3 * math.sqrt(max(size or len(body), 100) / 600))
    for place, needle in enumerate(needles):
        points, by_slip = needle.place(title, body)
        points = points or (SOMEWHERE if is_unread else 0.0)
        in_title = in_title and points > IN_BODY
        if points:
            matched.add(place)
            slipped = slipped or by_slip
            found += needle.weight * (SLIPPED if by_slip else 1.0)
            score += needle.weight * (points if points > IN_BODY else points * share)
    coverage = found / total
    age = max(0.0, now - (pk >> LOW_BITS) / 1000) / YEAR if pk > 0 else 0.0
    score = score / total * coverage**1.5 + 0.12 / (1 + age)
    if in_title and needles:
        score += 0.4 * len(needles) / max(1, title.count(" ") - 1)
    return Hit(kind, pk, score, coverage, len(matched) == len(needles), in_title, slipped, frozenset(matched))


def weigh_all(kind: str, rows: Sequence[tuple[int, str, str, int]], terms: Sequence[Term]) -> list[Hit]:
    now, needles = clock.now().timestamp(), [Needle.of(one) for one in terms]
    total = sum(needle.weight for needle in needles) or 1.0
    found = {row[0]: row for row in rows}
    return [weigh(kind, row, needles, total, now) for row in found.values()]
