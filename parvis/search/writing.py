"""Documents and words, written from what is there. Writing again what is right changes nothing, so whoever asks may ask twice."""

from __future__ import annotations

import collections
import contextlib
from collections.abc import Iterable, Iterator, Mapping, Sequence

from django.db import transaction
from django.db.models import F

from parvis.kernel.ids import made_at
from parvis.search import windows
from parvis.search.folding import kept_forms, slips
from parvis.search.models import Building, Document, Slip, Word
from parvis.search.offering import Kind, Text, kind_named, kinds

BULK = 500
SHORTEST_SLIP = 4


@contextlib.contextmanager
def alone() -> Iterator[None]:
    """In a transaction, the only one that writes: what was read last is written last."""
    with transaction.atomic():
        Building.objects.get_or_create(kind="")
        Building.objects.select_for_update().get(kind="")
        yield


def spaced(forms: Iterable[str]) -> str:
    joined = " ".join(forms)
    return f" {joined} " if joined else ""


def document(kind: Kind, pk: int, text: Text) -> Document:
    """What the document of a thing is."""
    title = kept_forms(text.title, common=True)
    body = kept_forms(text.body, common=False)
    at = made_at(pk) if pk > 0 else None
    marks = [f"@{kind.name}", *(windows.marks_of(at) if at and not kind.is_short else [])]
    return Document(
        id=pk, kind=kind.name, owner=text.owner, version=text.version,
        title=spaced(title), body=spaced(body), marks=spaced(marks), is_short=kind.is_short,
    )  # fmt: skip


def is_same(one: Document, other: Document) -> bool:
    return all(getattr(one, name) == getattr(other, name) for name in FIELDS)


FIELDS = ("kind", "owner", "version", "title", "body", "marks", "is_short")


def differing(kind: Kind, ids: Sequence[int]) -> tuple[list[Document], list[int], dict[int, Document]]:
    """Of these things: the documents to write, the ids whose document is of nothing, and the documents kept now."""
    kept = {row.pk: row for row in Document.objects.filter(kind=kind.name, pk__among=list(ids))}
    wanted = {pk: document(kind, pk, text) for pk, text in kind.texts(list(ids)).items()}
    wrong = [row for pk, row in wanted.items() if pk not in kept or not is_same(row, kept[pk])]
    return wrong, [pk for pk in kept if pk not in wanted], kept


def write(kind: Kind, ids: Sequence[int]) -> int:
    """Make the documents of these things right; how many were not. Asked by who is `alone`."""
    changed = 0
    for start in range(0, len(ids), BULK):
        wrong, gone, kept = differing(kind, ids[start : start + BULK])
        if wrong:
            Document.objects.bulk_create(wrong, update_conflicts=True, unique_fields=["id"], update_fields=list(FIELDS))
        if gone:
            Document.objects.filter(kind=kind.name, pk__among=gone).delete()
        count_words(kept, wrong, gone)
        changed += len(wrong) + len(gone)
        if gone:
            changed += write_owned(gone)
    return changed


def write_owned(owners: Sequence[int]) -> int:
    """What goes with things that are gone (comments and files of a post)."""
    changed = 0
    rows = Document.objects.filter(owner__among=list(owners)).values_list("kind", "id")
    with_kind: dict[str, list[int]] = {}
    for name, pk in rows:
        with_kind.setdefault(name, []).append(pk)
    for name, ids in with_kind.items():
        kind = kind_named(name)
        if kind is not None:
            changed += write(kind, ids)
    return changed


def all_forms(row: Document) -> set[str]:
    return {*row.title.split(), *row.body.split()}


def count_words(kept: Mapping[int, Document], written: Sequence[Document], gone: Sequence[int]) -> None:
    """Keep how many documents hold each form."""
    change: collections.Counter[str] = collections.Counter()
    for row in written:
        change.update(all_forms(row))
        if row.pk in kept:
            change.subtract(all_forms(kept[row.pk]))
    for pk in gone:
        change.subtract(all_forms(kept[pk]))
    by_change: dict[int, list[str]] = {}
    for word, count in change.items():
        if count:
            by_change.setdefault(count, []).append(word)
    for count, found in by_change.items():
        for start in range(0, len(found), BULK):
            add_to_words(found[start : start + BULK], count)


def add_to_words(found: list[str], count: int) -> None:
    rows = Word.objects.filter(word__in=found)
    if count > 0:
        known = set(rows.values_list("word", flat=True))
        new = [word for word in found if word not in known]
        Word.objects.filter(word__in=known).update(docs=F("docs") + count)
        Word.objects.bulk_create([Word(word=word, docs=count) for word in new])
        keys = {(key, word) for word in new if may_slip(word) for key in slips(word)}
        Slip.objects.bulk_create([Slip(key=key, word=word) for key, word in sorted(keys)], batch_size=BULK)
        return
    rows.update(docs=F("docs") + count)
    none = list(rows.filter(docs__lte=0).values_list("word", flat=True))
    if none:
        Slip.objects.filter(word__in=none).delete()
        Word.objects.filter(word__in=none).delete()


def may_slip(word: str) -> bool:
    return len(word) >= SHORTEST_SLIP and word.isalpha()


def forget_unknown_kinds() -> int:
    """Documents of kinds no area offers any more."""
    rows = Document.objects.exclude(kind__in=[kind.name for kind in kinds()])
    found = list(rows[:BULK])
    if found:
        count_words({row.pk: row for row in found}, [], [row.pk for row in found])
        rows.filter(pk__in=[row.pk for row in found]).delete()
    return len(found)
