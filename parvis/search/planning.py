"""From the strictest question to looser ones: all the words, then all but one, then one of the two rarest with another (the index reads
only what holds one of these), then any; and how many documents each is expected to find, from the counts of words, which decides how it is
asked (`windows`), never what is shown."""

from __future__ import annotations

import dataclasses
import itertools
from collections.abc import Iterator, Sequence
from typing import Any

from parvis.search.folding import sufficient
from parvis.search.matching import All, Any_, Form
from parvis.search.ranking import Term

# Of the documents that hold a word, the share that is expected to hold another one too: words of a question go together.
TOGETHER = 0.2
APART = 0.05  # the same of two words of a question that nothing answers whole


@dataclasses.dataclass(frozen=True)
class Level:
    """A question: its parts, all of which are wanted, and how many documents are expected to answer (0: none does). `says_all`: what answers
    holds each of the words as typed, or a stem of it. `is_strictest`: all the words are asked."""

    parts: tuple[Any, ...]
    docs: int
    says_all: bool = False
    is_strictest: bool = False


def as_part(one: Term) -> Any:
    """Any form of a word, or of what it may have been meant for."""
    own = () if one.is_missed else one.forms if one.is_begun else sufficient(one.word)
    forms = [Form(form) for form in (*own, *one.near)]
    if one.is_begun:
        forms[0] = Form(one.forms[0], is_beginning=True)
    return Any_(tuple(forms)) if len(forms) > 1 else forms[0]


def together(held: Sequence[int], share: float = TOGETHER) -> int:
    """How many documents are expected to hold all the words of which each is held by so many."""
    least = min(held, default=0)
    return max(1, int(least * share ** min(len(held) - 1, 3))) if least else 0


def strictest(terms: Sequence[Term]) -> Level:
    typed = not any(one.near or one.is_begun for one in terms)
    return Level(tuple(as_part(one) for one in terms), together([one.held for one in terms]), typed, is_strictest=True)


def levels(terms: Sequence[Term]) -> Iterator[Level]:
    """Those that may find something, from all the words to any of them. Where a word is missed, only what holds one it may have been meant
    for: the rest was found before."""
    missed = {n for n, one in enumerate(terms) if one.is_missed}
    parts, held = [as_part(one) for one in terms], [one.held for one in terms]
    rare = sorted(range(len(terms)), key=lambda n: held[n])
    # What is missed first: all that is found holds it.
    order = [*(n for n in rare if n in missed), *(n for n in rare if n not in missed)]
    yield strictest(terms)
    if len(parts) > 2:
        without = [tuple(m for m in order if m != n) for n in reversed(order) if n not in missed]
        yield either(parts, [(some, together([held[m] for m in some])) for some in without])
    if len(parts) > 3:
        pairs = [
            (a, b) for a, b in itertools.combinations(order, 2) if {a, b} <= set(rare[:4]) and {a, b} & set(rare[:2])
        ]
        pairs = [pair for pair in pairs if missed <= set(pair)]
        yield either(parts, [(pair, together([held[n] for n in pair], APART)) for pair in pairs])
    if len(parts) > 1:
        yield either(parts, [((n,), held[n]) for n in rare[:4] if missed <= {n}])


def either(parts: Sequence[Any], some: Sequence[tuple[tuple[int, ...], int]]) -> Level:
    """Any of some conjunctions of parts, each with the documents expected; those nothing holds are left out."""
    there = [(numbers, docs) for numbers, docs in some if docs]
    asked = factored(parts, [numbers for numbers, _docs in there]) if there else Any_(())
    return Level((asked,), sum(docs for _numbers, docs in there))


def factored(parts: Sequence[Any], conjunctions: Sequence[tuple[int, ...]]) -> Any:
    """Any of these conjunctions, what they begin with written once: a & (b | c) | b & c for ab, ac, bc. The index weighs the whole question for
    each document it meets, and leaves a part at the first form that is not there."""
    pieces = []
    for first, some in itertools.groupby(conjunctions, key=lambda numbers: numbers[0]):
        then = [numbers[1:] for numbers in some]
        pieces.append(All((parts[first], factored(parts, then))) if all(then) else parts[first])
    return Any_(tuple(pieces)) if len(pieces) > 1 else pieces[0]
