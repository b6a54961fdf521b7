"""Reacting: one sign per person on a post or a comment; changed, or taken back. Others see it once it has settled."""

from __future__ import annotations

import datetime as dt
from typing import Any

from django.db import connection, transaction
from django.utils.translation import gettext_lazy as _

from parvis.kernel import clock, turns
from parvis.kernel.compiled import value
from parvis.kernel.ids import new_id
from parvis.kernel.refusals import require
from parvis.people.models import Person
from parvis.posts import settling
from parvis.posts.counting import TOOK_BACK, Put, count, note, places_of, put, rows_of
from parvis.posts.models import SIGNS, Comment, Post, UnsettledReaction
from parvis.posts.permissions import may_react

WAITING = UnsettledReaction._meta.db_table


def react(subject: Post | Comment, sign: str, *, by: Person) -> bool:
    """React with `sign` (one of SIGNS); another sign replaces the first. Twice the same changes nothing. True when changed."""
    require(sign in SIGNS, _("There is no such reaction."))
    require(
        may_react(by, subject if isinstance(subject, Post) else subject.post),
        _("This community is archived: it can only be read."),
    )
    now = clock.now()
    due = settling.settles_at(settling.REACTION, now)
    if due is None:
        with transaction.atomic():
            return bool(put(type(subject), [Put(by.pk, subject.pk, sign)], at=now))
    turns.expect(due)
    # Each of these is one statement that is whole by itself: no transaction of several round trips to wait for.
    return wait(subject, sign, by, now, due) or forget_other(subject, sign, by)


def wait(subject: Post | Comment, sign: str, by: Person, now: dt.datetime, due: dt.datetime) -> bool:
    """The sign waits, in place of another that waited; False when the person has it already, settled or not."""
    model, column = rows_of(type(subject))
    sql = (
        f"INSERT INTO {WAITING} (id, person_id, {column}, sign, at, settles_at) SELECT %s, %s, %s, %s, %s, %s WHERE NOT EXISTS "  # noqa: S608
        f"(SELECT 1 FROM {model._meta.db_table} WHERE person_id = %s AND {column} = %s AND sign = %s) "
        f"ON CONFLICT (person_id, {column}) DO UPDATE SET sign = excluded.sign, at = excluded.at, settles_at = excluded.settles_at "
        f"WHERE {WAITING}.sign <> excluded.sign RETURNING id"
    )
    with connection.cursor() as cursor:
        given = [new_id(), by.pk, subject.pk, sign, value(now), value(due), by.pk, subject.pk, sign]
        cursor.execute(sql, given)
        return cursor.fetchone() is not None


def forget_other(subject: Post | Comment, sign: str, by: Person) -> bool:
    """Going back to the sign one had: the one that was to replace it never was."""
    column = rows_of(type(subject))[1]
    sql = f"DELETE FROM {WAITING} WHERE person_id = %s AND {column} = %s AND sign <> %s"  # noqa: S608
    with connection.cursor() as cursor:
        cursor.execute(sql, [by.pk, subject.pk, sign])
        return bool(cursor.rowcount)


def waiting_on(subject: Post | Comment, by: Person) -> Any:
    return UnsettledReaction.objects.filter(person=by, **{rows_of(type(subject))[1]: subject.pk})


@transaction.atomic
def take_back(subject: Post | Comment, *, by: Person) -> bool:
    """Take one's reaction back; True when there was one. One that had not settled never was: nothing says that it has been."""
    undone = bool(waiting_on(subject, by).delete()[0])
    model, column = rows_of(type(subject))
    before = model.objects.select_for_update().filter(person=by, **{column: subject.pk}).first()
    if before is None or not model.objects.filter(pk=before.pk).delete()[0]:
        return undone
    count(type(subject), subject.pk, {before.sign: -1})
    kind, pk = type(subject), subject.pk
    note(TOOK_BACK, by.pk, kind, pk, places_of(kind, [pk]).get(pk), clock.now())
    return True
