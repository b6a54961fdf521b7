"""Which answers come first. The same on every database: what the index finds is weighed here."""

from __future__ import annotations

import dataclasses
import math
from collections.abc import Sequence

from parvis.kernel import clock
from parvis.kernel.ids import made_at
from parvis.search.folding import fold, forms

# A whole word in a title, a stem there, a whole word in the text, a stem there; of a word one slip away, so much of it.
IN_TITLE, STEM_IN_TITLE, IN_BODY, STEM_IN_BODY, SLIPPED, BEGUN = 3.0, 2.6, 1.25, 1.0, 0.6, 0.7
YEAR = 365 * 86400


@dataclasses.dataclass(frozen=True)
class Term:
    """A word asked: as typed, its forms, those it may have been meant for, and how many documents hold it."""

    word: str
    forms: tuple[str, ...]
    near: tuple[str, ...] = ()
    docs: int = 0
    is_begun: bool = False  # its end is still to be typed

    @property
    def weight(self) -> float:
        """Rare words say more. In steps, so that one document more or less changes nothing."""
        return 1 + 8 / (3 + round(math.log2(max(self.docs, 4))))


def term(word: str, *, is_begun: bool = False) -> Term:
    return Term(word, forms(word) or (fold(word),), is_begun=is_begun)


@dataclasses.dataclass(frozen=True)
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


def place_of(one: Term, title: str, body: str) -> tuple[float, bool]:
    """How much a document says of a term, and whether only by a slip."""
    exact = f" {one.forms[0]} "
    if exact in title:
        return IN_TITLE, False
    stems = [f" {form} " for form in one.forms]
    if any(stem in title for stem in stems):
        return STEM_IN_TITLE, False
    if exact in body:
        return IN_BODY, False
    if any(stem in body for stem in stems):
        return STEM_IN_BODY, False
    if one.is_begun and f" {one.forms[0]}" in title:
        return IN_TITLE * BEGUN, False
    if any(f" {form} " in title for form in one.near):
        return IN_TITLE * SLIPPED, True
    if any(f" {form} " in body for form in one.near):
        return IN_BODY * SLIPPED, True
    if one.is_begun and f" {one.forms[0]}" in body:
        return IN_BODY * BEGUN, False
    return 0.0, False


def weigh(kind: str, row: tuple[int, str, str], terms: Sequence[Term], now: float) -> Hit:
    pk, title, body = row
    total = sum(one.weight for one in terms) or 1.0
    score, found, slipped, in_title, matched = 0.0, 0.0, False, True, set()
    # A word in a long text says less of it.
    share = 1.0 / (0.7 + 0.3 * math.sqrt(max(len(body), 100) / 600))
    for place, one in enumerate(terms):
        points, by_slip = place_of(one, title, body)
        in_title = in_title and points > IN_BODY
        if points:
            matched.add(place)
            slipped = slipped or by_slip
            found += one.weight * (SLIPPED if by_slip else 1.0)
            score += one.weight * (points if points > IN_BODY else points * share)
    coverage = found / total
    age = max(0.0, now - made_at(pk).timestamp()) / YEAR if pk > 0 else 0.0
    score = score / total * coverage**1.5 + 0.12 / (1 + age)
    if in_title and terms:
        score += 0.4 * len(terms) / max(1, title.count(" ") - 1)
    return Hit(kind, pk, score, coverage, len(matched) == len(terms), in_title, slipped, frozenset(matched))


def weigh_all(kind: str, rows: Sequence[tuple[int, str, str]], terms: Sequence[Term]) -> list[Hit]:
    now = clock.now().timestamp()
    found = {row[0]: weigh(kind, row, terms, now) for row in rows}
    return sorted(found.values(), key=lambda hit: (-hit.score, -hit.id))
