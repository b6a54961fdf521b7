"""The index equals what is there: compared in order, kind by kind, from where it was left; made right when asked."""

from __future__ import annotations

import dataclasses
import datetime as dt
from collections.abc import Callable

from parvis.kernel import clock
from parvis.kernel.jobs import every, job
from parvis.search import offering, writing
from parvis.search.models import Building, Document, Stale
from parvis.search.offering import Kind

FIRST = -(2**63)
STEP = 500
Progress = Callable[[str, int, int], None]


@dataclasses.dataclass
class Found:
    """Of one kind: things looked at, and documents missing or not as they should be, and documents of nothing."""

    seen: int = 0
    wrong: int = 0
    gone: int = 0

    @property
    def is_right(self) -> bool:
        return not (self.wrong or self.gone)


def silent(kind: str, seen: int, wrong: int) -> None:
    pass


def step(kind: Kind, after: int) -> tuple[list[int], int]:
    """The next ids to look at, of things and of documents alike, and where they end."""
    things = kind.ids(after, STEP)
    end = things[-1] if len(things) == STEP else 2**63 - 1
    rows = Document.objects.filter(kind=kind.name, pk__gt=after, pk__lte=end).order_by("pk")
    documents = list(rows.values_list("pk", flat=True)[: STEP * 4])
    if len(documents) == STEP * 4:  # many documents of nothing
        end = documents[-1]
        things = [pk for pk in things if pk <= end]
    return sorted({*things, *documents}), end


def check(kind: Kind, *, progress: Progress = silent) -> Found:
    """Compare, change nothing."""
    found, after = Found(), FIRST
    while after < 2**63 - 1:
        ids, after = step(kind, after)
        wrong, gone, _kept = writing.differing(kind, ids)
        found.seen, found.wrong, found.gone = found.seen + len(ids), found.wrong + len(wrong), found.gone + len(gone)
        progress(kind.name, found.seen, found.wrong + found.gone)
    return found


def repair(kind: Kind, *, progress: Progress = silent) -> Found:
    """Compare and make right, each step in its own transaction; stopped, it goes on from there the next time."""
    row, _made = Building.objects.get_or_create(kind=kind.name)
    if row.done_at is not None:
        row.reached, row.written, row.done_at = FIRST, 0, None
        row.save()
    found, after = Found(), row.reached
    while after < 2**63 - 1:
        with writing.alone():
            ids, after = step(kind, after)
            wrong = writing.write(kind, ids)
            row.reached, row.written = after, row.written + wrong
            row.done_at = clock.now() if after == 2**63 - 1 else None
            row.save()
        found.seen, found.wrong = found.seen + len(ids), found.wrong + wrong
        progress(kind.name, found.seen, found.wrong)
    return found


def repair_all(*, progress: Progress = silent) -> dict[str, Found]:
    while writing.forget_unknown_kinds():
        pass
    return {kind.name: repair(kind, progress=progress) for kind in offering.kinds()}


def begin_again() -> None:
    """In the transaction of who brought many things at once: all is compared again by a job."""
    Building.objects.exclude(kind="").delete()


def unbuilt() -> list[Kind]:
    """Kinds whose things have not all been read yet: a new installation, a new area, an import."""
    done = set(Building.objects.filter(done_at__isnull=False).values_list("kind", flat=True))
    return [kind for kind in offering.kinds() if kind.name not in done]


@every(dt.timedelta(minutes=2))
@job(queue="slow", atomic=False)
def build() -> None:
    """Nothing to do by hand: what was there before the index is read by the worker."""
    for kind in unbuilt():
        repair(kind)


def state() -> tuple[int, int, bool]:
    """How many documents, how many things wait to be read again, whether all was read once."""
    return Document.objects.count(), Stale.objects.count(), not unbuilt()
