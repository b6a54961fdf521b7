"""The standing door of a leader: “ask me a question”, and the promise to answer within so many days."""

from __future__ import annotations

import dataclasses
import datetime as dt

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from parvis.kernel import clock
from parvis.kernel.chronicling import kind, record
from parvis.kernel.lines import line
from parvis.kernel.refusals import require
from parvis.leadership.doors_permissions import is_leader
from parvis.leadership.models import StandingDoor
from parvis.people.models import Person

OPENED, CLOSED = kind("standing_door.opened"), kind("standing_door.closed")
DAYS = (2, 5, 10, 15)
# Below so many questions whose time has come, a share would say more than it knows.
LEAST = 5


@dataclasses.dataclass(frozen=True)
class Kept:
    """Of `due` questions whose time has come or that are answered, `in_time` had their answer in time; `share` in percent, None while
    there are fewer than five."""

    in_time: int
    due: int

    @property
    def share(self) -> int | None:
        return round(100 * self.in_time / self.due) if self.due >= LEAST else None


@transaction.atomic
def keep_open(words: str, days: int, *, allows_anonymous: bool, shows_promise: bool, by: Person) -> StandingDoor:
    """Open it, or change its terms. A shorter promise counts for the questions already asked too: one promises what one can keep."""
    require(is_leader(by), _("Doors are opened by leaders. A communicator says who is one."))
    require(days in DAYS, _("Choose within how many days you answer."), field="days")
    row = StandingDoor.objects.filter(leader=by).first() or StandingDoor(leader=by)
    was_open = not row._state.adding and row.closed_at is None
    row.words, row.days = line(words)[:300], days
    row.allows_anonymous, row.shows_promise = allows_anonymous, shows_promise
    if not was_open:
        row.at, row.closed_at = clock.now(), None
    row.save()
    if not was_open:
        record(OPENED, by=by, subject=row, place=by.pk)
    return row


@transaction.atomic
def close_standing(by: Person) -> None:
    """It takes no more questions; those that wait still wait."""
    row = StandingDoor.objects.filter(leader=by, closed_at=None).first()
    if row is not None:
        StandingDoor.objects.filter(pk=row.pk).update(closed_at=clock.now())
        record(CLOSED, by=by, subject=row, place=by.pk)


def promise_of(door: StandingDoor) -> Kept:
    """How the promise was kept, over the questions of the last year that were not refused. A question is dated by its hour."""
    now, span = clock.now(), dt.timedelta(days=door.days)
    rows = door.questions.listed().select_related(
        "answer", "answer__comment", "answer__comment__withdrawal", "answer__post"
    )
    in_time = due = 0
    for row in rows.order_by("-hour")[:500]:
        kept = getattr(row, "answer", None)
        said = kept.comment if kept and kept.comment_id else (kept.post if kept else None)
        at = kept.at if kept is not None and said is not None and getattr(said, "withdrawal", None) is None else None
        limit = row.asked_at + span + dt.timedelta(hours=1)
        if at is not None or limit <= now:
            due += 1
            in_time += at is not None and at <= limit
    return Kept(in_time, due)
