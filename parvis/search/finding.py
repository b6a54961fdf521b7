"""Searching: from the strictest question to looser ones (`planning`), until there is enough. A word that nothing this viewer may read
holds is then asked again as what it may have been meant for."""

from __future__ import annotations

import dataclasses
import functools
import itertools
from collections.abc import Sequence
from typing import Any

from parvis.people.models import Person
from parvis.search import candidates, deepening, forgiving, planning, vocabulary
from parvis.search.asking import Question
from parvis.search.candidates import MOST, Rows
from parvis.search.folding import COMMON, plain, sufficient
from parvis.search.offering import Kind, kind_named, understood
from parvis.search.passages import Marker
from parvis.search.planning import Level, as_part, levels, strictest
from parvis.search.ranking import Hit, Seen, Term, term, weigh_all

ENOUGH = 8
NEAREST = 0.45  # of the best answer's coverage: what holds less is not shown


class Search:
    """One question of one viewer, put to some `kinds`. `typing`: the last word is not finished."""

    def __init__(self, viewer: Person, question: Question, kinds: Sequence[Kind], *, typing: bool = False) -> None:
        self.viewer, self.question = viewer, understood(viewer, question)
        self.reader = candidates.Reader(viewer, self.question)
        self.known: dict[Any, tuple[Rows, deepening.Cut]] = {}
        self.seen: Seen = {}
        self.cut: deepening.Cut = {}  # kinds of which more may hold all the words than was looked at
        self.spoken: dict[int, bool] = {}  # what was looked at, and whether it says the phrases
        inside = [word for phrase in question.phrases for word in phrase.split()]
        required = [term(word) for word in dict.fromkeys(inside) if word not in COMMON]
        last = len(question.terms) - 1
        terms = [term(word, is_begun=typing and n == last) for n, word in enumerate(question.terms)]
        keys = forgiving.keys_of(question.terms)
        forms = {form for one in (*terms, *required) for form in one.forms}
        others = [kind.name for kind in kinds if not (kind.is_short or kind.is_large)]
        self.docs, by_key, self.there = vocabulary.read(forms, set().union(*keys.values()), others)
        self.terms, self.required = self.counted(terms), self.counted(required)
        self.meant = forgiving.near(keys, by_key)
        self.slipped: dict[tuple[str, bool], Term] = {}  # words with what they may have been meant for
        self.names = self.of_names([kind for kind in kinds if kind.is_short])

    def counted(self, terms: Sequence[Term]) -> list[Term]:
        """The terms, with how many documents hold each."""
        found = []
        for one in terms:
            docs = max(self.docs.get(form, 0) for form in one.forms)
            held = sum(self.docs.get(form, 0) for form in sufficient(one.word))
            found.append(dataclasses.replace(one, docs=docs, held=held, is_nowhere=not docs))
        return found

    def of_names(self, kinds: Sequence[Kind]) -> Rows:
        """What holds all the words, misspelt or not, of kinds of names."""
        terms = self.forgiven(self.begun)
        if not (terms or self.required) or not kinds:
            return {}
        parts = [as_part(one) for one in (*self.required, *terms)]
        return self.said(candidates.of_names(self.reader, kinds, parts))

    def hits(self, kinds: Sequence[Kind]) -> list[Hit]:
        """What answers of these kinds, which are shown together, the best (or the newest) first; what holds a part of the words only comes
        after (`is_whole` says so)."""
        if not self.question.asks:
            return []
        if not (self.terms or self.required):
            return (
                []
                if self.question.phrases
                else sorted_newest([hit for kind in kinds for hit in self.of_operators(kind)])
            )
        if all(kind.is_short for kind in kinds):
            return self.in_order(
                self.whole({kind.name: self.names.get(kind.name, []) for kind in kinds}, self.begun), kinds
            )
        if self.question.newest or not any(kind.is_large for kind in kinds):
            there = [kind for kind in kinds if kind.is_large or kind.name in self.there]
            return self.in_order(self.strictly(there), there)
        return self.best(kinds)

    def best(self, kinds: Sequence[Kind]) -> list[Hit]:
        found, asked = self.loosen(kinds, self.terms)
        hits = self.ranked(found, self.terms)
        if not any(hit.is_whole for hit in hits):
            unseen = unseen_in(hits, self.terms)
            terms = [one if one.word not in unseen else self.forgiven([one])[0] for one in self.terms]
            if any(one.near for one in terms):
                again, _asked = self.loosen(kinds, self.missed(terms), asked)
                found = {name: [*rows, *again.get(name, ())] for name, rows in {**again, **found}.items()}
                hits = self.ranked(found, terms)
        return hits

    def missed(self, terms: Sequence[Term]) -> Sequence[Term]:
        """These terms for a second time. Of one word that nothing held, only what it may have been meant for is asked again: what holds the
        others is known. (Of two, one may be as typed beside the other misspelt.)"""
        if sum(bool(one.near) for one in terms) != 1:
            return terms
        held = {one.word: one.held for one in self.terms}
        return [
            dataclasses.replace(one, is_missed=True, held=one.held - held[one.word]) if one.near else one
            for one in terms
        ]

    def strictly(self, kinds: Sequence[Kind]) -> list[Hit]:
        """Only what holds all the words; misspelt, when nothing does."""
        for terms in (self.terms, self.forgiven(self.terms)):
            hits = self.whole(self.asked(kinds, strictest(terms)), terms)
            if hits:
                return hits
        return []

    def whole(self, rows: Rows, terms: Sequence[Term]) -> list[Hit]:
        """Those that hold all the words; misspelt, when none does."""
        for asked in (terms, self.forgiven(terms)):
            hits = [hit for hit in self.ranked(rows, asked) if hit.is_whole]
            if hits:
                return hits
        return []

    def in_order(self, hits: list[Hit], kinds: Sequence[Kind]) -> list[Hit]:
        """The newest, as far back as all was looked at; or the best as they are."""
        if not self.question.newest:
            return hits
        end = self.looked_to(kinds)
        return sorted_newest([hit for hit in hits if not end or hit.id >= end])

    def looked_to(self, kinds: Sequence[Kind]) -> int:
        """The oldest thing as far as which all was looked at that may hold all the words; 0: there is nothing before."""
        return max((self.cut.get(kind.name, 0) for kind in kinds), default=0)

    def of_operators(self, kind: Kind) -> list[Hit]:
        """Of operators alone, the newest."""
        rows = kind.rows(self.viewer, self.question)
        if rows is None:
            return []
        rows = rows.filter(pk__lt=self.question.until) if self.question.until else rows
        return [Hit(kind.name, pk) for pk in rows.order_by("-pk").values_list("pk", flat=True)[:MOST]]

    @functools.cached_property
    def begun(self) -> list[Term]:
        """Of names, the beginning of the last word is enough."""
        if not self.terms:
            return []
        return [*self.terms[:-1], dataclasses.replace(self.terms[-1], is_begun=len(self.terms[-1].forms[0]) > 1)]

    def forgiven(self, terms: Sequence[Term]) -> list[Term]:
        return [self.as_meant(one) if one.word in self.meant else one for one in terms]

    def as_meant(self, one: Term) -> Term:
        """A word with those it may have been meant for."""
        key = (one.word, one.is_begun)
        if key not in self.slipped:
            near = self.meant[one.word]
            held = one.held + sum(self.docs.get(form, 0) for form in near)
            self.slipped[key] = dataclasses.replace(one, near=near, held=held)
        return self.slipped[key]

    @functools.cached_property
    def marker(self) -> Marker:
        """All that is to be marked in an answer."""
        return Marker.of([*self.forgiven(self.terms), *self.required])

    def loosen(self, kinds: Sequence[Kind], terms: Sequence[Term], most: int | None = None) -> tuple[Rows, int]:
        """Candidates of the strictest question that has enough, and how many were asked (at most `most`)."""
        found: Rows = {kind.name: [] for kind in kinds}
        asked = 0
        for level in itertools.islice(levels(terms), most):
            asked += 1
            for name, rows in self.asked(kinds, level).items():
                found[name] += rows
            if sum(len(rows) for rows in found.values()) >= ENOUGH:
                break
        return found, asked

    def asked(self, kinds: Sequence[Kind], level: Level) -> Rows:
        required = planning.together([one.held for one in self.required])
        docs = level.docs if not self.required else min(level.docs, required) if self.terms else required
        if not docs:
            return {}
        parts = (*(as_part(one) for one in self.required), *level.parts)
        key = (tuple(kind.name for kind in kinds), parts)
        if key not in self.known:  # a word that was meant does not change every level
            self.known[key] = deepening.found(self.reader, kinds, parts, docs, self.said, is_brief=level.says_all)
        rows, cut = self.known[key]
        if level.is_strictest:
            self.cut = {name: pk for name, pk in self.cut.items() if name not in rows} | cut
        return rows

    def said(self, found: Rows) -> Rows:
        """Those that hold the phrases, word for word."""
        if not self.question.phrases:
            return found
        for name, rows in found.items():
            kind = kind_named(name)
            unread = [row[0] for row in rows if row[0] not in self.spoken]
            self.spoken |= dict.fromkeys(unread, False)
            for pk, text in (kind.texts(unread) if kind and unread else {}).items():
                said = f" {plain(text.title)} \n {plain(text.body)} "
                self.spoken[pk] = all(f" {phrase} " in said for phrase in self.question.phrases)
        return {name: [row for row in rows if self.spoken[row[0]]] for name, rows in found.items()}

    def ranked(self, found: Rows, terms: Sequence[Term]) -> list[Hit]:
        if not any(found.values()):
            return []
        hits = [hit for name, rows in found.items() for hit in weigh_all(name, rows, terms, self.seen)]
        best = max((hit.coverage for hit in hits), default=0.0)
        hits = [hit for hit in hits if hit.coverage >= best * NEAREST]
        return sorted(hits, key=lambda hit: (not hit.is_whole, -hit.score, -hit.id))


def sorted_newest(hits: list[Hit]) -> list[Hit]:
    return sorted(hits, key=lambda hit: -hit.id)


def unseen_in(hits: Sequence[Hit], terms: Sequence[Term]) -> set[str]:
    """Words that nothing found holds."""
    seen: set[int] = set().union(*(hit.matched for hit in hits))
    return {one.word for n, one in enumerate(terms) if n not in seen}
