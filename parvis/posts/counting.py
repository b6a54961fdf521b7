"""Reactions as others see them: the rows, their counts and the record, put together in one transaction."""

from __future__ import annotations

import collections
import datetime as dt
from collections.abc import Iterable, Mapping, Sequence
from typing import Any, NamedTuple

from django.db import connection, transaction
from django.db.models import Min

from parvis.kernel.chronicling import Kind, kind, record
from parvis.kernel.compiled import value
from parvis.kernel.ids import new_id
from parvis.people.models import Person
from parvis.posts import settling
from parvis.posts.models import Comment, CommentReaction, Post, PostReaction, UnsettledReaction

REACTED, TOOK_BACK = kind("post.reacted"), kind("post.reaction_taken_back")
Subject = type[Post] | type[Comment]


class Put(NamedTuple):
    """A sign a person (id) puts on a subject (id)."""

    person: int
    subject: int
    sign: str


def rows_of(subject: Subject) -> tuple[Any, str]:
    """(model of the reactions, its column of the subject)."""
    return (PostReaction, "post_id") if subject is Post else (CommentReaction, "comment_id")


def places_of(subject: Subject, ids: Iterable[int]) -> dict[int, int]:
    """The place of each of the posts or comments that are still there."""
    if subject is Post:
        return dict(Post.objects.filter(pk__in=ids, active_at__isnull=False).values_list("pk", "place_id"))
    there = Comment.objects.filter(pk__in=ids, withdrawal=None, post__active_at__isnull=False)
    return dict(there.values_list("pk", "post__place_id"))


def count(subject: Subject, pk: int, changes: Mapping[str, int]) -> None:
    """Change the numbers of signs (known to be SIGNS)."""
    fields = ", ".join(f"{sign}_count = {sign}_count + {int(change)}" for sign, change in changes.items())
    with connection.cursor() as cursor:
        cursor.execute(f"UPDATE {subject._meta.db_table} SET {fields} WHERE id = %s", [pk])  # noqa: S608 (names of our own)


def note(deed: Kind, person: int, subject: Subject, pk: int, place: int | None, at: dt.datetime) -> None:
    record(deed, by=Person(id=person), subject=subject(id=pk), place=place, at=at)


def made_first(subject: Subject, puts: Sequence[Put], at: dt.datetime) -> set[tuple[int, int]]:
    """Insert the reactions; answers the (person, subject) of those who had none."""
    model, column = rows_of(subject)
    rows = ", ".join(["(%s, %s, %s, %s, %s)"] * len(puts))
    given = [v for one in puts for v in (new_id(), one.person, one.subject, one.sign, value(at))]
    sql = (
        f"INSERT INTO {model._meta.db_table} (id, person_id, {column}, sign, at) VALUES {rows} "  # noqa: S608 (names of our own)
        f"ON CONFLICT (person_id, {column}) DO NOTHING RETURNING person_id, {column}"
    )
    with connection.cursor() as cursor:
        cursor.execute(sql, given)
        return set(cursor.fetchall())


def put(subject: Subject, puts: Sequence[Put], *, at: dt.datetime) -> list[Put]:
    """In the transaction of the caller: others see these reactions from now on. Those that change nothing, or whose post or comment
    is gone, are left out; answers the others."""
    places = places_of(subject, {one.subject for one in puts})
    puts = [one for one in puts if one.subject in places]
    if not puts:
        return []
    model, column = rows_of(subject)
    first, changed = made_first(subject, puts, at), []
    counts: dict[int, collections.Counter[str]] = collections.defaultdict(collections.Counter)
    for one in puts:
        if (one.person, one.subject) not in first:
            before = model.objects.select_for_update().get(person_id=one.person, **{column: one.subject})
            if before.sign == one.sign:
                continue
            counts[one.subject][before.sign] -= 1
            model.objects.filter(pk=before.pk).update(sign=one.sign, at=at)
        counts[one.subject][one.sign] += 1
        changed.append(one)
    for pk in sorted(counts):  # in one order everywhere: two workers do not wait for each other
        count(subject, pk, counts[pk])
    for one in changed:
        note(REACTED, one.person, subject, one.subject, places[one.subject], at)
    return changed


def taken(now: dt.datetime) -> list[tuple[int, int | None, int | None, str]]:
    """Take what is due out of the waiting rows: (person, post, comment, sign)."""
    table = UnsettledReaction._meta.db_table
    alone = "FOR UPDATE SKIP LOCKED" if connection.vendor == "postgresql" else ""
    due = f"SELECT id FROM {table} WHERE settles_at <= %s ORDER BY settles_at LIMIT {settling.BATCH} {alone}"  # noqa: S608
    with connection.cursor() as cursor:
        cursor.execute(
            f"DELETE FROM {table} WHERE id IN ({due}) RETURNING id, person_id, post_id, comment_id, sign",  # noqa: S608
            [value(now)],
        )
        return [row[1:] for row in sorted(cursor.fetchall())]


@settling.settler
def settle_reactions(now: dt.datetime) -> dt.datetime | None:
    next_due = UnsettledReaction.objects.aggregate(at=Min("settles_at"))["at"]
    while next_due is not None and next_due <= now:
        with transaction.atomic():
            rows = taken(now)
            put(Post, [Put(person, post, sign) for person, post, _no, sign in rows if post], at=now)
            put(Comment, [Put(person, said, sign) for person, _no, said, sign in rows if said], at=now)
        next_due = UnsettledReaction.objects.aggregate(at=Min("settles_at"))["at"] if rows else None
    return next_due
