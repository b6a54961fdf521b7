"""Spelling is forgiven: words one slip away from one that finds nothing for this viewer. What decides is what the viewer may read, so
that nobody learns which words others use."""

from __future__ import annotations

import functools
from collections.abc import Mapping, Sequence

from parvis.search.folding import fold, forms, slips, squeezed
from parvis.search.writing import may_slip

MOST_TRIED = 12


@functools.lru_cache(maxsize=50_000)
def distance(one: str, other: str, most: int) -> int:
    """Letters added, left out, changed or swapped with the next, to go from one to the other; `most` + 1 when there are more."""
    if abs(len(one) - len(other)) > most:
        return most + 1
    before: list[int] = []
    last = list(range(len(other) + 1))
    for i, a in enumerate(one, 1):
        row = [i]
        for j, b in enumerate(other, 1):
            cost = min(last[j] + 1, row[j - 1] + 1, last[j - 1] + (a != b))
            if i > 1 and j > 1 and a == other[j - 2] and one[i - 2] == b:
                cost = min(cost, before[j - 2] + 1)
            row.append(cost)
        if min(row) > most:
            return most + 1
        before, last = last, row
    return last[-1]


def keys_of(typed: Sequence[str]) -> dict[str, set[str]]:
    """Of words as typed: what they share with the words they may have been meant for."""
    return {word: set(slips(fold(word))) for word in typed if may_slip(fold(word))}


def away(plain: str, word: str) -> int | None:
    """How far a word is from one that may have been meant; None: too far. Squeezed alike is as near as may be."""
    most = 1 if len(plain) < 8 else 2
    starts_alike = word[0] == plain[0] or len(plain) > 5 or squeezed(word)[:1] == squeezed(plain)[:1]
    if not starts_alike:
        return None
    found = distance(plain, word, most)
    if found > most:
        return most if squeezed(plain) == squeezed(word) else None
    return found


def near(asked: Mapping[str, set[str]], by_key: Mapping[str, Sequence[str]]) -> dict[str, tuple[str, ...]]:
    """The forms words may have been meant for, the nearest first. `by_key`: the words that are known under each key."""
    found = {}
    for typed, keys in asked.items():
        plain = fold(typed)
        scored = []
        for word in {word for key in keys for word in by_key.get(key, ())}.difference(forms(typed)):
            far = away(plain, word)
            if far is not None:
                scored.append((far, abs(len(word) - len(plain)), word))
        if scored:
            found[typed] = tuple(word for _far, _longer, word in sorted(scored)[:MOST_TRIED])
    return found
