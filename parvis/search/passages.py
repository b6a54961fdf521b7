"""Why something was found: the passage of a text that says most of what was asked, its words marked."""

from __future__ import annotations

import codecs
import dataclasses
import functools
import re
from collections.abc import Mapping, Sequence

from markupsafe import Markup, escape

from parvis.search.folding import COMMON, fold, forms
from parvis.search.ranking import Term

LENGTH, SHORT, LONG, SURE = 220, 1_500, 6_000, 3
BEGINNING = LONG + 4 * LENGTH  # letters of a text that are enough for a passage of its first `LONG`
# Letters with accents, to what `folding.fold` makes of each, where that is one letter.
FLAT = {code: folded for code in range(0xC0, 0x250) if len(folded := fold(chr(code))) == 1 and folded.isascii()}
OCTETS = bytes(ord(FLAT.get(code, chr(code).lower() if code < 0x80 else chr(code))) for code in range(256))
USUAL = (("’", "'"), ("\u202f", " "), ("œ", "o"), ("Œ", "o"), ("–", "-"), ("…", "."))
OPEN, CLOSE = "<mark>", "</mark>"
BEFORE = (Markup(""), Markup("… "))
END = re.compile(r"[^\W_]*")  # of a word
SPACED = re.compile(r"[\t\r\n\f\v]|  ")
SPACES = re.compile(r" [ \t\r\n\f\v]+|[\t\r\n\f\v][ \t\r\n\f\v]*")  # those of typography stay


@dataclasses.dataclass(frozen=True)
class Marker:
    """What to mark: all the forms asked; the words of phrases as they are."""

    wanted: Mapping[str, int]  # form: which of the words asked, from 1
    beginnings: tuple[str, ...] = ()
    known: dict[str, int] = dataclasses.field(
        default_factory=dict, compare=False
    )  # words met: which they answer (0: none)

    @functools.cached_property
    def begun(self) -> frozenset[str]:
        """How what is wanted begins: a stem may end otherwise than its word. What begins as another is found with it."""
        all_of_them = {form[: max(SURE, min(len(form) - 3, 5))] for form in (*self.wanted, *self.beginnings)}
        return frozenset(
            one for one in all_of_them if not any(one[:size] in all_of_them for size in range(1, len(one)))
        )

    @functools.cached_property
    def is_usual(self) -> bool:
        return all(form.isascii() for form in self.begun)

    @classmethod
    def of(cls, terms: Sequence[Term]) -> Marker:
        wanted = {form: n for n, one in enumerate(terms, 1) for form in (*one.forms, *one.near)}
        return cls(wanted, tuple(one.forms[0] for one in terms if one.is_begun))

    def marks(self, word: str) -> int:
        """Which of the words asked this one answers, from 1; 0: none."""
        plain = fold(word)
        if plain in self.wanted:
            return self.wanted[plain]
        for begun in self.beginnings:
            if plain.startswith(begun):
                return self.wanted[begun]
        return next((self.wanted[form] for form in forms(word) if form in self.wanted), 0) if plain not in COMMON else 0

    @functools.cached_property
    def asked(self) -> int:
        return len(set(self.wanted.values()))

    def spans(self, text: str) -> list[tuple[int, int]]:
        """Where the words to mark are. Only words that begin as one that is wanted are looked at: texts are long, wanted words few."""
        if not text:
            return []
        flat = flattened(text) if self.is_usual else text.lower()
        found: list[tuple[int, int]] = []
        known = self.known
        for begun in self.begun:
            at, size = flat.find(begun), len(begun)
            while at >= 0:
                end = at + size
                if not (at and flat[at - 1].isalnum()):
                    end = END.match(flat, end).end()  # type: ignore[union-attr]
                    word = text[at:end]
                    if word not in known:
                        known[word] = self.marks(word)
                    if known[word]:
                        found.append((at, end))
                at = flat.find(begun, end)
        found.sort()
        return found

    def near_the_beginning(self, text: str) -> tuple[list[tuple[int, int]], int]:
        """Where the words are in the first `LONG` letters, or in about the first `SHORT`, where all are already there; how many were read."""
        cut = text.rfind(" ", 0, SHORT) + 1 if len(text) > SHORT else 0
        spans = self.spans(text[:cut])
        if cut and len({self.known[text[start:end]] for start, end in spans}) == self.asked:
            return spans, cut
        return [*spans, *((cut + start, cut + end) for start, end in self.spans(text[cut:LONG]))], LONG

    def marked(self, text: str) -> Markup:
        """The text, escaped, its words marked."""
        return paint(text, self.spans(text))

    def passage(self, text: str, length: int = LENGTH, *, is_cut: bool = False) -> tuple[Markup, bool]:
        """About `length` characters around the most that was asked; whether anything was. In a long text, its beginning is enough when
        something is there. `is_cut`: the text goes on (`BEGINNING`)."""
        spans, known = self.near_the_beginning(text)
        if not spans and len(text) > LONG and not is_cut:
            spans, known = self.spans(text), len(text)
        start = best_start(text, spans, length) if spans else 0
        line = text[start : start + 3 * length]
        begins = start + len(line) - len(line.lstrip())
        line = line.strip()
        if is_spaced := SPACED.search(line) is not None:
            line = SPACES.sub(" ", line)
        is_last = len(line) <= length and start + 3 * length >= len(text)
        end = len(line) if is_last else line.rfind(" ", 1, length + 1)
        line = line[: end if end > 0 else length]
        if is_spaced or begins + len(line) > known or end <= 0:
            piece = self.marked(line)  # not as it is in the text, or not read yet
        else:
            piece = paint(
                line, [(at - begins, to - begins) for at, to in spans if begins <= at and to <= begins + len(line)]
            )
        return BEFORE[bool(start)] + piece + ("" if is_last else " …"), bool(spans)

    def heard(self, text: str, near: Sequence[str]) -> str:
        """The word of a text that one of these forms found: what was meant, as it is written there."""
        asked = Marker(dict.fromkeys(near, 1))
        # A word at the very end of the beginning may go on.
        spans = [span for span in asked.spans(text[:SHORT]) if span[1] < SHORT] or asked.spans(text)
        return text[slice(*spans[0])] if spans else ""


def flattened(text: str) -> str:
    """A text in lower case without accents, letter for letter: by octets, which is ten times quicker."""
    if text.isascii():
        return text.lower()
    for odd, usual in USUAL:
        text = text.replace(odd, usual)
    return text.encode("latin-1", "flat").translate(OCTETS).decode("latin-1")


def flat_letters(error: UnicodeError) -> tuple[str, int]:
    """Of letters no octet stands for: the one `FLAT` knows, else any that is none of ours; of signs, a sign."""
    assert isinstance(error, UnicodeEncodeError)
    odd = error.object[error.start : error.end]
    return "".join(FLAT.get(ord(c), "º" if c.isalnum() else "?") for c in odd), error.end


codecs.register_error("flat", flat_letters)


def best_start(line: str, spans: list[tuple[int, int]], length: int) -> int:
    """Where the passage begins that holds most different words."""
    most, best = -1, spans[0][0]
    heard = [fold(line[start:end]) for start, end in spans]
    for n, (start, _end) in enumerate(spans):
        last, until = n, start + length - 30
        while last < len(spans) and last < n + 12 and spans[last][1] <= until:
            last += 1
        inside = len(set(heard[n:last]))
        if inside > most:
            most, best = inside, start
    if best < length // 2:
        return 0
    return max(line.rfind(" ", 0, max(0, best - 40)) + 1, best - 80)


def paint(text: str, spans: list[tuple[int, int]]) -> Markup:
    pieces: list[str] = []
    at = 0
    for start, end in spans:
        pieces += [escape(text[at:start]), OPEN, escape(text[start:end]), CLOSE]
        at = end
    return Markup("".join([*pieces, escape(text[at:])]))  # noqa: S704 (each piece is escaped, or ours)
