"""Where one's reading stands; known to oneself alone."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable
from typing import Any

from django.db import connection
from django.db.models import F, QuerySet
from django.utils.timezone import get_default_timezone

from parvis.feed.models import ReadMark, Visit
from parvis.feed.state import State
from parvis.kernel import clock
from parvis.kernel.ids import new_id
from parvis.people.models import Person
from parvis.posts.models import Post

AWAY = dt.timedelta(minutes=30)
DAYS = 28


def visit(person: Person, state: State) -> dt.datetime | None:
    """When the visit before this one began (None the first time). Written only when a new visit starts, after 30 minutes."""
    now = clock.now()
    if state.started_at is None:
        Visit.objects.bulk_create([Visit(person=person, started_at=now, days=1)], ignore_conflicts=True)
        return None
    if now - state.started_at > AWAY:
        Visit.objects.filter(person=person).update(
            previous_at=state.started_at, started_at=now, days=days_after(state.started_at, now)
        )
        return state.started_at
    return state.previous_at


def days_after(before: dt.datetime, now: dt.datetime) -> Any:
    """The bits of the days visited, moved on to today, whose bit is set: an expression of the one UPDATE of a new visit."""
    passed = (now.astimezone(get_default_timezone()).date() - before.astimezone(get_default_timezone()).date()).days
    if not 0 <= passed < DAYS:
        return 1
    return F("days").bitleftshift(passed).bitand((1 << DAYS) - 1).bitor(1)


# One statement, which writes nothing when the post has not stirred since it was read.
MARK = """INSERT INTO feed_readmark (id, person_id, post_id, at) SELECT %s, %s, p.id, {now} FROM posts_post p {soon}
WHERE p.id = %s AND NOT EXISTS (SELECT 1 FROM feed_readmark r WHERE r.person_id = %s AND r.post_id = p.id AND r.at >= p.active_at)
ON CONFLICT (person_id, post_id) DO UPDATE SET at = excluded.at"""
# Having read is no acknowledged write: PostgreSQL need not wait for its disk (for this statement alone).
SOON = "CROSS JOIN (SELECT set_config('synchronous_commit', 'off', true)) soon"


def mark_opened(person: Person, post_id: int) -> None:
    """This person has opened this post. Private: nothing is recorded. The caller has checked that they may read it."""
    now: Any = clock.now()
    if connection.vendor == "sqlite":
        now = connection.ops.adapt_datetimefield_value(now)
    statement = MARK.format(
        now="CAST(%s AS timestamptz)" if connection.vendor == "postgresql" else "%s",
        soon=SOON if connection.vendor == "postgresql" else "",
    )
    with connection.cursor() as cursor:
        cursor.execute(statement, [new_id(), person.pk, now, post_id, person.pk])


def mark_read(post: Post, *, by: Person) -> None:
    mark_opened(by, post.pk)


def opened_by(person: Person) -> QuerySet[ReadMark]:
    """What this person has opened. Only a page of their own may ask it: what one reads is known to oneself alone."""
    return ReadMark.objects.filter(person=person)


def have_opened(post_id: int, people: Iterable[int], since: dt.datetime) -> set[int]:
    """Those of these persons who have opened the post since then: they need not be told of what they have seen."""
    rows = ReadMark.objects.filter(person__among=list(people), post_id=post_id, at__gte=since)
    return set(rows.values_list("person_id", flat=True))
