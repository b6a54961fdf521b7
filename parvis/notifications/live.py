"""The bell counts as it happens: each person's own number."""

from __future__ import annotations

from collections.abc import Collection

from django.db.models import Count

from parvis.live.nudging import nudge
from parvis.live.offering import Own, offer
from parvis.notifications.deciding import on_decided
from parvis.notifications.models import Notice
from parvis.notifications.reading import MOST_COUNTED


def unread_among(people: Collection[int]) -> dict[int, int]:
    """How many groups each has not read, as the bell says it; in one statement, through the index of what is unread."""
    rows = Notice.objects.filter(person__among=list(people), leads=True, read_at=None).order_by()
    return {
        person: min(number, MOST_COUNTED) for person, number in rows.values_list("person_id").annotate(n=Count("pk"))
    }


def declare() -> None:
    offer(Own("bell", unread_among))
    on_decided.append(lambda _kind, _people: nudge())
