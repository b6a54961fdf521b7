"""Where one's reading stands; known to oneself alone."""

from __future__ import annotations

import datetime as dt

from django.db import transaction

from parvis.feed.models import ReadMark, Visit
from parvis.kernel import clock
from parvis.people.models import Person
from parvis.posts.models import Post

AWAY = dt.timedelta(minutes=30)


def visit(person: Person) -> dt.datetime | None:
    """When the visit before this one began (None the first time). Written only when a new visit starts, after 30 minutes."""
    row, now = Visit.objects.filter(person=person).first(), clock.now()
    if row is None:
        Visit.objects.bulk_create([Visit(person=person, started_at=now)], ignore_conflicts=True)
        return None
    if now - row.started_at > AWAY:
        row.previous_at, row.started_at = row.started_at, now
        row.save()
    return row.previous_at


@transaction.atomic
def mark_read(post: Post, *, by: Person) -> None:
    """This person has opened this post. Private: nothing is recorded."""
    row = ReadMark(person=by, post=post, at=clock.now())
    ReadMark.objects.bulk_create(
        [row], update_conflicts=True, unique_fields=["person", "post"], update_fields=["at"]
    )
