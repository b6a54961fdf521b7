"""Words no dictionary knows, and the words they are most likely slips of. Names and acronyms are left alone."""

from __future__ import annotations

import collections
import functools
import itertools
import re
from collections.abc import Iterable, Iterator

from django.utils.translation import gettext as _

from parvis.preflight.checks.language.candidates import apart, candidates, rare
from parvis.preflight.checks.language.context import Paragraph
from parvis.preflight.checks.language.faults import Fault
from parvis.preflight.checks.language.grams import grams
from parvis.preflight.checks.language.letters import CURRENT, ENDINGS, PREFIXES
from parvis.preflight.checks.language.variants import variants
from parvis.preflight.lexicon import is_word

WORD = re.compile(r"[^\W\d_]+(?:[’'\-\u2011·.][^\W\d_]+)*", re.UNICODE)
ELIDED = re.compile(r"^(?:[cdjlmnstCDJLMNST]|[Qq]u|[Jj]usqu|[Ll]orsqu|[Pp]uisqu|[Qq]uoiqu)[’']", re.UNICODE)
MOST_CURRENT = 15_000  # words
SURE = {"en": 0.8, "fr": 1.3}  # a slip that costs more than that may be no slip at all
CLOSE = {"en": 0.2, "fr": 0.28}  # slips for each letter: so little that it can only be one
USUAL = 0.45  # slips of this cost or less are what everybody does
CURRENT_FROM = 9.0  # seen 512 times
OTHER_FORM = 0.6  # slips that another form of a word weighs
CONTEXT = 14.0  # bits of likelihood among its neighbours that weigh as much as one slip
MOST = 5  # suggestions
RARE = 2.0  # slips that a word nobody wrote in what was counted weighs
INCLUSIVE = re.compile(r"·|\.(?:e|s|es|rice|rices|ne|nes|trice|trices)$")


def misspelt(text: str, lang: str, known: frozenset[str], paragraph: Paragraph) -> Iterator[Fault]:
    """The unknown words of a text, with up to five suggestions. `known`: lower-case words that are right here. `paragraph`: the same text,
    counted: its neighbours tell which of the words near an unknown one was meant."""
    opened, places = False, {token.start: at for at, token in enumerate(paragraph.tokens)}
    for found in WORD.finditer(text):
        start, word = found.start(), found.group()
        if lang == "fr" and (elided := ELIDED.match(word)):
            start, word = start + elided.end(), word[elided.end() :]
        first, opened = not opened or _opens(text, found.start()), True
        if _is_fine(word, lang, known, first):
            continue
        wanted = ranked(word, lang, paragraph, places.get(start))
        message = _("This word is not in the dictionary.")
        yield Fault(start, start + len(word), "spelling", message, suggestions(word, wanted, lang))


def ranked(word: str, lang: str, paragraph: Paragraph, at: int | None) -> list[str]:
    """The candidates, those that suit their neighbours first, and other forms of the likeliest: who is unsure of a word's letters may be
    unsure of its form."""
    found = candidates(word, lang)
    if at is None:
        return [one for _cost, one in found]
    costs = {one: cost - paragraph.fit(at, one) / CONTEXT for cost, one in found}
    for first in sorted(costs, key=costs.__getitem__)[:1]:
        slip = next(cost for cost, one in found if one == first)
        for form, kind in variants(first, lang):
            if kind in ("form", "plural") and form not in costs and is_word(form, lang):
                costs[form] = slip + OTHER_FORM - paragraph.fit(at, form) / CONTEXT
    if len(costs) < MOST and lang == "en":  # in French its many accented letters would double the time
        costs |= {one: cost + RARE for cost, one in rare(word, lang) if one not in costs}
    if not costs:
        costs = {one: cost for cost, one in apart(word, lang)}
    return sorted(costs, key=costs.__getitem__)


def _opens(text: str, start: int) -> bool:
    before = text[:start].rstrip(" \u00a0\u202f\"“«»('’*_-•")
    return not before or before[-1] in ".!?…:\n"


def _is_fine(word: str, lang: str, known: frozenset[str], first: bool) -> bool:
    """Whether a word is to be left alone: right, a name, an acronym, a borrowed or a well-made one."""
    if (
        len(word) < 3
        or word.lower() in CURRENT
        or word.lower() in known
        or is_word(word, lang)
        or is_word(word.lower(), lang)
    ):
        return True
    if word.lower() in grams(lang).words and not (lang == "fr" and is_word(word.lower(), "en")):
        return True  # jargon; in French, an English word may still be a slip of a French one
    if any(letter.isupper() for letter in word[1:]) or INCLUSIVE.search(word):
        return True
    if word[0].isupper() and not first:
        return True
    parts = [part for part in re.split(r"[-\u2011’'.]", word) if part]
    if len(parts) > 1 and all(len(part) < 2 or part.lower() in known or is_word(part, lang) for part in parts):
        return True
    likely = candidates(word, lang)
    if not likely or likely[0][0] > SURE[lang]:
        borrowed = lang == "fr" and is_word(word, "en") and not (likely and _is_cognate(word.lower(), likely[0][1]))
        strange = len(word) < 5 or borrowed or not word.isalpha() or not word.islower()
        close = bool(likely) and likely[0][0] < CLOSE[lang] * len(word)
        if strange or _is_joined(word, lang) or _is_made(word, lang) or not (close or _is_pronounced(word, lang)):
            return True
    if likely and lang == "en" and likely[0][0] > USUAL and _is_new(word, likely[0][1]):
        return True
    if likely and word[0].isupper() and likely[0][0] > (0.9 if len(word) > 5 else 0.5):
        return True
    if not likely:
        return False
    borrowed = lang == "fr" and likely[0][0] > (0.9 if len(word) > 6 else 0.3) and is_word(word.lower(), "en")
    borrowed = borrowed and not _is_cognate(word.lower(), likely[0][1])
    return borrowed or (likely[0][0] > 0.45 and _is_made(word.lower(), lang))


@functools.cache
def sounds(lang: str) -> frozenset[str]:
    """The three letters in a row that current words have."""
    found = collections.Counter(
        f" {word} "[i : i + 3]
        for word in itertools.islice(grams(lang).words, MOST_CURRENT)
        if word.isalpha() and is_word(word, lang)
        for i in range(len(word))
    )
    return frozenset(sound for sound, count in found.items() if count >= 3)


def _is_pronounced(word: str, lang: str) -> bool:
    """Written by ear, and no name of a program: smbclient, sysvinit."""
    return all(f" {word} "[i : i + 3] in sounds(lang) for i in range(len(word)))


def _is_joined(word: str, lang: str) -> bool:
    """Two known words in one, as in the names of programs and new things: netfilter, copyleft."""
    words = grams(lang).words
    return any(word[:i] in words and word[i:] in words for i in range(3, len(word) - 2))


def _is_new(word: str, likely: str) -> bool:
    """Two current words in one that are seldom seen apart: hotkey, textbox."""
    counts = grams("en")
    return " " not in likely and any(
        counts.ones[counts.words[word[:i]]] > CURRENT_FROM and counts.ones[counts.words[word[i:]]] > CURRENT_FROM
        for i in range(3, len(word) - 2)
        if word[:i] in counts.words and word[i:] in counts.words
    )


def _is_cognate(word: str, french: str) -> bool:
    """An English spelling of a current French word: recommendation, example."""
    current = grams("fr")
    number = current.words.get(french)
    return len(word) > 5 and word[:2] == french[:2] and number is not None and current.ones[number] > 5


def _is_made(word: str, lang: str) -> bool:
    """A prefix or an ending on a known word: no dictionary holds them all."""
    if any(
        word.startswith(one) and len(word) > len(one) + 3 and is_word(word[len(one) :], lang) for one in PREFIXES[lang]
    ):
        return True
    return any(word.endswith(end) and is_word(word[: -len(end)] + base, lang) for end, base in ENDINGS[lang])


def suggestions(word: str, found: Iterable[str], lang: str) -> tuple[str, ...]:
    """At most five words, with the capital of the word and that of names."""
    named = (" ".join(_named(part, lang) for part in one.split(" ")) for one in found)
    return tuple(dict.fromkeys(one[0].upper() + one[1:] if word[0].isupper() else one for one in named))[:5]


def _named(word: str, lang: str) -> str:
    return word if is_word(word, lang) or not is_word(word.capitalize(), lang) else word.capitalize()
