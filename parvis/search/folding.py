"""Words as they are compared: lower case, no accents, in French and in English alike. The same on every database, because it is done
here. A word is kept as it is written and by its stems, so that “formations” finds “formation” and “form” is the beginning of both."""

from __future__ import annotations

import functools
import itertools
import re
import threading
import unicodedata
from collections.abc import Iterator

import snowballstemmer

WORD = re.compile(r"[^\W_]+")
# “week-end” is also found as “weekend”, “prud’hommes” as “prudhommes”.
JOINED = re.compile(r"([^\W_]+)(?:-|['’](?<=[^\W_]{4}.))([^\W_]+)")
LONGEST = 40
CONFUSED = str.maketrans({"y": "i", "z": "s", "c": "k", "h": ""})
DOUBLED = re.compile(r"(.)\1+")
LIGATURES = str.maketrans({"œ": "oe", "æ": "ae", "Œ": "oe", "Æ": "ae", "ø": "o", "ł": "l"})
# Too common to find anything by; a title and a name keep them.
COMMON = frozenset(
    ["a", "ai", "as", "au", "aux", "avec", "avez", "avoir", "avons", "c", "ca", "ce", "cela", "celle", "celui", "ces", "cet", "cette", "ceux", "chez", "ci", "comme", "comment", "d", "dans", "de", "des", "donc", "dont", "du", "elle", "elles", "en", "entre", "es", "est", "et", "etait", "etaient", "ete", "etre", "eu", "eux", "fait", "faire", "faut", "font", "ici", "il", "ils", "j", "je", "l", "la", "le", "les", "leur", "leurs", "lui", "m", "ma", "mais", "me", "mes", "meme", "moi", "mon", "n", "ne", "ni", "nos", "notre", "nous", "on", "ont", "or", "ou", "par", "pas", "peu", "peut", "peuvent", "plus", "pour", "pourquoi", "qu", "quand", "que", "quel", "quelle", "quelles", "quels", "qui", "quoi", "s", "sa", "sans", "se", "sera", "ses", "si", "son", "sont", "sous", "suis", "sur", "t", "ta", "te", "tes", "toi", "ton", "tous", "tout", "toute", "toutes", "tres", "tu", "un", "une", "va", "vers", "veut", "via", "voici", "voila", "vos", "votre", "vous", "y", "about", "all", "also", "am", "an", "and", "any", "are", "at", "be", "been", "but", "by", "can", "could", "did", "do", "does", "for", "from", "get", "had", "has", "have", "he", "her", "here", "him", "his", "how", "i", "if", "in", "into", "is", "it", "its", "just", "let", "like", "my", "no", "nor", "not", "of", "off", "or", "our", "out", "over", "own", "she", "should", "so", "some", "such", "than", "that", "the", "their", "them", "then", "there", "these", "they", "this", "those", "to", "too", "under", "until", "up", "was", "we", "were", "what", "when", "where", "which", "while", "who", "whom", "why", "will", "with", "would", "you", "your"]
)  # fmt: skip


class _Stemmers(threading.local):
    """The stemmers keep the word they are at: each thread has its own."""

    def __init__(self) -> None:
        self.fr = snowballstemmer.stemmer("french")
        self.en = snowballstemmer.stemmer("english")


_stemmers = _Stemmers()


@functools.lru_cache(maxsize=200_000)
def fold(word: str) -> str:
    """Lower case, without accents; the same for whoever types without them."""
    if word.isascii():
        return word.lower()
    spread = unicodedata.normalize("NFKD", word.translate(LIGATURES).casefold())
    return "".join(c for c in spread if not unicodedata.combining(c))


@functools.lru_cache(maxsize=200_000)
def forms(word: str) -> tuple[str, ...]:
    """What a word is found by: itself, folded, first; then its stems. Empty for what is too long or a lone letter."""
    plain = fold(word)
    if len(plain) > LONGEST or (len(plain) < 2 and not plain.isdigit()) or not WORD.fullmatch(plain):
        return ()
    if not plain.isalpha() or len(plain) < 3:
        return (plain,)
    fr, en = _stemmers.fr, _stemmers.en
    lower = unicodedata.normalize("NFC", word.lower())
    found = {fold(fr.stemWord(lower)), fr.stemWord(plain), en.stemWord(plain)} - {plain}
    return (plain, *sorted(stem for stem in found if len(stem) > 1))


@functools.lru_cache(maxsize=50_000)
def sufficient(word: str) -> tuple[str, ...]:
    """The forms that are asked of a word: its stems, where it has some. Whatever holds the word, whatever its accents, holds these too; what
    would answer to the word alone has it for a stem, and is another word (“merci”, of “mercier”)."""
    plain, *stems = forms(word) or (fold(word),)
    fr, en = _stemmers.fr, _stemmers.en
    return tuple(stems) if {fr.stemWord(plain), en.stemWord(plain)} & set(stems) else (plain, *stems)


def words(text: str) -> list[str]:
    """The words of a text as written: apostrophes, hyphens and underscores part them."""
    return WORD.findall(unicodedata.normalize("NFC", text))


def kept_forms(text: str, *, common: bool, most: int = 4_000) -> list[str]:
    """Each form once, in the order of the text; `common`: the commonest words too."""
    seen: dict[str, None] = {}
    text = unicodedata.normalize("NFC", text)
    joined = [one + two for one, two in JOINED.findall(text) if not {fold(one), fold(two)} & COMMON]
    for word in itertools.chain(WORD.findall(text), joined):
        if common or fold(word) not in COMMON:
            for form in forms(word):
                seen[form] = None
        if len(seen) >= most:
            break
    return list(seen)


def plain(text: str) -> str:
    """A text as a line of folded words, for phrases."""
    if text.isascii():
        return " ".join(WORD.findall(text.lower()))
    return " ".join(fold(word) for word in words(text))


def squeezed(word: str) -> str:
    """A folded word as it sounds, roughly: what people confuse in writing is the same here."""
    heard = word.replace("ph", "f").replace("qu", "k").translate(CONFUSED)
    return DOUBLED.sub(r"\1", heard) if DOUBLED.search(heard) else heard


def slips(word: str) -> Iterator[str]:
    """Keys two words share when one letter apart (added, left out, another, two swapped): the word with any one letter left out."""
    heard = squeezed(word)
    yield heard
    for at in range(len(heard)):
        yield heard[:at] + heard[at + 1 :]
