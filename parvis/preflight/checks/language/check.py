"""Spelling and grammar, French and English, paragraph by paragraph; nothing leaves the server."""

from __future__ import annotations

import functools
import re
from collections.abc import Iterator

from django.utils.translation import get_language

from parvis.preflight.checks.language import candidates, english, french, grams, spelling, variants
from parvis.preflight.checks.language.faults import Fault
from parvis.preflight.lexicon import is_word
from parvis.preflight.manuscript import LOOK, Finding, Manuscript
from parvis.preflight.recognising import language

ORDER = 40
PARAGRAPH = re.compile(r"[^\n]*\S[^\n]*")
CHECKERS = {"fr": french.faults, "en": english.faults}


def warm() -> None:
    """Load dictionaries and rules: about two seconds, once per process."""
    for lang in CHECKERS:
        candidates.shelves(lang)
        spelling.sounds(lang)
    is_word("bonjour", "fr")
    is_word("hello", "en")
    french.faults("Les données est la.", frozenset())
    english.faults("He go to a office.", frozenset())


@functools.lru_cache(maxsize=500)
def _paragraph(text: str, lang: str, known: frozenset[str], said_in: str | None) -> tuple[Fault, ...]:
    """While one writes, only the paragraph that changed is read again. `said_in`: the language of the messages."""
    return tuple(CHECKERS[lang](text, known))


def forget() -> None:
    """Nothing remembered of the texts seen so far (for measures)."""
    _paragraph.cache_clear()
    is_word.cache_clear()
    candidates.candidates.cache_clear()
    variants.variants.cache_clear()
    for lang in CHECKERS:
        grams.grams(lang).forget()


def known_words(manuscript: Manuscript) -> frozenset[str]:
    """Names and the organisation's words, whole and in pieces, in lower case."""
    words: set[str] = set()
    for given in manuscript.known | manuscript.ignored:
        words.add(given.lower())
        words.update(part for part in re.split(r"[\s\-’'.]+", given.lower()) if part)
    return frozenset(words)


def check(manuscript: Manuscript) -> Iterator[Finding]:
    """Spelling and grammar faults. A manuscript's `lang` is what a paragraph is taken for when it does not tell."""
    known = known_words(manuscript)
    default = manuscript.lang or language(manuscript.text)
    for paragraph in PARAGRAPH.finditer(manuscript.text):
        text = paragraph.group()
        lang = default if len(text) < 40 else language(text, default)
        for fault in _paragraph(text, lang, known, get_language()):
            start, end = paragraph.start() + fault.start, paragraph.start() + fault.end
            if manuscript.text[start:end].lower() in known:
                continue
            yield Finding("language", LOOK, fault.message, start, end, fault.suggestions, kind=fault.kind)
