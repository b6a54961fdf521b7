"""What the page of answers shows: groups, why each answer is there, what else was looked for."""

from __future__ import annotations

import dataclasses
import functools
from collections.abc import Iterable, Mapping, Sequence
from urllib.parse import quote_plus

from markupsafe import Markup

from parvis.interface import drawings
from parvis.interface.words import Hands
from parvis.people.models import Person
from parvis.search.asking import Question
from parvis.search.candidates import MOST
from parvis.search.finding import Search
from parvis.search.folding import fold
from parvis.search.offering import Kind, Look, groups, kind_named
from parvis.search.passages import Marker, paint
from parvis.search.ranking import Hit

SHOWN = {"people": 4, "communities": 3, "subjects": 6, "posts": 10, "files": 4}
SHOWN_ALONE = 20
MOST_BESIDE = 3


@dataclasses.dataclass(frozen=True)
class Found:
    """One answer, ready to be drawn. `in_title`: the words are in its title or name; `nears`: only some of the words are there."""

    kind: Kind
    look: Look
    title: Markup
    passage: Markup
    in_title: bool
    is_near: bool
    in_words: bool = True
    hit: Hit | None = None
    since: str = ""  # how long ago, in words

    def draw(self) -> Markup:
        """By the template of its kind, which each process reads once."""
        drawn: Markup = drawings.template(self.kind.template).module.found(self)
        return drawn


@dataclasses.dataclass
class Group:
    """Answers of one sort. `count`: how many were found, at most `MOST`, and there may be more (`is_many`); `leads`: what was asked looks like the name of one."""

    name: str
    title: str
    found: list[Found]
    count: int
    leads: bool
    more: str = ""
    next: str = ""  # the page after this one
    is_many: bool = False
    rest: str = ""  # after the last page of the best: the newest first, as far back as there is

    @property
    def whole(self) -> list[Found]:
        return [found for found in self.found if not found.is_near]

    @property
    def near(self) -> list[Found]:
        return [found for found in self.found if found.is_near]


@dataclasses.dataclass
class Page:
    question: Question
    groups: list[Group]
    meant: list[str]  # “also looking for”
    alone: str = ""

    @property
    def is_empty(self) -> bool:
        return not any(group.found for group in self.groups)

    @property
    def further(self) -> str:
        """Where a search that found nothing goes on."""
        return next((group.next for group in self.groups if group.next and not group.found), "")


def address(
    question: Question,
    *,
    group: str = "",
    only: str | None = None,
    text: str | None = None,
    newest: bool | None = None,
    page: int = 1,
    until: int = 0,
) -> str:
    """The first page of the same question, changed in one way; or another page of it."""
    newest = question.newest if newest is None else newest
    given = {
        "q": question.text if text is None else text,
        "group": group,
        "only": question.only if only is None else only,
        "order": "newest" if newest else "",
        "page": str(page) if page > 1 else "",
        "until": str(until) if until else "",
    }  # fmt: skip
    return "/search/?" + "&".join(f"{name}={quoted(value)}" for name, value in given.items() if value)


@functools.lru_cache(maxsize=1_000)
def quoted(text: str) -> str:
    """For an address: the addresses of one page hold the same words."""
    return quote_plus(text)


def page_of(viewer: Person, question: Question, alone: str = "") -> Page:
    """Every group, or one `alone` with more of it."""
    wanted = {name: kinds for name, kinds in groups().items() if name == alone or not alone}
    search = Search(viewer, question, [kind for kinds in wanted.values() for kind in kinds])
    made: list[Group] = []
    meant: dict[str, str] = {}  # “securite” and “Sécurité” are one word
    for name, kinds in wanted.items():
        group, heard = group_of(search, name, kinds, SHOWN_ALONE if alone else SHOWN.get(name, 5), is_alone=bool(alone))
        if group.found or group.next or alone:
            made.append(group)
            for word in heard:
                meant.setdefault(fold(word), word)
            if not alone and group.count > len(group.found):
                group.more = address(question, group=name)
    if any(
        group.leads for group in made
    ):  # a name was asked, and found: what holds a part of the words is another matter
        for group in made:
            if not group.whole:
                group.found = group.found[:MOST_BESIDE]
                group.more = address(question, group=group.name)
    made.sort(key=lambda group: 0 if group.leads else 1 if group.name == "posts" else 2)
    return Page(question, made, list(meant.values()), alone)


def group_of(
    search: Search, name: str, kinds: Iterable[Kind], most: int, *, is_alone: bool = False
) -> tuple[Group, list[str]]:
    asked = list(kinds)
    title = str(asked[0].title)
    hits = search.hits(asked)
    if not any(kind.is_large for kind in asked):  # of names, some of the words are not enough
        hits = [hit for hit in hits if hit.is_whole]
    start = (search.question.page - 1) * most if is_alone else 0
    shown = hits[start : start + most]
    back = search.looked_to(asked)
    if not shown:
        group = Group(name, title, [], min(len(hits), MOST), leads=False)
        if back and not hits:  # words very many things hold, which say the phrase further back if they do
            group.next = address(search.question, group=name, newest=True, until=back)
        return group, []
    looks, marker, hands = looked_at(search.viewer, shown), search.marker, Hands()
    made = [found_of(hit, looks[hit.id], marker, hands) for hit in shown if hit.id in looks]
    further = [one.hit for one in made if one.hit and one.look.is_cut and (one.hit.slipped or not one.in_words)]
    if further:
        looks |= read_whole(search.viewer, further, looks)
        made = [
            found_of(one.hit, looks[one.hit.id], marker, hands) if one.hit and one.hit in further else one
            for one in made
        ]
    whole = sum(hit.is_whole for hit in hits)
    leads = bool(made and kind_named(made[0].kind.name).is_name and made[0].in_title and not made[0].is_near)  # type: ignore[union-attr]
    heard = [
        word
        for hit in shown
        if hit.slipped and hit.id in looks
        for word in heard_in(search, hit, looks[hit.id])
    ]  # fmt: skip
    group = Group(name, title, made, min(whole or len(hits), MOST), leads and bool(search.terms))
    group.is_many = group.count == MOST or bool(back)
    if is_alone:
        turn_pages(group, search.question, shown, hits[start + most :], back)
    return group, heard


def turn_pages(group: Group, question: Question, shown: Sequence[Hit], left: Sequence[Hit], back: int) -> None:
    """Where a group alone goes on. The best are chosen among the newest `MOST`; the newest have no end but the first."""
    if question.newest:
        until = shown[-1].id if left else back
        group.next = address(question, group=group.name, until=until) if until else ""
    elif left:
        group.next = address(question, group=group.name, page=question.page + 1)
    elif group.is_many:
        group.rest = address(question, group=group.name, newest=True)


def ids_by_kind(hits: Iterable[Hit]) -> dict[str, list[int]]:
    found: dict[str, list[int]] = {}
    for hit in hits:
        found.setdefault(hit.kind, []).append(hit.id)
    return found


def looked_at(viewer: Person, hits: Iterable[Hit]) -> dict[int, Look]:
    looks: dict[int, Look] = {}
    for name, ids in ids_by_kind(hits).items():
        kind = kind_named(name)
        looks |= kind.look(viewer, ids) if kind else {}
    return looks


def read_whole(viewer: Person, hits: Iterable[Hit], looks: Mapping[int, Look]) -> dict[int, Look]:
    """These with all their words, where what was found is not at their beginning."""
    found: dict[int, Look] = {}
    for name, ids in ids_by_kind(hits).items():
        kind = kind_named(name)
        words = kind.words(viewer, ids) if kind and kind.words else {}
        found |= {pk: dataclasses.replace(looks[pk], words=text, is_cut=False) for pk, text in words.items()}
    return found


def found_of(hit: Hit, look: Look, marker: Marker, hands: Hands) -> Found:
    kind = kind_named(hit.kind)
    assert kind is not None
    passage, in_words = marker.passage(look.words, is_cut=look.is_cut)
    spans = marker.spans(look.title)
    in_title = bool(spans) and (hit.in_title or not in_words) and hit.is_whole
    since = hands.since(look.when) if look.when else ""
    return Found(kind, look, paint(look.title, spans), passage, in_title, not hit.is_whole, in_words, hit, since)


def heard_in(search: Search, hit: Hit, look: Look) -> list[str]:
    """Words of what is shown that were meant where another was typed, which it does not hold."""
    heard, text = Marker({}), f"{look.title} {look.words}"
    found = [heard.heard(text, search.meant[search.terms[place].word]) for place in sorted(hit.slipped)]
    return [word for word in found if word]


def offered(viewer: Person, question: Question, most: int) -> list[Group]:
    """Names that begin as what is being typed."""
    wanted = {name: [kind for kind in kinds if kind.is_name] for name, kinds in groups().items()}
    search = Search(viewer, question, [kind for kinds in wanted.values() for kind in kinds], typing=True)
    found = []
    for name, named in wanted.items():
        if named:
            group, _heard = group_of(search, name, named, most)
            if name != "people":  # of a place or a subject, the name alone is known
                group.found = [one for one in group.found if one.look.title != one.title]
            if group.found:
                found.append(group)
    return found
