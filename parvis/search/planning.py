"""From the strictest question to looser ones: all the words, then all but one, then one of the two rarest with another (the index reads
only what holds one of these), then any; and how many documents each is expected to find, from the counts of words, which decides how it is
asked (`windows`), never what is shown."""

from __future__ import annotations

import dataclasses
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
    holds each of the words as typed, or a stem of it."""

    parts: tuple[Any, ...]
    docs: int
    says_all: bool = False


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
    return Level(tuple(as_part(one) for one in terms), together([one.held for one in terms]), typed)


def levels(terms: Sequence[Term]) -> Iterator[Level]:
    """Those that may find something, from all the words to any of them. Where a word is missed, only what holds one it may have been meant
    for: the rest was found before."""
    missed = {n for n, one in enumerate(terms) if one.is_missed}
    parts, held = [as_part(one) for one in terms], [one.held for one in terms]
    rare = sorted(range(len(terms)), key=lambda n: held[n])
    yield strictest(terms)
    if len(parts) > 2:
        without = [[m for m in range(len(parts)) if m != n] for n in range(len(parts)) if n not in missed]
        yield either([(All(tuple(parts[m] for m in some)), together([held[m] for m in some])) for some in without])
    if len(parts) > 3:
        first, second, *others = rare[:4]
        pairs = [(first, second), *((one, other) for one in (first, second) for other in others)]
        pairs = [pair for pair in pairs if missed <= set(pair)]
        yield either([(All((parts[a], parts[b])), together([held[a], held[b]], APART)) for a, b in pairs])
    if len(parts) > 1:
        yield either([(parts[n], held[n]) for n in rare[:4] if missed <= {n}])


def either(some: Sequence[tuple[Any, int]]) -> Level:
    """Any of these, those nothing holds left out."""
    there = [(part, docs) for part, docs in some if docs]
    return Level((Any_(tuple(part for part, _docs in there)),), sum(docs for _part, docs in there))
