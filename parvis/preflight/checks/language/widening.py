"""Where mending one word asks for another beside it (“problem occurs”, “some thinmg”), suggestions that mend both in one tap."""

from __future__ import annotations

import dataclasses
import itertools

from parvis.preflight.checks.language.context import Change, Paragraph, is_plain, weighed
from parvis.preflight.checks.language.faults import Fault
from parvis.preflight.checks.language.offering import capital, with_
from parvis.preflight.checks.language.tokens import Token, tokens

AROUND = 5  # words on each side that have a say
LIKELY = {"form": -4.0, "plural": -3.0}  # of how sure the change beside must be, once the first word is mended
PAIRS = ("is are", "was were", "has have", "does do", "this these", "that those")
AGREE = {tuple(pair.split()[::way]) for pair in PAIRS for way in (1, -1)}
AGREEING = -5.0
ADDED = frozenset(["article+", "small+"])
MISSING = -3.0  # the same for a small word to be added
SINGULAR = frozenset(["is", "was", "has", "does"])
COMMA_I = (" I", ", I")
SMALLEST = frozenset(["a", "an", "i"])
JOINED = 4.0  # seen 16 times in one word


def widened(faults: list[Fault], paragraph: Paragraph, text: str, lang: str) -> list[Fault]:
    """The same remarks, with more suggestions, some of them over two words. `faults`: in order, apart."""
    places = {token.start: at for at, token in enumerate(paragraph.tokens)}
    taken = {at for fault in faults for start, at in places.items() if fault.start <= start < fault.end}
    made = []
    for fault in faults:
        at = places.get(fault.start)
        if at is None or fault.end != paragraph.tokens[at].end or not fault.suggestions:
            made.append(fault)
            continue
        place = Place(paragraph, at, text, lang, taken)
        fuller = place.with_small_words(fault) if fault.kind == "spelling" else fault
        made.append(place.joined(fuller) or place.beside(fuller) or fuller)
        taken |= {i for start, i in places.items() if made[-1].start <= start < made[-1].end}
    return made


@dataclasses.dataclass(frozen=True, slots=True)
class Place:
    """Where a remark on one word stands. `taken`: the words other remarks are about."""

    paragraph: Paragraph
    at: int
    text: str
    lang: str
    taken: set[int]

    @property
    def token(self) -> Token:
        return self.paragraph.tokens[self.at]

    def with_small_words(self, fault: Fault) -> Fault:
        """“creat problem”: once “create” stands, “a” is missing after it, or before it."""
        word = fault.suggestions[0]
        around, there = self.mended(word)
        if " " in word or around is None:
            return fault
        offered = [
            (change.sure, f"{word} {change.words[0]}" if place == there else f"{change.words[0]} {word}")
            for place in range(max(0, there - 1), there + 1)
            for change in weighed(around, place, self.lang)
            if change.first == change.last == place + 1 and change.kind in ADDED and change.sure > MISSING
        ]
        likely = [one for _sure, one in sorted(offered, reverse=True)[:2]]
        return with_(fault, [*fault.suggestions[:3], *likely, *fault.suggestions[3:]])

    def mended(self, word: str) -> tuple[Paragraph | None, int]:
        """The words around, once this one is mended, and its place among them."""
        found, here = self.paragraph.tokens, tokens(word, self.lang)
        if len(here) != 1:
            return None, 0
        line = [*found[max(0, self.at - AROUND) : self.at], *here, *found[self.at + 1 : self.at + 1 + AROUND]]
        return Paragraph(self.paragraph.counts, line, self.lang), min(self.at, AROUND)

    def joined(self, fault: Fault) -> Fault | None:
        """“some thinmg”: the word before and the one meant are written in one."""
        if not self.may_change(self.at - 1):
            return None
        counts, before = self.paragraph.counts, self.paragraph.tokens[self.at - 1]
        one = [
            before.text + word
            for word in (self.token.text, *fault.suggestions)
            if word.isalpha()
            and before.key + word in counts.words
            and counts.ones[counts.words[before.key + word]] > JOINED
        ]
        if not one:
            return None
        apart = [f"{before.text} {word}" for word in fault.suggestions]
        wider = Fault(before.start, fault.end, fault.kind, fault.message)
        return with_(wider, [*apart[:1], *one[:2], *apart[1:]])

    def beside(self, fault: Fault) -> Fault | None:
        """“problem occurs”: once “problems” stands, “occur” is likelier."""
        best: tuple[float, int, str, str] | None = None
        for word in fault.suggestions[:2]:
            around, there = self.mended(word)
            for step in (1, -1):
                if around is None or not self.may_change(self.at + step):
                    continue
                for change in weighed(around, there + step, self.lang):
                    if change.words and (change.first, change.last) == (there + step, there + step + 1):
                        over = self.over(change, word, step)
                        if over > 0 and (best is None or over > best[0]):
                            best = (over, step, word, change.words[0])
        return self.pair(fault, *best[1:]) if best else None

    def may_change(self, at: int) -> bool:
        """Whether a word beside is free, plain and next to this one."""
        found = self.paragraph.tokens
        if not 0 <= at < len(found) or at in self.taken or not is_plain(found[at], at, found):
            return False
        one, other = sorted((found[at], self.token), key=lambda token: token.start)
        return self.text[one.end : other.start] == " " and one.key.isalpha() and other.key.isalpha()

    def over(self, change: Change, word: str, step: int) -> float:
        """How much surer than asked the change of the word beside is."""
        before = self.paragraph.tokens[self.at + step].key
        if (before, change.words[0]) not in AGREE:
            return change.sure - LIKELY.get(change.kind, 0.0)
        bound = step > 0 and before in SINGULAR and _is_plural(word, self.paragraph)
        return max(change.sure, 0.0 if bound else AGREEING) - AGREEING

    def pair(self, fault: Fault, step: int, word: str, other: str) -> Fault:
        """The remark over both words: each mended one with the word beside as it is, and as it may be."""
        near = self.paragraph.tokens[self.at + step]
        changed = capital(other) if near.text[:1].isupper() else other
        small = [(one, near.text) for one in fault.suggestions if one.startswith(f"{word} ") and step > 0]
        both = [(word, changed), (word, near.text), *small, *itertools.product(fault.suggestions, (near.text, changed))]
        offered = [f"{beside} {mended}" if step < 0 else f"{mended} {beside}" for mended, beside in both]
        start, end = min(self.token.start, near.start), max(self.token.end, near.end)
        return with_(Fault(start, end, fault.kind, fault.message), offered)


def side_by_side(faults: list[Fault], text: str) -> list[Fault]:
    """“a adiction”: a small word and the next one, both wrong, are mended together."""
    made: list[Fault] = []
    for fault in faults:
        if made and _touch(made[-1], fault, text):
            if fault.suggestions == COMMA_I and text[made[-1].start : made[-1].end] + "," in made[-1].suggestions:
                made[-1] = fault  # the comma is among what is offered for “i”
                continue
            if _light(made[-1], text) != _light(fault, text):
                made[-1] = _both(made[-1], fault, text)
                continue
        made.append(fault)
    return made


def _touch(one: Fault, other: Fault, text: str) -> bool:
    """Whether nothing but one space is between two remarks."""
    words = text[one.start : one.end], text[other.start : other.end]
    return f"{words[0]} {words[1].lstrip()}" == text[one.start : other.end]


def _light(fault: Fault, text: str) -> bool:
    written = text[fault.start : fault.end]
    return (written.strip() in SMALLEST and any(fault.suggestions[:1])) or fault.suggestions == (capital(written),)


def _both(one: Fault, other: Fault, text: str) -> Fault:
    """The likeliest pairs first. A word that is not in the dictionary never stays, nor does “an” stand before a plural."""
    between = text[one.end : other.start]
    left, right = (
        (*fault.suggestions, *([] if fault.kind == "spelling" else [text[fault.start : fault.end]]))
        for fault in (one, other)
    )
    order = sorted(itertools.product(range(len(left)), range(len(right))), key=sum)
    pairs = [(left[a], right[b]) for a, b in order]
    offered = [
        f"{a}{between}{b}" for a, b in pairs if not (a.strip() in SMALLEST and b.endswith("s") and b[-2:] != "ss")
    ]
    main = other if _light(one, text) else one
    return with_(Fault(one.start, other.end, main.kind, main.message), offered)


def _is_plural(word: str, paragraph: Paragraph) -> bool:
    """“people”, “facts”: what takes “are”."""
    return (
        word.lower() == "people"
        or paragraph.counts.kind_names[paragraph.counts.kinds[paragraph.counts.number(word)]] == "NNS"
    )
