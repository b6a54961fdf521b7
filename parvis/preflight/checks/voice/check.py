"""At most three quiet questions when a text reads like a press release. Never a score, never a rewriting, never kept."""

from __future__ import annotations

import itertools
import re
from collections.abc import Iterator

from django.utils.translation import gettext as _

from parvis.preflight.checks.voice.features import (
    FEWEST,
    HOUSE,
    NOUN,
    PASSIVE,
    SENTENCE,
    WORD,
    features,
    leanings,
    press,
)
from parvis.preflight.manuscript import LOOK, Finding, Manuscript
from parvis.preflight.recognising import language

ORDER = 30
MOST = 3
HIGH = 0.7  # one personal text in a hundred is above (bin/bench voice); below, nothing is ever said
SHARE = 0.95  # of the texts it is compared with that must read less like a release
EARLIER, SHORTEST = 5, 20  # earlier posts it takes to know a voice; words a post must have to count
LONG = 28  # words in one sentence
Said = tuple[re.Match[str] | None, str, str]


def scores(manuscript: Manuscript) -> dict[str, float]:
    lang = language_of(manuscript)
    return {"voice": round(press(manuscript.text, lang, manuscript.reference), 4)}


def language_of(manuscript: Manuscript) -> str:
    return manuscript.lang or language(manuscript.text)


def own_texts(manuscript: Manuscript) -> list[str]:
    """The author's earlier posts, when there are enough of them to know a voice; none otherwise."""
    long_enough = [text for text in manuscript.earlier if len(WORD.findall(text)) >= SHORTEST]
    return long_enough if len(long_enough) >= EARLIER else []


def is_usual(score: float, others: list[float]) -> bool:
    """Whether such a text is nothing rare among the others."""
    return bool(others) and sum(other < score for other in others) / len(others) < SHARE


def check(manuscript: Manuscript) -> Iterator[Finding]:
    if not manuscript.voice or len(WORD.findall(manuscript.text)) < FEWEST:
        return
    lang = language_of(manuscript)
    score = press(manuscript.text, lang, manuscript.reference)
    here = (manuscript.reference.get(lang) or {}).get("percentiles") or []
    own = own_texts(manuscript)
    mine = [press(text, lang, manuscript.reference) for text in own]
    if score < HIGH or is_usual(score, list(here)) or is_usual(score, mine):
        return
    taken: list[tuple[int, int]] = []
    for found, question, kind in questions(manuscript, lang, own):
        if found and not any(found.start() < stop and found.end() > begin for begin, stop in taken):
            taken.append(found.span())
            why = _("Only you see this; it is not kept.")
            yield Finding("voice", LOOK, question, *found.span(), why=why, kind=kind)
            if len(taken) == MOST:
                return


def questions(manuscript: Manuscript, lang: str, own: list[str]) -> Iterator[Said]:
    """What may be asked, what leans most first; each with the words it is about."""
    text, leans = manuscript.text, leanings(manuscript.text, lang, manuscript.reference)
    sentences = [one for one in SENTENCE.finditer(text) if WORD.search(one.group())]
    said: list[tuple[float, Said]] = [
        (2 * leans["house"], (dense(HOUSE[lang], text), _("What would you say of this to a colleague at the coffee machine?"), "house")),
        (leans["nouns"], (dense(NOUN[lang], text), _("Who does what, here? What if you said it with a verb?"), "nouns")),
        (leans["sentence"], (longest(sentences), _("Would you say this sentence in one breath?"), "sentence")),
        (1.0, (PASSIVE[lang].search(text), _("Who decided, who did it? What if you said who?"), "passive")),
    ]  # fmt: skip
    if own:
        yield unlike(text, lang, own, sentences)
    if not features(text, lang)["person"] and sentences:
        said.append((2 * leans["person"], (opening(sentences), _("And you, where were you in this?"), "person")))
    for lean, question in sorted(said, key=lambda pair: -pair[0]):
        if lean > 0.2:
            yield question


def opening(sentences: list[re.Match[str]]) -> re.Match[str] | None:
    """The first words of the text."""
    return re.compile(r"\s*(?:\S+\s+){0,5}\S+").match(sentences[0].string, sentences[0].start(), sentences[0].end())


def dense(pattern: re.Pattern[str], text: str) -> re.Match[str] | None:
    """The occurrence with the most others within a hundred characters."""
    found = list(itertools.islice(pattern.finditer(text), 200))
    return max(found, key=lambda one: sum(abs(other.start() - one.start()) < 100 for other in found), default=None)


def longest(sentences: list[re.Match[str]]) -> re.Match[str] | None:
    """The longest sentence, without the blanks around it, when it is long."""
    one = max(sentences, key=lambda each: len(WORD.findall(each.group())), default=None)
    if one is None or len(WORD.findall(one.group())) < LONG:
        return None
    return re.compile(r"\S[\s\S]*\S").search(one.string, one.start(), one.end())


def unlike(text: str, lang: str, own: list[str], sentences: list[re.Match[str]]) -> Said:
    """What differs most from the author's earlier posts, asked of a sentence."""
    now, before = features(text, lang), [features(one, lang) for one in own]
    shorter = sum(each["sentence"] < now["sentence"] for each in before) / len(before)
    closer = sum(each["person"] > now["person"] for each in before) / len(before)
    if closer >= shorter:
        return (
            opening(sentences),
            _("Your earlier posts say “I” and “you” more often than this one. On purpose?"),
            "own",
        )
    return longest(sentences), _("Your earlier posts have shorter sentences than this one. On purpose?"), "own"
