"""Words that exist but do not belong where they stand: what is usually written between these neighbours tells.

Each change thought of (another word, a small word added or taken away) is weighed by how much likelier it makes the words, and the
kinds of words, around it (`judged`). A change is proposed only when that is beyond doubt: silence is better than a wrong remark."""

from __future__ import annotations

import dataclasses
import itertools
from collections.abc import Iterator

from django.utils.translation import gettext as _

from parvis.preflight.checks.language.classes import by_shape
from parvis.preflight.checks.language.faults import Fault
from parvis.preflight.checks.language.grams import Grams, grams
from parvis.preflight.checks.language.judging import DOUBT, judged
from parvis.preflight.checks.language.tokens import ENDS, OPENING, Token, tokens
from parvis.preflight.checks.language.variants import ADDED, DROPPED, variants

BARE = frozenset(["A", "Etat", "Etats", "Eglise", "Ecole"])
FARTHER = -7.0  # other changes of the same place are offered too, where one is proposed
OTHERWISE = -4.0  # and so are those of another place (a word added after it)
FORM = -10.0  # and other forms of the same word, where there is room
FORMS = frozenset(["form", "plural"])
HOPELESS = -6.0  # bits lost among the words: no kinds make up for that
MOST = 5  # suggestions
USUAL = 5.0  # a triple seen 32 times is not looked at


@dataclasses.dataclass(slots=True)
class Change:
    """Other words instead of the tokens from `first` up to `last`, excluded. `kind`: of change (see `variants.variants`)."""

    kind: str
    first: int
    last: int
    words: tuple[str, ...]
    sure: float = 0.0


class Paragraph:
    """The numbers of a paragraph's words and of their kinds, and what each order of words weighs."""

    def __init__(self, counts: Grams, found: list[Token], lang: str) -> None:
        self.counts, self.tokens = counts, found
        opening, kind = counts.opening, counts.kind_numbers[OPENING]
        self.words, self.kinds, self.places = [opening] * 2, [kind] * 3, []
        other = counts.kind_numbers["X"]
        opens = True
        for token in found:
            number = counts.words.get(token.key)
            self.places.append(len(self.words))
            self.words.append(counts.unknown if number is None else number)
            if number is None:
                shape = by_shape(token.text, lang, opens=opens) if token.key[0].isalpha() else token.key
                self.kinds.append(counts.kind_numbers.get(shape, other))
            else:
                self.kinds.append(counts.kinds[number])
            if opens := token.key in ENDS:
                self.words.append(opening)
                self.kinds.append(kind)
        self.words += [opening] * 2
        self.kinds += [kind] * 3

    def signs(self, change: Change) -> tuple[float, ...] | None:
        """What tells for and against a change: see `judging.SIGNS`. None: too unlikely to look farther."""
        counts = self.counts
        i = self.places[change.first] if change.first < len(self.places) else len(self.words) - 2
        j = self.places[change.last - 1] + 1 if change.last > change.first else i
        numbers = [counts.words[word] for word in change.words]
        old, new = self.words[i - 2 : j + 2], self.words[i - 2 : i] + numbers + self.words[j : j + 2]
        gain = self._path(new) - self._path(old)
        if gain < HOPELESS:
            return None
        i, j = i + 1, j + 1
        before, after = self.kinds[i - 3 : i], self.kinds[j : j + 3]
        kinds = self._row([*before, *(counts.kinds[number] for number in numbers), *after]) - self._row(
            self.kinds[i - 3 : j + 3]
        )
        head = self._head(j) if change.kind.startswith("article") else 0.0
        return (gain, kinds, *self._seen(new), *self._seen(old), float(counts.unknown in (old[1], old[-2])), head)

    def fit(self, at: int, words: str) -> float:
        """log2 of how likely these words are in the place of a token, less what its unknown word is worth."""
        numbers = [self.counts.number(word) for word in words.split(" ")]
        i = self.places[at]
        return self._path(self.words[i - 2 : i] + numbers + self.words[i + 1 : i + 3])

    def _path(self, line: list[int]) -> float:
        weight = self.counts.weight
        return sum([weight(a, b, c) for a, b, c in zip(line, line[1:], line[2:], strict=False)])

    def _row(self, line: list[int]) -> float:
        weight = self.counts.weight_of_kinds
        return sum([weight(*four) for four in zip(line, line[1:], line[2:], line[3:], strict=False)])

    def _head(self, at: int) -> float:
        """Whether the noun that the words from here on lead to asks for an article: 1 a thing one counts, -1 a plural or a matter."""
        said = 0.0
        for kind in self.kinds[at : at + 5]:
            noun = self.counts.nouns[kind]
            if noun is None:
                break
            said = noun or said
        return said

    def _seen(self, line: list[int]) -> tuple[float, float, float]:
        """How many triples were seen, the most seen of them, the least seen of the pairs."""
        triples = [self.counts.three(a, b, c) for a, b, c in zip(line, line[1:], line[2:], strict=False)]
        pairs = [self.counts.two(a, b) for a, b in itertools.pairwise(line[1:-1])]
        return sum([one >= 0 for one in triples]) / len(triples), max(triples), min(pairs)


def changes(paragraph: Paragraph, at: int, lang: str) -> Iterator[Change]:
    """The changes thought of at one word, with their signs."""
    counts, token = paragraph.counts, paragraph.tokens[at]
    i, words = paragraph.places[at], paragraph.words
    before, word, after = words[i - 1], words[i], words[i + 1]
    if counts.three(before, word, after) < USUAL and word != counts.unknown:
        for candidate, kind in variants(token.key, lang):
            number = counts.words.get(candidate)
            if number is not None and counts.two(before, number) >= 0 and counts.two(number, after) >= 0:
                yield Change(kind, at, at + 1, (candidate,))
        if token.key in DROPPED[lang] and at and counts.two(before, after) >= 0:
            yield Change(DROPPED[lang][token.key], at, at + 1, ())
    if after == counts.opening or counts.two(word, after) > 8:
        return
    named = at + 1 < len(paragraph.tokens) and not paragraph.tokens[at + 1].text.islower()
    for small, kind in ADDED[lang].items():
        if named and kind == "article+":
            continue
        if counts.two(counts.words[small], after) >= 0 and counts.two(word, counts.words[small]) >= 0:
            yield Change(kind, at + 1, at + 1, (small,))


def weighed(paragraph: Paragraph, at: int, lang: str) -> list[Change]:
    """The changes at one word, the surest first."""
    found = []
    for change in changes(paragraph, at, lang):
        if signs := paragraph.signs(change):
            change.sure = judged(change.kind, signs, lang)
            found.append(change)
    return sorted(found, key=lambda change: -change.sure - DOUBT[lang].get(change.kind, 0.0))


def counted(text: str, lang: str) -> Paragraph:
    return Paragraph(grams(lang), tokens(text, lang), lang)


def misplaced(paragraph: Paragraph, lang: str, known: frozenset[str], *, doubted: bool = False) -> list[Fault]:
    """The words of a paragraph that another one would fit far better, and the small words missing or too many. `doubted`: something else
    is wrong in it. Who made one slip is likelier to have made another: less is then asked for (`judging.DOUBT`)."""
    found = paragraph.tokens
    likely: list[tuple[int, list[Change]]] = []
    for at, token in enumerate(found):
        if token.key[0].isalpha() and token.key not in known and is_plain(token, at, found):
            changes = weighed(paragraph, at, lang)
            if changes and changes[0].sure > -DOUBT[lang].get(changes[0].kind, 0.0):
                likely.append((at, changes))
    if not doubted and not any(change.sure > 0 for _at, changes in likely for change in changes):
        return []
    return [_fault(changes, found, at) for at, changes in likely]


def is_plain(token: Token, at: int, found: list[Token]) -> bool:
    """Neither a name nor an acronym; nor a capital that current use leaves without its accent."""
    if token.text in BARE:
        return False
    opens = at == 0 or found[at - 1].key in ENDS
    return token.text.islower() or (
        opens and token.text[0].isupper() and (token.text[1:].islower() or len(token.text) == 1)
    )


def _fault(sure: list[Change], found: list[Token], at: int) -> Fault:
    """The surest change makes the remark; what is offered are all the likely ones that replace the same letters."""
    first, token = sure[0], found[at]
    offered = [first, *(change for change in sure[1:] if change.sure > _asked(change, first))][:MOST]
    offered += [change for change in sure if change.kind in FORMS and change.sure > FORM and change not in offered]
    goes = any(not change.words for change in offered) and at > 0 and found[at - 1].end + 1 == token.start
    words = [" " * goes + _instead(change, token) if change.words else "" for change in offered if change.words or goes]
    start, wanted = token.start - goes, tuple(dict.fromkeys(words))[:MOST]
    if first.first > at:
        message = _("A comma is usual here.") if first.words == (",",) else _("Is a word missing here?")
    else:
        message = _("Is this the word you meant?") if first.words else _("Is this word one too many?")
    return Fault(start, token.end, "grammar", message, wanted)


def _asked(change: Change, first: Change) -> float:
    return FARTHER if (change.first, change.last) == (first.first, first.last) else OTHERWISE


def _instead(change: Change, token: Token) -> str:
    """What stands in the place of a token once it is changed, or once a word has been added after it."""
    if change.first == change.last:
        return token.text + ("" if change.words == (",",) else " ") + change.words[0]
    return _cased(change.words[0], token.text)


def _cased(word: str, like: str) -> str:
    return word[0].upper() + word[1:] if like[:1].isupper() else word
