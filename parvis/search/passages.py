"""Why something was found: the passage of a text that says most of what was asked, its words marked."""

from __future__ import annotations

import dataclasses
import re
from collections.abc import Sequence

from markupsafe import Markup, escape

from parvis.search.folding import COMMON, WORD, fold, forms
from parvis.search.ranking import Term

LENGTH = 220
SPACES = re.compile(r"[ \t\r\n\f\v]+")  # those of typography stay


@dataclasses.dataclass(frozen=True)
class Marker:
    """What to mark: all the forms asked; the words of phrases as they are."""

    wanted: frozenset[str]
    beginnings: tuple[str, ...] = ()

    @classmethod
    def of(cls, terms: Sequence[Term]) -> Marker:
        wanted = {form for one in terms for form in (*one.forms, *one.near)}
        return cls(frozenset(wanted), tuple(one.forms[0] for one in terms if one.is_begun))

    def marks(self, word: str) -> bool:
        plain = fold(word)
        if plain in self.wanted:
            return True
        if any(plain.startswith(begun) for begun in self.beginnings):
            return True
        return plain not in COMMON and not self.wanted.isdisjoint(forms(word))

    def spans(self, text: str) -> list[tuple[int, int]]:
        return [found.span() for found in WORD.finditer(text) if self.marks(found[0])]

    def marked(self, text: str) -> Markup:
        """The text, escaped, its words marked."""
        return paint(text, self.spans(text))

    def passage(self, text: str, length: int = LENGTH) -> tuple[Markup, bool]:
        """About `length` characters around the most that was asked; whether anything was."""
        line = SPACES.sub(" ", text).strip()
        spans = self.spans(line)
        start = best_start(line, spans, length) if spans else 0
        end = len(line) if len(line) <= start + length else line.rfind(" ", start, start + length)
        end = end if end > start else start + length
        inside = [(a - start, b - start) for a, b in spans if a >= start and b <= end]
        piece = paint(line[start:end], inside)
        return Markup("{}{}{}").format("… " if start else "", piece, " …" if end < len(line) else ""), bool(spans)

    def heard(self, text: str, near: Sequence[str]) -> str:
        """The word of a text that one of these forms found: what was meant, as it is written there."""
        wanted = set(near)
        return next((word for word in WORD.findall(text) if wanted.intersection(forms(word))), "")


def best_start(line: str, spans: list[tuple[int, int]], length: int) -> int:
    """Where the passage begins that holds most different words."""
    most, best = -1, spans[0][0]
    for n, (start, _end) in enumerate(spans):
        inside = {fold(line[a:b]) for a, b in spans[n : n + 12] if b <= start + length - 30}
        if len(inside) > most:
            most, best = len(inside), start
    if best < length // 2:
        return 0
    return line.rfind(" ", 0, max(0, best - 40)) + 1


def paint(text: str, spans: list[tuple[int, int]]) -> Markup:
    pieces, at = [], 0
    for start, end in spans:
        pieces += [escape(text[at:start]), Markup("<mark>{}</mark>").format(text[start:end])]
        at = end
    return Markup("").join([*pieces, escape(text[at:])])
