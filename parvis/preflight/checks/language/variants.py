"""What a word may have been meant to be: one slip away, another form of it, or another of the same small words."""

from __future__ import annotations

import functools
import unicodedata

from parvis.preflight.checks.language.grams import grams
from parvis.preflight.checks.language.letters import LETTERS

SETS = {
    "en": [
        "a an the", "in on at to of for with by from into", "is are was were be been being am", "has have had having",
        "do does did done doing", "it its it's", "their there they're", "your you're you", "then than the", "to too two",
        "this these that those", "much many", "who's whose", "where were", "lose loose", "affect effect", "if is it in",
        "of off on or", "he her his him", "they them their", "i me my", "we us our", "other others another", "less fewer",
        "which who what", "go goes went gone going", "make makes made making", "take takes took taken taking",
        "get gets got getting", "give gives gave given giving", "see sees saw seen seeing", "know knows knew known knowing",
        "think thinks thought thinking", "come comes came coming", "say says said saying", "send sends sent sending",
        "build builds built building", "write writes wrote written writing", "find finds found finding",
        "choose chooses chose chosen choosing", "use uses used using", "set sets setting", "person people",
    ],
    "fr": [
        "a à as", "ou où", "ce se", "ces ses c'est s'est", "sa ça", "la là l'a", "et est ait ai es", "on ont", "son sont",
        "leur leurs", "quand quant qu'en", "dans d'en", "peu peut peux", "mes mais met", "le la les l'", "un une", "du de des",
        "au aux", "tout tous toute toutes", "quel quelle quels quelles", "cet cette ce", "par part", "dû du", "sur sûr",
        "notre nôtre", "près prêt", "comme comment", "qui qu'il", "été était",
    ],
}  # fmt: skip
ARTICLES = frozenset(["a", "an", "the"])
# Small words that are left out or too many, and what kind of change that is.
ADDED = {
    "en": {**dict.fromkeys(["the", "a", "an"], "article+"), **dict.fromkeys(["to", "of", "in", "on", "for", "with", "at", "from", "by", "about", "as", "is", "are", "be", "that", "and", "it", "have", "was"], "small+"), ",": "comma+"},
    "fr": {**dict.fromkeys(["de", "d'", "à", "le", "la", "les", "l'", "un", "une", "des", "du", "que", "qu'", "en", "et", "par", "pour"], "small+")},
}  # fmt: skip
DROPPED = {
    "en": {**dict.fromkeys(["the", "a", "an"], "article-"), **dict.fromkeys(["to", "of", "in", "is", "are", "was", "be", "that", "and", "it", "they", "them", "for", "with", "on", "at", "we", "you", "do", "have", "about", "by", "from", "as", "so", "more", "also"], "small-")},
    "fr": dict.fromkeys(["de", "d'", "à", "le", "la", "les", "l'", "un", "une", "des", "du", "que", "qui", "en", "et", "par", "pour", "a", "est", "se", "il"], "small-"),
}  # fmt: skip
ENDINGS = {
    "en": [["", "s", "ed", "ing", "d", "es", "er", "ly"], ["e", "es", "ed", "ing", "er"], ["y", "ies", "ied", "ying"], ["ical", "ic", "ically"]],
    "fr": [["er", "é", "ée", "és", "ées", "ez", "ait", "ais", "ant", "e", "es", "ent"], ["", "e", "s", "es"], ["i", "ie", "is", "it", "ies", "ir"], ["ai", "ais", "ait", "aient"], ["u", "ue", "us", "ues", "ut"], ["al", "aux", "ale", "ales"]],
}  # fmt: skip
SMALL = {lang: {word: one.split() for one in sets for word in one.split()} for lang, sets in SETS.items()}


def plain(word: str) -> str:
    return "".join(letter for letter in unicodedata.normalize("NFD", word) if not unicodedata.combining(letter))


@functools.lru_cache(maxsize=20_000)
def variants(word: str, lang: str) -> tuple[tuple[str, str], ...]:
    """Candidates with their kind: "set", "swap" (an article for another), "form", "plural" or "near"; the first kind that gives a word is kept."""
    words = grams(lang).words
    found: dict[str, str] = {}
    for one in SMALL[lang].get(word, ()):
        found.setdefault(one, "swap" if word in ARTICLES and one in ARTICLES else "set")
    for one in _forms(word, lang):
        if one in words:
            found.setdefault(
                one, "plural" if word in (one + "s", one + "es") or one in (word + "s", word + "es") else "form"
            )
    if len(word) > 1 and word not in SMALL[lang]:
        for one in slips(word, lang):
            if one in words and len(one) > 1:
                found.setdefault(one, "near")
    found.pop(word, None)
    return tuple(found.items())


def _forms(word: str, lang: str) -> set[str]:
    found: set[str] = set()
    for family in ENDINGS[lang]:
        for ending in family:
            if word.endswith(ending) and len(word) - len(ending) >= 3:
                stem = word[: len(word) - len(ending)]
                found.update(stem + other for other in family)
    return found


def slips(word: str, lang: str) -> set[str]:
    """Every string one letter away."""
    letters = LETTERS[lang]
    cuts = [(word[:i], word[i:]) for i in range(len(word) + 1)]
    found = {head + tail[1:] for head, tail in cuts if tail}
    found |= {head + tail[1] + tail[0] + tail[2:] for head, tail in cuts if len(tail) > 1}
    found |= {head + letter + tail[1:] for head, tail in cuts if tail for letter in letters}
    found |= {head + letter + tail for head, tail in cuts for letter in letters}
    return found
