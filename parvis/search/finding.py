"""Searching: candidates from the index, never but through the rule of reading; from the strictest question to looser ones.

The words are first asked all together, then all but one, then two of the rarest, then any, until there is enough. A word that nothing
this viewer may read holds is then asked again as what it may have been meant for.
"""

from __future__ import annotations

import dataclasses
import itertools
from collections.abc import Iterator, Sequence
from typing import Any

from django.db.models import Exists, F, OuterRef, Value

from parvis.people.models import Person
from parvis.search import windows
from parvis.search.asking import Question
from parvis.search.folding import COMMON, plain
from parvis.search.forgiving import near
from parvis.search.matching import All, Any_, Form
from parvis.search.models import Document, Word
from parvis.search.offering import Kind
from parvis.search.ranking import Hit, Term, term, weigh_all

MOST, ENOUGH, ENOUGH_NAMES = 200, 10, 3
NEAREST = 0.45  # of the best answer's coverage: what holds less is not shown

Candidate = tuple[int, str, str]


@dataclasses.dataclass
class Search:
    """One question of one viewer. `typing`: the last word is not finished."""

    viewer: Person
    question: Question
    typing: bool = False

    def __post_init__(self) -> None:
        inside = [word for phrase in self.question.phrases for word in phrase.split()]
        self.required = [term(word) for word in dict.fromkeys(inside) if word not in COMMON]
        last = len(self.question.terms) - 1
        self.terms = [term(word, is_begun=self.typing and n == last) for n, word in enumerate(self.question.terms)]
        self.terms = self.with_counts(self.terms)
        self.meant: dict[str, tuple[str, ...]] | None = None

    def with_counts(self, terms: list[Term]) -> list[Term]:
        wanted = {form for one in terms for form in one.forms}
        if not wanted:
            return terms
        docs = dict(Word.objects.filter(word__in=wanted).values_list("word", "docs"))
        return [dataclasses.replace(one, docs=max(docs.get(form, 0) for form in one.forms)) for one in terms]

    def hits(self, kind: Kind) -> list[Hit]:
        """What answers, the best first; what was found by a part of the words only is marked (`is_whole`)."""
        rows = kind.rows(self.viewer, self.question)
        if rows is None or not self.question.asks:
            return []
        if not (self.terms or self.required):
            if self.question.phrases:
                return []
            return [Hit(kind.name, pk) for pk in rows.order_by("-pk").values_list("pk", flat=True)[:MOST]]
        terms = self.terms if not kind.is_name else self.begun()
        found = self.loosen(kind, rows, terms)
        unseen = self.unseen(kind, found, terms)
        if unseen and not any(hit.is_whole for hit in self.ranked(kind, found, terms)[:ENOUGH_NAMES]):
            meant = {word: forms for word, forms in self.slips().items() if word in unseen}
            if meant:
                terms = [dataclasses.replace(one, near=meant.get(one.word, ())) for one in terms]
                found = self.loosen(kind, rows, terms) | found
        return self.ranked(kind, found, terms)

    def asked_terms(self) -> list[Term]:
        """All that is to be marked in an answer."""
        meant = self.meant or {}
        last = len(self.terms) - 1
        terms = [dataclasses.replace(one, near=meant.get(one.word, ()), is_begun=one.is_begun and n == last) for n, one in enumerate(self.terms)]  # fmt: skip
        return [*terms, *self.required]

    def begun(self) -> list[Term]:
        """Of names, the beginning of the last word is enough."""
        if not self.terms:
            return []
        return [*self.terms[:-1], dataclasses.replace(self.terms[-1], is_begun=len(self.terms[-1].forms[0]) > 1)]

    def unseen(self, kind: Kind, found: dict[int, Candidate], terms: Sequence[Term]) -> set[str]:
        seen: set[int] = set()
        for hit in weigh_all(kind.name, list(found.values()), terms):
            seen |= hit.matched
        return {one.word for n, one in enumerate(terms) if n not in seen}

    def slips(self) -> dict[str, tuple[str, ...]]:
        if self.meant is None:
            self.meant = near([one.word for one in self.terms])
        return self.meant

    def ranked(self, kind: Kind, found: dict[int, Candidate], terms: Sequence[Term]) -> list[Hit]:
        hits = weigh_all(kind.name, list(found.values()), terms)
        best = max((hit.coverage for hit in hits), default=0.0)
        hits = [hit for hit in hits if hit.coverage >= best * NEAREST]
        return sorted(hits, key=lambda hit: (not hit.is_whole, -hit.score, -hit.id))

    def loosen(self, kind: Kind, rows: Any, terms: Sequence[Term]) -> dict[int, Candidate]:
        """Candidates of the strictest question that has enough."""
        enough = ENOUGH_NAMES if kind.is_name else ENOUGH
        found: dict[int, Candidate] = {}
        for parts, most in levels(terms):
            for row in self.candidates(kind, rows, [*map(as_part, self.required), *parts], most):
                found[row[0]] = row
            if len(found) >= enough:
                break
        return found

    def candidates(self, kind: Kind, rows: Any, parts: Sequence[Any], most: int) -> list[Candidate]:
        link: dict[str, Any] = {"pk": OuterRef("pk")}
        if kind.versioned:
            link["version"] = OuterRef("version")
        may_read = Exists(rows.filter(**link))
        mark = Form(f"@{kind.name}")
        found: list[Candidate] = []
        for months in windows.of(most, MOST):
            asked = All((mark, *parts, *([months] if months else [])))
            docs = Document.objects.filter(may_read, kind=kind.name, id__asked=asked)
            # (plus nothing: so that the index of words is asked, not that of ids walked backwards)
            listed = docs.order_by((F("id") + Value(0)).desc()).values_list("id", "title", "body")
            found = list(listed[:MOST])
            if len(found) >= MOST // 2:
                break
        return self.with_phrases(kind, found)

    def with_phrases(self, kind: Kind, found: list[Candidate]) -> list[Candidate]:
        """Those that hold the phrases, word after word."""
        if not self.question.phrases or not found:
            return found
        texts = kind.texts([row[0] for row in found])
        said = {pk: f" {plain(text.title)} \n {plain(text.body)} " for pk, text in texts.items()}
        return [row for row in found if all(f" {phrase} " in said.get(row[0], "") for phrase in self.question.phrases)]


def as_part(one: Term) -> Any:
    """Any form of a word, or of what it may have been meant for."""
    forms = [Form(form) for form in (*one.forms, *one.near)]
    if one.is_begun:
        forms[0] = Form(one.forms[0], is_beginning=True)
    return Any_(tuple(forms)) if len(forms) > 1 else forms[0]


def levels(terms: Sequence[Term]) -> Iterator[tuple[list[Any], int]]:
    """From all the words to any of them; with how many documents such a question may find."""
    parts = [as_part(one) for one in terms]
    rare = sorted(range(len(terms)), key=lambda n: terms[n].docs)
    docs = [one.docs for one in terms]
    yield parts, min(docs, default=0)
    if len(parts) > 2:
        yield (
            [Any_(tuple(All(tuple(p for m, p in enumerate(parts) if m != n)) for n in range(len(parts))))],
            sorted(docs)[1],
        )
    if len(parts) > 3:
        pairs = [All((parts[a], parts[b])) for a, b in itertools.combinations(rare[:5], 2)]
        yield [Any_(tuple(pairs))], docs[rare[1]]
    if len(parts) > 1:
        yield [Any_(tuple(parts[n] for n in rare[:4]))], sum(docs[n] for n in rare[:4])
