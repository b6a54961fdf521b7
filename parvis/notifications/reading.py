"""What a person has read of their notices: known to them alone."""

from __future__ import annotations

import datetime as dt
from typing import Any

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from parvis.kernel import clock, frame, kept
from parvis.kernel.refusals import require
from parvis.notifications.models import Notice
from parvis.people.models import Person

MOST_COUNTED = 100
# Asked with where somebody stands: no page costs a statement more.
UNREAD = f"SELECT id FROM (SELECT id FROM notifications_notice WHERE person_id = %s AND leads AND read_at IS NULL LIMIT {MOST_COUNTED}) unread"  # noqa: S608 (a number of ours)


def declare() -> None:
    frame.ask_with_standing("notices", UNREAD, lambda person: [person.pk])
    frame.install("notices", lambda request: unread_count(request.person))


def unread_of(person: Person) -> list[int]:
    """The ids of at most 100 groups the person has not read."""
    found: list[int] = kept.of(person, "notices", lambda: ids_of(person))
    return found


def ids_of(person: Person) -> list[int]:
    rows = Notice.objects.filter(person=person, leads=True, read_at=None)
    return list(rows.values_list("pk", flat=True)[:MOST_COUNTED])


def unread_count(person: Person) -> int:
    return len(unread_of(person))


def read(person: Person, **what: Any) -> int:
    """Read some of one's notices; how many groups."""
    kept.forget(person)
    return Notice.objects.filter(person=person, read_at=None, **what).update(read_at=clock.now())


def page_opened(person: Person, page_id: int) -> None:
    """The person has opened what these notices are about. Costs a statement only to who has some to read."""
    if unread_of(person):
        Notice.objects.filter(person=person, leads=True, read_at=None, page_id=page_id).update(read_at=clock.now())


def read_all(*, by: Person) -> dt.datetime:
    """Everything at once; the moment by which it can be undone."""
    now = clock.now()
    kept.forget(by)
    Notice.objects.filter(person=by, leads=True, read_at=None).update(read_at=now)
    return now


@transaction.atomic
def unread_all(at: dt.datetime, *, by: Person) -> None:
    """Undo `read_all` of this moment, but for topics of which something newer is unread."""
    require(clock.now() - at < dt.timedelta(days=1), _("This can no longer be undone."))
    fresh = Notice.objects.filter(person=by, leads=True, read_at=None).values("topic")
    Notice.objects.filter(person=by, leads=True, read_at=at).exclude(topic__in=fresh).update(read_at=None)
    kept.forget(by)
