"""What the index holds of a question, never but through the rule of reading: the two are one statement for all the kinds asked, whose
parts are written once by each process."""

from __future__ import annotations

import dataclasses
import datetime as dt
import itertools
from collections.abc import Sequence
from typing import Any

from django.db import connection

from parvis.kernel.compiled import Statement, ids_slot, slot, text_slot, time_slot
from parvis.kernel.ids import made_at
from parvis.people.models import Person
from parvis.search import windows
from parvis.search.asking import Question
from parvis.search.matching import All, Any_, Form, answers, holds, put
from parvis.search.offering import Kind, kind_named

MOST = 100  # of a kind, that are weighed
MOST_STATEMENTS = 200
BRIEF = 2_000  # octets of its forms: a longer text, that lies apart from its row, is not brought when it surely holds all the words
# Id, forms of the title, of the text, and how long these are where a long text may not be brought (elsewhere 0).
Candidate = tuple[int, str, str, int]
Rows = dict[str, list[Candidate]]

FOUND = """{name}_found AS MATERIALIZED (SELECT id, kind, version, title, body FROM search_document
WHERE kind IN ({kinds}) AND {answers}{until} ORDER BY id + 0 DESC{deep})"""  # plus nothing: the index of words is asked, not that of ids walked backwards
# The order is that of the inner list: the rule is asked of the newest until there are enough, not of all.
SEEN = """SELECT * FROM (SELECT f.kind, f.id, f.title, {body} FROM (SELECT * FROM {name}_found WHERE kind = '{kind}' ORDER BY id DESC) f
JOIN ({rule}) r ON r.id = f.id{version} ORDER BY f.id DESC LIMIT {most}) {kind}_seen"""
FROM_ROWS = """SELECT * FROM (SELECT '{kind}', f.id, f.title, f.body, 0 FROM ({rule}) r JOIN search_document f ON f.id = r.id{version}
WHERE {holds} ORDER BY f.id + 0 DESC LIMIT {most}) {kind}_seen"""
LOOKED_AT = "SELECT '', count(*), '', '', 0 FROM {name}_found"
WHOLE = "f.body, 0"
NAMED = "SELECT DISTINCT kind FROM search_document WHERE {answers}"


_statements: dict[Any, str] = {}
_rules: dict[Any, Statement | None] = {}


def readable(kind: Kind, viewer: Person, question: Question) -> Any | None:
    """Which things of a kind the viewer may read, and their version."""
    rows = kind.rows(viewer, question)
    if rows is None or rows.query.is_empty():
        return None
    return rows.order_by().values_list(*(("pk", "version") if kind.versioned else ("pk",)))


def known(name: str) -> Kind:
    kind = kind_named(name)
    assert kind is not None
    return kind


def shape_of(question: Question) -> tuple[Any, ...]:
    """Which operators a question uses: those of one shape are one statement, with other values."""
    return (
        *(bool(part) for part in (question.who, question.where, question.before, question.after)),
        len(question.subjects), question.only,
    )  # fmt: skip


def rule(kind: Kind, is_guest: bool, question: Question) -> Statement | None:
    """What a viewer may read of a kind, and answers operators of this shape, written once by each process."""
    key = (connection.vendor, kind.name, is_guest, shape_of(question))
    if key not in _rules:
        values = Question(
            who=question.who, where=question.where, only=question.only, authors=ids_slot("authors"), places=ids_slot("places"),
            before=time_slot("before") if question.before else None, after=time_slot("after") if question.after else None,
            subjects=tuple(text_slot(f"subject {n}") for n in range(len(question.subjects))),
        )  # fmt: skip
        rows = readable(kind, Person(id=slot("viewer"), is_guest=is_guest), values)
        _rules[key] = None if rows is None else Statement(rows)
    return _rules[key]


@dataclasses.dataclass
class Reader:
    """Who asks, and what. The rule of each kind is written once for all the steps of one question."""

    viewer: Person
    question: Question
    rules: dict[str, tuple[str, list[Any]] | None] = dataclasses.field(default_factory=dict)

    @property
    def end(self) -> dt.datetime | None:
        """Nothing is wanted of after it."""
        ends = [made_at(self.question.until)] if self.question.until else []
        return min([*ends, *([self.question.before] if self.question.before else [])], default=None)

    @property
    def reads_little(self) -> bool:
        """Whether what may be read, and answers the operators, is surely a small part of all there is."""
        return self.viewer.is_guest or bool(self.question.who or self.question.where or self.question.subjects)

    def before(self, pk: int) -> Reader:
        """The same of what was made before."""
        return dataclasses.replace(self, question=dataclasses.replace(self.question, until=pk))

    def rule_of(self, kind: Kind) -> tuple[str, list[Any]] | None:
        """SQL of what the viewer may read, and its values; None: the kind knows nothing of the operators."""
        if kind.name not in self.rules:
            self.rules[kind.name] = self.written_rule(kind)
        return self.rules[kind.name]

    def written_rule(self, kind: Kind) -> tuple[str, list[Any]] | None:
        question = self.question
        statement = rule(kind, self.viewer.is_guest, question)
        if statement is None:
            return None
        values = {
            "viewer": self.viewer.pk, "authors": question.authors, "places": question.places, "before": question.before, "after": question.after,
            **{f"subject {n}": subject for n, subject in enumerate(question.subjects)},
        }  # fmt: skip
        return statement.sql, statement.given(values)


def together(kinds: Sequence[Kind]) -> list[list[Kind]]:
    """Kinds there are millions of are looked for at once; each of the others by its own mark."""
    large = [kind for kind in kinds if kind.is_large]
    return [*([large] if large else []), *([kind] for kind in kinds if not kind.is_large)]


def short_text() -> str:
    """SQL of a text that is short, and of its length; PostgreSQL knows it in octets without reading the text."""
    length = "octet_length(f.body)" if connection.vendor == "postgresql" else "length(f.body)"
    return f"CASE WHEN {length} > {BRIEF} THEN '' ELSE f.body END, {length}"


def statement(
    asked: Sequence[Sequence[Kind]], rules: dict[str, str], shapes: Sequence[tuple[int, ...]], deep: int | None, most: int, is_until: bool, is_brief: bool,
) -> str:  # fmt: skip
    """The statement that asks these kinds, those of one list at once, each list by questions of this shape (`matching.put`); written once
    where the rules are the same."""
    key = (connection.vendor, most, deep, is_until, is_brief, *shapes, *rules.items())
    kept = _statements.get(key)
    if kept is not None:
        return kept
    heads, tails = [], []
    for some, shape in zip(asked, shapes, strict=True):
        name = some[0].name
        heads.append(
            FOUND.format(
                name=name, kinds=", ".join(f"'{kind.name}'" for kind in some), answers=answers(connection, is_short=some[0].is_short, shape=shape),
                until=" AND id < %s" if is_until else "", deep=f" LIMIT {deep}" if deep else "",
            )
        )  # fmt: skip
        for kind in some:
            version = " AND r.version = f.version" if kind.versioned else ""
            body = short_text() if is_brief else WHOLE
            tails.append(
                SEEN.format(name=name, kind=kind.name, body=body, rule=rules[kind.name], version=version, most=most)
            )
        if deep:
            tails.append(LOOKED_AT.format(name=name))
    if len(_statements) > MOST_STATEMENTS:
        _statements.clear()
    written_so = _statements[key] = f"WITH {', '.join(heads)} {' UNION ALL '.join(tails)}"
    return written_so


def ask(
    reader: Reader, kinds: Sequence[Kind], parts: Sequence[Any], step: windows.Step, *, most: int, is_some: bool = False, is_brief: bool = False,
) -> tuple[Rows, bool]:  # fmt: skip
    """Of each kind what answers, at most `most`, newest first; whether nothing else could be found further. `is_some`: not all the large kinds are
    asked. `is_brief`: whatever is found holds all the words, so that long texts are not read."""
    rules = {kind.name: rule for kind in kinds if (rule := reader.rule_of(kind))}
    question = reader.question
    if step.from_rows:
        return from_rows(reader, kinds, parts, rules, most), True
    first: list[Any] = []
    then: list[Any] = []
    shapes: list[tuple[int, ...]] = []
    asked = together([kind for kind in kinds if kind.name in rules])
    for some in asked:
        marks: list[Any] = [step.marks] if step.marks else []
        if is_some or not some[0].is_large:
            marks.append(Any_(tuple(Form(f"@{kind.name}") for kind in some)))
        asking = put(parts, marks, connection)
        shapes.append(tuple(map(len, asking)))
        first += itertools.chain.from_iterable(asking)
        first += [question.until] if question.until else []
        for kind in some:
            then += rules[kind.name][1]
    found: Rows = {kind.name: [] for kind in kinds}
    is_all = step.marks is None
    if not asked:
        return found, True
    written_rules = {name: rule for name, (rule, _values) in rules.items()}
    sql = statement(asked, written_rules, shapes, step.deep, most, bool(question.until), is_brief)
    with connection.cursor() as cursor:
        cursor.execute(sql, [*first, *then])
        for name, pk, title, body, size in cursor.fetchall():
            if name:
                found[name].append((pk, title, body, size))
            elif pk == step.deep:
                is_all = False
    return found, is_all


def of_names(reader: Reader, kinds: Sequence[Kind], parts: Sequence[Any]) -> Rows:
    """The same of names, which most questions are not: first which kinds have any at all, then what of those may be read."""
    marks: tuple[Any, ...] = ()
    if connection.vendor != "postgresql":  # which has an index of names alone
        marks = (Any_(tuple(Form(f"@{kind.name}") for kind in kinds)),)
    with connection.cursor() as cursor:
        asked = put(parts, marks, connection)
        sql = NAMED.format(answers=answers(connection, is_short=True, shape=tuple(map(len, asked))))
        cursor.execute(sql, list(itertools.chain.from_iterable(asked)))
        there = {kind for (kind,) in cursor.fetchall()}
    named = [kind for kind in kinds if kind.name in there]
    return ask(reader, named, parts, windows.NAMES, most=MOST)[0] if named else {}


def from_rows(reader: Reader, kinds: Sequence[Kind], parts: Sequence[Any], rules: dict[str, Any], most: int) -> Rows:
    """The other way round: of what the viewer may read, all that holds the words. For who may read little of what very many things hold."""
    held, words = holds(All(tuple(parts)), connection, "f")
    values: list[Any] = [*words]
    if reader.question.until:
        held, values = f"{held} AND f.id < %s", [*values, reader.question.until]
    pieces, given = [], []
    for name, (rule, before) in rules.items():
        version = " AND r.version = f.version" if known(name).versioned else ""
        pieces.append(FROM_ROWS.format(kind=name, rule=rule, version=version, holds=held, most=most))
        given += [*before, *values]
    rows: Rows = {kind.name: [] for kind in kinds}
    if pieces:
        with connection.cursor() as cursor:
            cursor.execute(" UNION ALL ".join(pieces), given)
            for name, pk, title, body, size in cursor.fetchall():
                rows[name].append((pk, title, body, size))
    return rows
