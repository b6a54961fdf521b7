"""The one thing that differs from one database to the other: how a question is put to the inverted index.

`Document.objects.filter(id__asked=question)` (`id__asked_of_names`: of names alone): the question is a tree of forms, all or any of them, and the beginnings of some.
"""

from __future__ import annotations

import dataclasses
from collections.abc import Sequence
from typing import Any

from django.db import models
from django.db.models.lookups import Lookup

COLUMNS = "title, body, marks"
# array_to_tsvector keeps each form once, without its places: phrases are looked at in the texts themselves.
PG_VECTOR = (
    "array_to_tsvector(array_remove(string_to_array("
    "search_document.title || ' ' || search_document.body || ' ' || search_document.marks, ' '), ''))"
)


@dataclasses.dataclass(frozen=True)
class Form:
    """One form, or all that begin so."""

    form: str
    is_beginning: bool = False


@dataclasses.dataclass(frozen=True)
class All:
    parts: tuple[Any, ...]


@dataclasses.dataclass(frozen=True)
class Any_:
    parts: tuple[Any, ...]


def postgresql(part: Any) -> str:
    """As a tsquery. Forms are letters, digits and our own “@”: nothing to escape, quoted all the same."""
    if isinstance(part, Form):
        quoted = part.form.replace("'", "''").replace("\\", "\\\\")
        return f"'{quoted}'" + (":*" if part.is_beginning else "")
    return "(" + (" & " if isinstance(part, All) else " | ").join(map(postgresql, part.parts)) + ")"


def sqlite(part: Any) -> str:
    """As a question of FTS5."""
    if isinstance(part, Form):
        quoted = part.form.replace('"', '""')
        return f'"{quoted}"' + ("*" if part.is_beginning else "")
    return "(" + (" AND " if isinstance(part, All) else " OR ").join(map(sqlite, part.parts)) + ")"


def written(question: Any, connection: Any) -> str:
    """A question as the database takes it."""
    return postgresql(question) if connection.vendor == "postgresql" else sqlite(question)


def holds(part: Any, connection: Any, table: str) -> tuple[str, list[str]]:
    """SQL of “the texts of this document hold it”, without the index, and its values: for few documents, that are known otherwise."""
    if not isinstance(part, Form):
        pieces = [holds(one, connection, table) for one in part.parts]
        joint = " AND " if isinstance(part, All) else " OR "
        return f"({joint.join(sql for sql, _values in pieces)})", [one for _sql, values in pieces for one in values]
    within = "strpos" if connection.vendor == "postgresql" else "instr"
    columns = ("marks",) if part.form.startswith("@") else ("title", "body")
    needle = f" {part.form}" if part.is_beginning else f" {part.form} "
    return f"({' OR '.join(f'{within}({table}.{column}, %s) > 0' for column in columns)})", [needle] * len(columns)


def put(parts: Sequence[Any], marks: Sequence[Any], connection: Any) -> list[list[str]]:
    """What is asked, as values for `answers`: any of some lists of questions, all of a list. One question would do, and does on SQLite. The index
    of PostgreSQL goes through all that the rarest form of a question holds, and weighs the whole question each time; between questions it leaps
    from what one finds next to what another does. Hence marks beside words, and each alternative for itself where everything is looked at."""
    if connection.vendor != "postgresql":
        return [[written(All((*marks, *parts)), connection)]]
    if marks:
        return [[written(All(tuple(parts)), connection), written(All(tuple(marks)), connection)]]
    some = alternatives(parts)
    if not some:
        return [[written(All(tuple(parts)), connection)]]
    return [[written(one.parts[0], connection), written(All(one.parts[1:]), connection)] for one in some]


def alternatives(parts: Sequence[Any]) -> list[All]:
    """The conjunctions any of which is asked, if that is what is asked; else none."""
    asked = parts[0] if len(parts) == 1 else None
    some = asked.parts if isinstance(asked, Any_) else ()
    return list(some) if all(isinstance(one, All) for one in some) else []


def answers(
    connection: Any, *, table: str = "search_document", is_short: bool = False, shape: Sequence[int] = (1,)
) -> str:
    """SQL of “the document answers”: any of some lists of so many questions (`put`). `is_short`: among names, which PostgreSQL has in an index of
    their own."""
    if connection.vendor == "postgresql":
        # Each a question of its own: the plan does not depend on what is asked, so that the database keeps it.
        one = f"{PG_VECTOR.replace('search_document', table)} @@ (SELECT %s::tsquery)"
        asked = " OR ".join(f"({' AND '.join([one] * many)})" for many in shape)
        return f"{table}.is_short AND ({asked})" if is_short else f"({asked})"
    # The rowid is the id.
    return f"{table}.id IN (SELECT rowid FROM search_forms WHERE search_forms MATCH %s)"  # noqa: S608


@models.BigIntegerField.register_lookup
class Asked(Lookup[Any]):
    lookup_name = "asked"
    prepare_rhs = False
    is_short = False

    def as_sql(self, compiler: Any, connection: Any) -> Any:
        table = compiler.quote_name_unless_alias(self.lhs.alias)
        return answers(connection, table=table, is_short=self.is_short), [written(self.rhs, connection)]


@models.BigIntegerField.register_lookup
class AskedOfNames(Asked):
    lookup_name = "asked_of_names"
    is_short = True
