"""How deep the index is read. Words that many documents hold are looked for in the newest days, months or years first: the index is asked with
the marks of these days, so that what it reads depends on how much is wanted, not on how much there is; and only so many of the newest
documents it finds are put to the rule of reading. When that is not enough, further back; at last, everywhere and all of them."""

from __future__ import annotations

import dataclasses
import datetime as dt
from collections.abc import Iterator

from parvis.kernel import clock
from parvis.kernel.ids import made_at
from parvis.kernel.lately import Lately
from parvis.search.matching import Any_, Form
from parvis.search.models import Document

FEW = 2_000  # documents: below, all are found, which costs no more than to look in some days first
MANY = (
    10_000  # documents: above, to look at all of them takes longer than to look at what somebody reads who reads little
)
WANTED = 300  # documents to be put to the rule of reading, at first


@dataclasses.dataclass(frozen=True)
class Step:
    """`marks`: days or months to look in (None: all). `deep`: how many documents of each kind are put to the rule (None: all).
    `from_rows`: what may be read is looked at, without the index."""

    marks: Any_ | None
    deep: int | None
    from_rows: bool = False


NAMES = Step(None, 2_400)  # names are few: all of them are looked at, or nearly


def _ask_first_day() -> dt.datetime | None:
    pk = Document.objects.filter(kind="post", pk__gt=0).order_by("pk").values_list("pk", flat=True).first()
    return made_at(pk) if pk else None


# When the oldest post was made; asked every ten minutes by each process.
first_day = Lately(600.0, _ask_first_day)


def marks_of(at: dt.datetime) -> tuple[str, str, str, str]:
    """What a document of that day is marked with: its year, month, ten days, day. Few marks cover any span."""
    day = f"{at:%Y%m%d}"
    return f"@{day[:4]}", f"@{day[:6]}", f"@{day[:7]}", f"@{day}"


def back(end: dt.datetime, first: dt.datetime, days: float) -> Any_ | None:
    """The marks of at least so many days before `end`; None when that is all there is."""
    if days >= (end - first).days:
        return None
    size = 3 if days <= 4 else 2 if days <= 40 else 1 if days <= 300 else 0
    found = dict.fromkeys(marks_of(end - dt.timedelta(days=n))[size] for n in range(int(days) + 2))
    return Any_(tuple(map(Form, found)))


def of(docs: int, end: dt.datetime | None = None, *, reads_little: bool = False) -> Iterator[Step]:
    """One step after another. `docs`: how many documents are expected to answer; `end`: nothing is wanted of after it. `reads_little`: of
    words that very many documents hold, what may be read is found the other way round, when it is not among the newest."""
    first = first_day() if docs > FEW else None
    if first is not None:
        end = min(end or clock.now(), clock.now())
        each_day = docs / max(1, (clock.now() - first).days)
        for times in (1, 8):
            marks = back(end, first, WANTED * times / each_day)
            if marks is None:
                break
            yield Step(marks, WANTED * times * 2)
    if first is None:
        yield Step(None, WANTED * 2)
    yield Step(None, None, from_rows=reads_little and first is not None and docs > MANY)
