"""Writing many rows fast, on SQLite and PostgreSQL, without doubling what is there."""

from __future__ import annotations

import datetime as dt
import itertools
from collections.abc import Callable, Iterable, Iterator, Sequence
from typing import Any

from django.db import connection, models, transaction

BATCH = 10_000
Row = Sequence[Any]
Progress = Callable[[int], None]


def columns_of(model: type[models.Model], fields: Sequence[str]) -> list[str]:
    return [str(model._meta.get_field(name).column) for name in fields]  # type: ignore[union-attr]


def defaults_of(model: type[models.Model], fields: Sequence[str]) -> dict[str, Any]:
    """Plain defaults of the fields not given, so that NOT NULL columns without a database default are filled."""
    given = {*fields, *columns_of(model, fields)}
    found = {}
    for field in model._meta.concrete_fields:
        if field.generated or field.name in given or field.column in given or field.primary_key:
            continue
        value = field.get_default()
        found[field.name] = field.get_db_prep_save(value, connection)
    return found


def batches(rows: Iterable[Row], size: int) -> Iterator[list[Row]]:
    iterator = iter(rows)
    while batch := list(itertools.islice(iterator, size)):
        yield batch


def insert_postgresql(table: str, columns: list[str], rows: list[Row]) -> int:
    names = ", ".join(f'"{c}"' for c in columns)
    with connection.cursor() as cursor:
        cursor.execute("DROP TABLE IF EXISTS incoming")
        cursor.execute(f'CREATE TEMPORARY TABLE incoming ON COMMIT DROP AS SELECT {names} FROM "{table}" WITH NO DATA')  # noqa: S608
        with cursor.copy(f"COPY incoming ({names}) FROM STDIN") as copy:
            for row in rows:
                copy.write_row(row)
        cursor.execute(f'INSERT INTO "{table}" ({names}) SELECT {names} FROM incoming ON CONFLICT DO NOTHING')  # noqa: S608
        return int(cursor.rowcount)


def as_stored(row: Row) -> list[Any]:
    """Instants as Django writes them on SQLite: beside others, the text compares."""
    adapt = connection.ops.adapt_datetimefield_value
    return [adapt(value) if isinstance(value, dt.datetime) else value for value in row]


def insert_sqlite(table: str, columns: list[str], rows: list[Row]) -> int:
    names, marks = ", ".join(f'"{c}"' for c in columns), ", ".join(["%s"] * len(columns))
    with connection.cursor() as cursor:
        before = connection.connection.total_changes
        cursor.executemany(f'INSERT OR IGNORE INTO "{table}" ({names}) VALUES ({marks})', list(map(as_stored, rows)))  # noqa: S608
        return int(connection.connection.total_changes - before)


def insert(
    model: type[models.Model],
    fields: Sequence[str],
    rows: Iterable[Row],
    *,
    progress: Progress = lambda count: None,
    batch: int = BATCH,
) -> int:
    """Insert `rows` (values in the order of `fields`, already prepared for the database: instants as aware datetimes).

    Rows whose id or unique key is there are left as they are, so an interrupted import is simply run again. Each batch is
    its own transaction. Returns how many were new; `progress(n)` is told after each batch.
    """
    extra = defaults_of(model, fields)
    columns = [*columns_of(model, fields), *columns_of(model, list(extra))]
    tail = tuple(extra.values())
    write = insert_postgresql if connection.vendor == "postgresql" else insert_sqlite
    made = 0
    for some in batches(rows, batch):
        with transaction.atomic():
            made += write(model._meta.db_table, columns, [(*row, *tail) for row in some])
        progress(len(some))
    return made
