"""Spelling is forgiven: words one slip away from one that finds nothing for this viewer. What decides is what the viewer may read, so
that nobody learns which words others use."""

from __future__ import annotations

from collections.abc import Sequence

from parvis.search.folding import fold, forms, slips, squeezed
from parvis.search.models import Slip
from parvis.search.writing import may_slip

MOST_READ, MOST_TRIED = 400, 12


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


def near(typed: Sequence[str]) -> dict[str, tuple[str, ...]]:
    """Of words as typed: the forms they may have been meant for, the nearest first."""
    keys = {word: set(slips(fold(word))) for word in typed if may_slip(fold(word))}
    if not keys:
        return {}
    rows = Slip.objects.filter(key__in={key for found in keys.values() for key in found}).values_list("key", "word")
    by_key: dict[str, list[str]] = {}
    for key, word in rows[:MOST_READ]:
        by_key.setdefault(key, []).append(word)
    found = {}
    for typed_word, asked in keys.items():
        plain, known = fold(typed_word), set(forms(typed_word))
        most = 1 if len(plain) < 8 else 2
        scored = []
        for word in {word for key in asked for word in by_key.get(key, ())} - known:
            away = distance(plain, word, most)
            if away > most:
                away = most if squeezed(plain) == squeezed(word) else most + 1
            if away <= most and (len(plain) > 5 or word[0] == plain[0] or squeezed(word)[:1] == squeezed(plain)[:1]):
                scored.append((away, abs(len(word) - len(plain)), word))
        if scored:
            found[typed_word] = tuple(word for _away, _longer, word in sorted(scored)[:MOST_TRIED])
    return found
