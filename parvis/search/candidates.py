"""What the index holds of a question, never but through the rule of reading: the two are one statement, written once by each process
where no operator is used."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from django.db import connection
from django.db.models import Exists, F, OuterRef, QuerySet, Value

from parvis.kernel.compiled import Compiled, slot, text_slot
from parvis.people.models import Person
from parvis.search import windows
from parvis.search.asking import Question
from parvis.search.matching import All, Any_, Form, written
from parvis.search.models import Document
from parvis.search.offering import Kind, kind_named, kinds

MOST = 200
Candidate = tuple[int, str, str]


def readable(kind: Kind, rows: QuerySet[Any], asked: Any) -> QuerySet[Document, Candidate]:
    """The newest documents of a kind that answer, of things among `rows`."""
    link: dict[str, Any] = {"pk": OuterRef("pk")}
    if kind.versioned:
        link["version"] = OuterRef("version")
    docs = Document.objects.filter(Exists(rows.filter(**link)), kind=kind.name, id__asked=asked)
    # (plus nothing: so that the index of words is asked, not that of ids walked backwards)
    return docs.order_by((F("id") + Value(0)).desc()).values_list("id", "title", "body")[:MOST]


def compiled(name: str, is_guest: bool) -> Any:
    kind = kind_named(name)
    assert kind is not None
    rows = kind.rows(Person(id=slot("viewer"), is_guest=is_guest), Question())
    assert rows is not None
    return readable(kind, rows, text_slot("asked"))


READABLE = Compiled(compiled)


def found(kind: Kind, viewer: Person, question: Question, parts: Sequence[Any], docs: int) -> list[Candidate]:
    """At most `MOST`, newest first. `docs`: how many documents such a question may find at most."""
    rows: list[Candidate] = []
    for months in windows.of(docs, MOST):
        asked = All((Form(f"@{kind.name}"), *parts, *([months] if months else [])))
        if question.narrows:
            narrow = kind.rows(viewer, question)
            rows = list(readable(kind, narrow, asked)) if narrow is not None else []
        else:
            rows = READABLE(kind.name, viewer.is_guest, viewer=viewer.pk, asked=written(asked, connection))  # type: ignore[assignment]
        if len(rows) >= MOST // 2:
            break
    return rows


def kinds_with(parts: Sequence[Any], among: Sequence[Kind]) -> set[str]:
    """Which of these kinds hold anything that answers, whoever may read it: only to spare a statement to those that hold nothing."""
    marks = Any_(tuple(Form(f"@{kind.name}") for kind in among))
    rows = Document.objects.filter(kind__in=[kind.name for kind in among], id__asked=All((marks, *parts)))
    return set(rows.values_list("kind", flat=True).distinct())


def small_kinds() -> list[Kind]:
    return [kind for kind in kinds() if not kind.is_large]
