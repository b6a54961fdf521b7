"""A paragraph as the words and marks the n-gram counts know. Offsets stay those of the text."""

from __future__ import annotations

import dataclasses
import re

UNKNOWN, OPENING, NUMBER = "¤", "<s>", "0"
TOKEN = re.compile(r"[^\W\d_]+(?:[’'‑-][^\W\d_]+)*[’']?|\d[\d.,]*\d|\d|\.\.\.|[^\w\s]", re.UNICODE)
ELIDED = re.compile(r"(?:[cdjlmnst]|qu|jusqu|lorsqu|puisqu|quoiqu)'(?=[^\W\d_])", re.IGNORECASE)
ENDS = frozenset(".!?…")
POSSESSIVE_KEPT = frozenset(
    [
        "it's",
        "that's",
        "there's",
        "who's",
        "what's",
        "let's",
        "he's",
        "she's",
        "here's",
        "where's",
        "how's",
        "when's",
        "everyone's",
    ]
)


@dataclasses.dataclass(frozen=True, slots=True)
class Token:
    start: int
    end: int
    text: str  # as written, with straight apostrophes
    key: str  # lower case, as counted


def tokens(text: str, lang: str) -> list[Token]:
    """Words (elisions and possessives apart), numbers and marks of a paragraph."""
    found: list[Token] = []
    for match in TOKEN.finditer(text):
        word, start = match.group().replace("’", "'").replace("‑", "-"), match.start()
        if word[0].isdigit():
            found.append(Token(start, match.end(), word, NUMBER))
        elif lang == "fr":
            found += _french(word, start)
        else:
            found += _english(word, start)
    return found


def _french(word: str, start: int) -> list[Token]:
    found = []
    while (elided := ELIDED.match(word)) and len(elided.group()) < len(word):
        head = elided.group()
        found.append(Token(start, start + len(head), head, head.lower()))
        word, start = word[len(head) :], start + len(head)
    return [*found, Token(start, start + len(word), word, word.lower())]


def _english(word: str, start: int) -> list[Token]:
    key = word.lower()
    if key.endswith("'s") and key not in POSSESSIVE_KEPT and len(key) > 3:
        cut = start + len(word) - 2
        return [Token(start, cut, word[:-2], key[:-2]), Token(cut, cut + 2, word[-2:], "'s")]
    return [Token(start, start + len(word), word, key)]
