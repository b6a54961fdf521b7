"""Searching: from the strictest question to looser ones.

The words are first asked all together, then all but one, then two of the rarest, then any, until there is enough. A word that nothing
this viewer may read holds is then asked again as what it may have been meant for.
"""

from __future__ import annotations

import dataclasses
import itertools
from collections.abc import Iterator, Sequence
from typing import Any

from parvis.people.models import Person
from parvis.search import candidates
from parvis.search.asking import Question
from parvis.search.candidates import MOST, Candidate
from parvis.search.folding import COMMON, plain
from parvis.search.forgiving import near
from parvis.search.matching import All, Any_, Form
from parvis.search.models import Word
from parvis.search.offering import Kind
from parvis.search.ranking import Hit, Term, term, weigh_all

ENOUGH = 10
NEAREST = 0.45  # of the best answer's coverage: what holds less is not shown


class Search:
    """One question of one viewer. `typing`: the last word is not finished."""

    def __init__(self, viewer: Person, question: Question, *, typing: bool = False) -> None:
        self.viewer, self.question = viewer, question
        inside = [word for phrase in question.phrases for word in phrase.split()]
        self.required = [term(word) for word in dict.fromkeys(inside) if word not in COMMON]
        last = len(question.terms) - 1
        self.terms = with_counts([term(word, is_begun=typing and n == last) for n, word in enumerate(question.terms)])
        self.meant = near(question.terms) if self.terms else {}
        self.small = self.small_kinds()

    def small_kinds(self) -> set[str]:
        """Kinds with few things that may answer, misspelt or not: the others are not asked."""
        parts = [*map(as_part, self.required), *map(as_part, self.forgiven(self.begun()))]
        return candidates.kinds_with(parts, candidates.small_kinds()) if parts else set()

    def hits(self, kinds: Sequence[Kind]) -> list[Hit]:
        """What answers of these kinds, which are shown together, the best first; what holds a part of the words only comes after (`is_whole`
        says so)."""
        if not self.question.asks:
            return []
        if not (self.terms or self.required):
            return [] if self.question.phrases else [hit for kind in kinds for hit in self.newest(kind)]
        kinds = [kind for kind in kinds if kind.is_large or kind.name in self.small]
        large = [kind for kind in kinds if kind.is_large]
        terms = self.terms if large else self.begun()
        found = self.loosen(kinds, terms) if large else {kind.name: self.asked(kind, terms) for kind in kinds}
        hits = ranked(found, terms)
        if not any(hit.is_whole for hit in hits):
            unseen = unseen_in(hits, terms) if large else set(self.meant)
            terms = [one if one.word not in unseen else self.forgiven([one])[0] for one in terms]
            if any(one.near for one in terms):
                again = self.loosen(kinds, terms) if large else {kind.name: self.asked(kind, terms) for kind in kinds}
                found = {name: [*rows, *again.get(name, ())] for name, rows in {**again, **found}.items()}
                hits = ranked(found, terms)
        return hits

    def newest(self, kind: Kind) -> list[Hit]:
        """Of operators alone."""
        rows = kind.rows(self.viewer, self.question)
        return (
            [Hit(kind.name, pk) for pk in rows.order_by("-pk").values_list("pk", flat=True)[:MOST]]
            if rows is not None
            else []
        )

    def begun(self) -> list[Term]:
        """Of names, the beginning of the last word is enough."""
        if not self.terms:
            return []
        return [*self.terms[:-1], dataclasses.replace(self.terms[-1], is_begun=len(self.terms[-1].forms[0]) > 1)]

    def forgiven(self, terms: Sequence[Term]) -> list[Term]:
        return [dataclasses.replace(one, near=self.meant.get(one.word, ())) for one in terms]

    def marked(self) -> list[Term]:
        """All that is to be marked in an answer."""
        return [*self.forgiven(self.terms), *self.required]

    def asked(self, kind: Kind, terms: Sequence[Term]) -> list[Candidate]:
        """Candidates that hold all the words."""
        return self.candidates(kind, [as_part(one) for one in terms], min((one.docs for one in terms), default=0))

    def loosen(self, kinds: Sequence[Kind], terms: Sequence[Term]) -> dict[str, list[Candidate]]:
        """Candidates of the strictest question that has enough."""
        found: dict[str, list[Candidate]] = {kind.name: [] for kind in kinds}
        for parts, docs in levels(terms):
            for kind in kinds:
                found[kind.name] += self.candidates(kind, parts, docs)
            if sum(len(rows) for rows in found.values()) >= ENOUGH:
                break
        return found

    def candidates(self, kind: Kind, parts: Sequence[Any], docs: int) -> list[Candidate]:
        required = [as_part(one) for one in self.required]
        rows = candidates.found(kind, self.viewer, self.question, [*required, *parts], docs)
        if not self.question.phrases or not rows:
            return rows
        texts = kind.texts([row[0] for row in rows])
        said = {pk: f" {plain(text.title)} \n {plain(text.body)} " for pk, text in texts.items()}
        return [row for row in rows if all(f" {phrase} " in said.get(row[0], "") for phrase in self.question.phrases)]


def with_counts(terms: list[Term]) -> list[Term]:
    """The terms, with how many documents hold each."""
    wanted = {form for one in terms for form in one.forms}
    if not wanted:
        return terms
    docs = dict(Word.objects.filter(word__in=wanted).values_list("word", "docs"))
    return [dataclasses.replace(one, docs=max(docs.get(form, 0) for form in one.forms)) for one in terms]


def unseen_in(hits: Sequence[Hit], terms: Sequence[Term]) -> set[str]:
    """Words that nothing found holds."""
    seen: set[int] = set().union(*(hit.matched for hit in hits))
    return {one.word for n, one in enumerate(terms) if n not in seen}


def ranked(found: dict[str, list[Candidate]], terms: Sequence[Term]) -> list[Hit]:
    hits = [hit for name, rows in found.items() for hit in weigh_all(name, rows, terms)]
    best = max((hit.coverage for hit in hits), default=0.0)
    hits = [hit for hit in hits if hit.coverage >= best * NEAREST]
    return sorted(hits, key=lambda hit: (not hit.is_whole, -hit.score, -hit.id))


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
        without = [All(tuple(p for m, p in enumerate(parts) if m != n)) for n in range(len(parts))]
        yield [Any_(tuple(without))], sorted(docs)[1]
    if len(parts) > 3:
        pairs = [All((parts[a], parts[b])) for a, b in itertools.combinations(rare[:5], 2)]
        yield [Any_(tuple(pairs))], docs[rare[1]]
    if len(parts) > 1:
        yield [Any_(tuple(parts[n] for n in rare[:4]))], sum(docs[n] for n in rare[:4])
