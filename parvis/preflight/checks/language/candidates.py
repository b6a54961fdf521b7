"""The words an unknown one is most likely a slip of, each with how unlikely that slip is (about 1 for one wrong letter)."""

from __future__ import annotations

import functools
import re
import unicodedata

from parvis.preflight.checks.language.grams import grams
from parvis.preflight.checks.language.letters import LETTERS, NEIGHBOURS
from parvis.preflight.lexicon import is_word, speller
from parvis.preflight.recognising import SMALL

Costed = tuple[tuple[float, str], ...]
ACCENTED = {"e": "éèê", "a": "àâ", "i": "îï", "o": "ô", "u": "ùû", "c": "ç"}
VOWELS = frozenset("aeiouyàâéèêëîïôùû")
ALIKE = [
    frozenset("ckqs"),
    frozenset("sz"),
    frozenset("gj"),
    frozenset("fpv"),
    frozenset("mn"),
    frozenset("dt"),
    frozenset("bp"),
    frozenset("lr"),
]
FIRST = {
    **dict.fromkeys(VOWELS, "a"),
    **dict.fromkeys("ckqs", "c"),
    **dict.fromkeys("fpv", "f"),
    **dict.fromkeys("gj", "g"),
}
NEARBY = 0.55  # a slip of this cost or less: no need to look farther
TWO_WORDS = 1.0


def plain(word: str) -> str:
    return "".join(c for c in unicodedata.normalize("NFD", word.lower()) if not unicodedata.combining(c))


def near(word: str, lang: str) -> dict[str, float]:
    """Every string one slip away, with how unlikely that slip is."""
    found: dict[str, float] = {}

    def add(candidate: str, cost: float) -> None:
        if candidate != word and cost < found.get(candidate, 9):
            found[candidate] = cost

    bare = plain(word)
    if bare != word:  # the accent on the wrong letter
        add(bare, 0.3)
        for i, letter in enumerate(bare):
            for accented in ACCENTED.get(letter, ""):
                add(bare[:i] + accented + bare[i + 1 :], 0.3)
    if lang == "fr":
        add(word.replace("oe", "œ"), 0.1)
    for i in range(len(word) + 1):
        head, tail = word[:i], word[i:]
        if tail:
            doubled = i and word[i - 1] == tail[0]
            add(head + tail[1:], 0.4 if doubled else (0.9 if i else 1.2))
            for letter in LETTERS[lang]:
                cost = changed(tail[0], letter)
                if len(word) < 6 and lang == "fr" and cost >= 1 and tail[0] in NEIGHBOURS:
                    continue
                add(head + letter + tail[1:], cost if i else max(cost, cost + 0.3))
        if len(tail) > 1:
            add(head + tail[1] + tail[0] + tail[2:], 0.5)
        for letter in LETTERS[lang]:
            doubles = (i and word[i - 1] == letter) or (tail and tail[0] == letter)
            add(head + letter + tail, 0.4 if doubles else (0.8 if i else 1.2))
        if 1 < i < len(word) - 1:
            add(head + " " + tail, 1.5)
            add(head + "-" + tail, 1.0)
    return found


@functools.cache
def changed(written: str, meant: str) -> float:
    """How unlikely one letter is written for another."""
    if plain(written) == plain(meant):
        return 0.2
    if meant in NEIGHBOURS.get(written, ""):
        return 0.9
    if written in VOWELS and meant in VOWELS:
        return 0.8
    return 0.9 if any(written in one and meant in one for one in ALIKE) else 1.1


def distance(word: str, other: str, most: float) -> float:
    """How unlikely all the slips from one word to the other are together; above `most`, any number above `most`."""
    before: list[float] = []
    row = [0.0]
    row += [0.9 * length for length in range(1, len(other) + 1)]
    for i, written in enumerate(word, 1):
        older, before = before, row
        row = [before[0] + 0.9]
        for j, meant in enumerate(other, 1):
            cost = before[j - 1] + (0.0 if written == meant else changed(written, meant))
            cost = min(cost, before[j] + (0.4 if i > 1 and word[i - 2] == written else 0.8))
            cost = min(cost, row[j - 1] + (0.4 if j > 1 and other[j - 2] == meant else 0.8))
            if i > 1 and j > 1 and written == other[j - 2] and word[i - 2] == meant:
                cost = min(cost, older[j - 2] + 0.5)
            row.append(cost)
        if min(row) > most:
            return most + 1
    return row[-1]


def bits(word: str) -> int:
    """The letters of a word as a set of bits."""
    found = 0
    for letter in word:
        found |= 1 << (ord(letter) % 61)
    return found


@functools.cache
def shelves(lang: str) -> dict[tuple[str, int], list[tuple[int, str]]]:
    """The current words by their beginning and length, with their letters."""
    found: dict[tuple[str, int], list[tuple[int, str]]] = {}
    for word in grams(lang).words:
        if len(word) > 3 and word.isalpha():
            bare = plain(word)
            found.setdefault((FIRST.get(bare[0], bare[0]), len(word)), []).append((bits(bare), word))
    return found


def far(word: str, lang: str) -> list[tuple[float, str]]:
    """Current words two or three slips away."""
    bare, most = plain(word), 1.75 if len(word) < 7 else 2.5
    letters, shelf = bits(bare), shelves(lang)
    apart = 2 if len(word) < 7 else 4
    close = [
        other
        for length in range(len(word) - 2, len(word) + 3)
        for held, other in shelf.get((FIRST.get(bare[0], bare[0]), length), ())
        if (held ^ letters).bit_count() <= apart
    ]
    found = []
    for other in close:
        cost = distance(word, other, most)
        if cost <= most and is_word(other, lang):
            found.append((cost + 0.25 + (0.0 if other[0] == word[0] else 0.3), other))
            most = min(most, cost + 0.8)
    return found


def two_words(word: str, lang: str) -> list[tuple[float, str]]:
    """Two current words often seen in this order, without the space between them."""
    counts, found = grams(lang), []
    for i in range(2, len(word) - 1):
        a, b = counts.words.get(word[:i]), counts.words.get(word[i:])
        if a is not None and b is not None and (seen := counts.two(a, b)) >= 4:
            found.append((TWO_WORDS - min(0.5, seen / 20), word[:i] + " " + word[i:]))
    return found


@functools.lru_cache(maxsize=20_000)
def candidates(word: str, lang: str) -> Costed:
    """The likeliest first: current words one slip away (rare ones where the slip is a very usual one), then those farther away.
    Two words where one of them is a small one, or where they are often seen together."""
    current, known = grams(lang), speller(lang)
    found: dict[str, float] = {}
    word = word.lower()
    for candidate, cost in near(word, lang).items():
        if " " in candidate or "-" in candidate:
            parts = re.split("[ -]", candidate)
            small = parts[0] in SMALL[lang] or (" " in candidate and parts[-1] in SMALL[lang])
            if small and all(part and is_word(part, lang) for part in parts):
                found[candidate] = cost
        elif (number := current.words.get(candidate)) is not None:
            if known(candidate):
                found[candidate] = cost - min(0.6, current.ones[number] / 30)
        elif cost <= 0.5 and known(candidate):
            found[candidate] = cost
    for cost, candidate in two_words(word, lang):
        found[candidate] = min(cost, found.get(candidate, 9))
    if len(word) > 4 and min(found.values(), default=9) > NEARBY:
        for cost, candidate in far(word, lang):
            cost -= min(0.6, current.ones[current.words[candidate]] / 30)
            found[candidate] = min(cost, found.get(candidate, 9))
    return tuple(sorted((cost, candidate) for candidate, cost in found.items()))[:12]


def rare(word: str, lang: str) -> list[tuple[float, str]]:
    """Words of the dictionary one slip away, seldom seen or never: they fill a list that has room."""
    known = speller(lang)
    return sorted((cost, one) for one, cost in near(word.lower(), lang).items() if one.isalpha() and known(one))[:5]


def apart(word: str, lang: str) -> list[tuple[float, str]]:
    """“weatherrealted”: two words without the space between them, with a slip in the second."""
    current, word = grams(lang), word.lower()
    found = [
        (cost, f"{word[:i]} {second}")
        for i in range(4, len(word) - 3)
        if word[:i] in current.words and is_word(word[:i], lang)
        for cost, second in candidates(word[i:], lang)[:1]
        if " " not in second
    ]
    return sorted(found)[:2]
