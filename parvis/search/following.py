"""The index follows what is done. The verb's own row of the chronicle, when somebody declared that it changes what is found, adds one
row to `Stale` in the same transaction: one statement. A turn writes the documents, within a second or so."""

from __future__ import annotations

import datetime as dt
from typing import Any

from parvis.kernel import clock, turns
from parvis.kernel.chronicling import Kind as Deed
from parvis.kernel.compiled import insert
from parvis.search import offering, writing
from parvis.search.models import Stale

AT_ONCE = 500
_deeds: frozenset[str] = frozenset()


def note(kind: Deed, *, by: Any, subject: Any, place: int | None, at: dt.datetime | None) -> None:
    """In the transaction of the verb."""
    global _deeds
    _deeds = _deeds or offering.deeds()
    if kind.name in _deeds:
        insert(Stale(deed=kind.name, subject_id=subject.pk))
        turns.expect(clock.now())


def refresh(kind: str, ids: list[int]) -> None:
    """In the transaction of a verb: these things changed by something else than a deed of the chronicle."""
    Stale.objects.bulk_create([Stale(deed=f"={kind}", subject_id=pk) for pk in ids], batch_size=AT_ONCE)
    turns.expect(clock.now())


def touched(kind: offering.Kind, deed: str, subjects: list[int]) -> list[int]:
    if deed == f"={kind.name}":
        return subjects
    ask = kind.touched.get(deed)
    return list(ask(subjects)) if ask else []


def write_some() -> bool:
    """Write what the oldest rows of `Stale` ask; whether there may be more."""
    if not Stale.objects.exists():
        return False
    with writing.alone():
        rows = list(Stale.objects.order_by("id")[:AT_ONCE])
        by_deed: dict[str, list[int]] = {}
        for row in rows:
            by_deed.setdefault(row.deed, []).append(row.subject_id)
        for kind in offering.kinds():
            ids = {pk for deed, subjects in by_deed.items() for pk in touched(kind, deed, subjects)}
            if ids:
                writing.write(kind, sorted(ids))
        Stale.objects.filter(pk__among=[row.pk for row in rows]).delete()
    return len(rows) == AT_ONCE


@turns.install
def follow() -> dt.datetime | None:
    """Write what waits. A failure leaves the rows: they are tried again, and `search check` sees them."""
    for _ in range(4):
        if not write_some():
            return None
    return clock.now()


def settle() -> None:
    """Until nothing waits (tests, the demo)."""
    while write_some():
        pass
