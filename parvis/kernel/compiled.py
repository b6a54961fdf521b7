"""Reads and inserts of the hottest pages, whose SQL Django writes once for each process.

Building a statement from a queryset costs several times what running it does. A `Compiled` is a queryset written with `slot()`s
in the place of values: Django makes its SQL the first time, later calls only put the values in. The rules (`visible_to`) stay
written once, as Q objects.

Lists of ids travel as one value (`pk__among=ids_slot("ids")`), so that the statement is the same whatever their number, and the
database keeps its plan.
"""

from __future__ import annotations

import datetime as dt
import itertools
import re
from collections.abc import Callable, Sequence
from typing import Any

from django.db import connection, models
from django.db.models.lookups import Lookup

from parvis.kernel.ids import LARGEST

_numbers = itertools.count(1)
_slots: dict[Any, str] = {}


class Ids(list[int]):
    """Many ids as one value of a statement. The same object stands for a slot."""

    __hash__ = object.__hash__  # type: ignore[assignment]


def slot(name: str) -> int:
    """Stands for an integer given later. Negative, so that it is no id of ours."""
    mark = -(2**40) - next(_numbers)
    _slots[mark] = name
    return mark


def text_slot(name: str) -> str:
    """Stands for a text given later."""
    mark = f"slot:{name}:{next(_numbers)}"
    _slots[mark] = name
    return mark


def time_slot(name: str) -> dt.datetime:
    """Stands for an instant given later."""
    mark = dt.datetime(2, 1, 1, tzinfo=dt.UTC) + dt.timedelta(microseconds=next(_numbers))
    _slots[mark] = name
    return mark


def ids_slot(name: str) -> Ids:
    """Stands for a list of ids given later, for the lookup `among`."""
    mark = Ids([slot(name)])
    _slots[mark[0]] = name
    return mark


def among(column: str) -> str:
    """SQL of “`column` is one of a list of ids”, the list being one value (see `value`)."""
    if connection.vendor == "postgresql":
        return f"{column} = ANY(%s::bigint[])"
    return f"{column} IN (SELECT value FROM json_each(%s))"  # noqa: S608 (a column of our own)


def value(given: Any) -> Any:
    """`given` as the database's driver takes it: lists (of ids) as the text of an array or of JSON, which is cheaper to send than
    one value each."""
    if isinstance(given, list | tuple | set | frozenset):
        listed = ",".join(map(str, given))
        return f"{{{listed}}}" if connection.vendor == "postgresql" else f"[{listed}]"
    if isinstance(given, dt.datetime) and connection.vendor != "postgresql":
        return connection.ops.adapt_datetimefield_value(given)
    return given


@models.BigIntegerField.register_lookup
@models.ForeignKey.register_lookup
class Among(Lookup[Any]):
    """`pk__among=[…]`: like `in`, with the list as one value."""

    lookup_name = "among"
    prepare_rhs = False

    def as_sql(self, compiler: Any, connection: Any) -> Any:
        left, params = self.process_lhs(compiler, connection)
        rhs = self.rhs
        given = rhs if isinstance(rhs, Ids) and rhs and rhs[0] in _slots else value(list(rhs))
        return among(left), [*params, given]


def name_of(parameter: Any) -> str | None:
    """The name of the slot a parameter of a statement stands for."""
    if isinstance(parameter, Ids):
        return _slots.get(parameter[0]) if parameter else None
    if isinstance(parameter, str) and parameter.startswith("0002-01-01"):
        parameter = dt.datetime.fromisoformat(parameter).replace(tzinfo=dt.UTC)
    try:
        return _slots.get(parameter)
    except TypeError:
        return None


def without_aliases(sql: str) -> str:
    """The statement without the names Django gives to columns that nothing refers to: the driver keeps what it has read of
    statements up to 4,096 characters, and reads longer ones again each time."""
    return re.sub(
        r' AS "(\w+)"(?=, | FROM )',
        lambda m: m[0] if sql.count(f'"{m[1]}"') > len(re.findall(rf'\."{m[1]}"|AS "{m[1]}"', sql)) else "",
        sql,
    )


class Statement:
    """The SQL of a queryset on one database, the names of what goes into it, and how its columns become Python values."""

    def __init__(self, rows: Any) -> None:
        compiler = rows.query.get_compiler(connection=connection)
        sql, parameters = compiler.as_sql()
        self.sql = without_aliases(sql)
        self.compiler = compiler
        columns = [column[0] for column in compiler.select[: compiler.col_count]]
        self.converters = compiler.get_converters(columns)
        self.parameters = [(name_of(p), p) for p in parameters]

    def given(self, values: dict[str, Any]) -> list[Any]:
        """What stands for the parameters, in their order."""
        return [value(values[name]) if name else fixed for name, fixed in self.parameters]

    def run(self, values: dict[str, Any]) -> list[tuple[Any, ...]]:
        with connection.cursor() as cursor:
            cursor.execute(self.sql, self.given(values))
            return self.converted(cursor.fetchall())

    def converted(self, rows: list[tuple[Any, ...]]) -> list[tuple[Any, ...]]:
        """The rows with their columns as Python values, where the database does not give them so."""
        if self.converters:
            return [tuple(row) for row in self.compiler.apply_converters(rows, self.converters)]
        return rows


class Compiled:
    """`build(*variant)` returns a `values_list` queryset whose values are slots. Called with the variant and the values, answers
    its rows as tuples. Each database and each variant is compiled once."""

    def __init__(self, build: Callable[..., Any]) -> None:
        self.build = build
        self.kept: dict[Any, Statement] = {}

    def __call__(self, *variant: Any, **values: Any) -> list[tuple[Any, ...]]:
        if any(type(given) is int and abs(given) > LARGEST for given in values.values()):
            return []  # an address with an id no row can have
        return self.statement(*variant).run(values)

    def statement(self, *variant: Any) -> Statement:
        """The statement of a variant, to be run or to be part of a larger one."""
        key = (connection.vendor, variant)
        known = self.kept.get(key)
        if known is None:
            known = self.kept[key] = Statement(self.build(*variant))
        return known


_inserts: dict[Any, tuple[str, list[Any]]] = {}


def insert(row: models.Model) -> None:
    """Insert a new row of a model of ours: what `save(force_insert=True)` does, its statement written once. No signal is sent;
    what the database generates is not read back."""
    model = type(row)
    key = (connection.vendor, model)
    if key not in _inserts:
        fields = [field for field in model._meta.concrete_fields if not field.generated]
        quoted = ", ".join(connection.ops.quote_name(str(field.column)) for field in fields)
        marks = ", ".join(["%s"] * len(fields))
        table = connection.ops.quote_name(model._meta.db_table)
        _inserts[key] = f"INSERT INTO {table} ({quoted}) VALUES ({marks})", fields  # noqa: S608 (names of our own)
    sql, fields = _inserts[key]
    given: Sequence[Any] = [
        field.get_db_prep_save(field.pre_save(row, True), connection=connection) for field in fields
    ]
    with connection.cursor() as cursor:
        cursor.execute(sql, given)
    row._state.adding, row._state.db = False, connection.alias
