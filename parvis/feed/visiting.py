"""Where one's reading stands; known to oneself alone."""

from __future__ import annotations

import datetime as dt

from django.db import transaction

from parvis.feed.composing import State
from parvis.feed.models import ReadMark, Visit
from parvis.kernel import clock
from parvis.people.models import Person
from parvis.posts.models import Post

AWAY = dt.timedelta(minutes=30)


def visit(person: Person, state: State) -> dt.datetime | None:
    """When the visit before this one began (None the first time). Written only when a new visit starts, after 30 minutes."""
    now = clock.now()
    if state.started_at is None:
        Visit.objects.bulk_create([Visit(person=person, started_at=now)], ignore_conflicts=True)
        return None
    if now - state.started_at > AWAY:
        Visit.objects.filter(person=person).update(previous_at=state.started_at, started_at=now)
        return state.started_at
    return state.previous_at


@transaction.atomic
def mark_read(post: Post, *, by: Person) -> None:
    """This person has opened this post. Private: nothing is recorded."""
    row = ReadMark(person=by, post=post, at=clock.now())
    ReadMark.objects.bulk_create([row], update_conflicts=True, unique_fields=["person", "post"], update_fields=["at"])
