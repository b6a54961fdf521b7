"""The one thing that differs from one database to the other: how a question is put to the inverted index.

`Document.objects.filter(id__asked=question)`: the question is a tree of forms, all or any of them, and the beginnings of some.
"""

from __future__ import annotations

import dataclasses
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


@models.BigIntegerField.register_lookup
class Asked(Lookup[Any]):
    lookup_name = "asked"
    prepare_rhs = False

    def as_sql(self, compiler: Any, connection: Any) -> Any:
        asked = self.rhs if isinstance(self.rhs, str) else written(self.rhs, connection)
        table = compiler.quote_name_unless_alias(self.lhs.alias)
        if connection.vendor == "postgresql":
            return f"{PG_VECTOR.replace('search_document', table)} @@ %s::tsquery", [asked]
        # The rowid is the id.
        left, params = self.process_lhs(compiler, connection)
        return f"{left} IN (SELECT rowid FROM search_forms WHERE search_forms MATCH %s)", [*params, asked]  # noqa: S608
