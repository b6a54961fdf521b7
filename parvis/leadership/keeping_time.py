"""The quarter of an hour: what one puts aside, when one comes, how long one stayed. All of it is one's own."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence

from django.db import transaction
from django.db.models import Sum
from django.db.models.expressions import ExpressionWrapper, F
from django.db.models.fields import DurationField
from django.utils.translation import gettext_lazy as _

from parvis.kernel import clock
from parvis.kernel.jobs import every, job
from parvis.kernel.refusals import require
from parvis.leadership.models import Aside, Sitting, Slot
from parvis.leadership.models.quarter import MOST_SLOTS
from parvis.people.models import Person

LATER, GAP, WEEK, KEPT = dt.timedelta(days=3), dt.timedelta(minutes=10), dt.timedelta(days=7), dt.timedelta(weeks=13)


@transaction.atomic
def put_aside(kind: str, subject: int, *, by: Person, for_good: bool) -> None:
    """Not now: it comes back in three days, if it still waits. Not for me: it never does. Whoever waits is not told."""
    require(kind in Aside.KINDS, _("There is nothing like this here."))
    now = clock.now()
    until = None if for_good else now + LATER
    Aside.objects.update_or_create(person=by, kind=kind, subject=subject, defaults={"until": until, "at": now})


@transaction.atomic
def take_back(kind: str, subject: int, *, by: Person) -> None:
    Aside.objects.filter(person=by, kind=kind, subject=subject).delete()


@transaction.atomic
def keep_slots(slots: Sequence[tuple[int, dt.time]], *, by: Person) -> None:
    """The weekly appointment: up to three (weekday, time). None at all: no appointment any more."""
    require(len(slots) <= MOST_SLOTS, _("Three slots are enough."))
    require(all(0 <= weekday <= 6 for weekday, _time in slots), _("Choose a day of the week."))
    Slot.objects.filter(person=by).delete()
    for place, (weekday, time) in enumerate(sorted(set(slots)), 1):
        Slot.objects.create(person=by, place=place, weekday=weekday, time=time)


@transaction.atomic
def sit(came: dt.datetime | None = None, *, by: Person) -> None:
    """One does something here: the sitting goes on, or begins again after ten minutes away. It began when the page was asked for
    (`came`, as the page itself tells): ten minutes before at most, since looking alone leaves no trace."""
    now = clock.now()
    last = Sitting.objects.filter(person=by, last_at__gte=now - GAP).order_by("-last_at").first()
    if last:
        Sitting.objects.filter(pk=last.pk, last_at__lt=now).update(last_at=now)
    else:
        began = min(max(came, now - GAP), now) if came else now
        Sitting.objects.create(person=by, began_at=began, last_at=now)


def minutes_this_week(person: Person) -> int:
    """Whole minutes between coming and the last thing done, over the last seven days."""
    spent = ExpressionWrapper(F("last_at") - F("began_at"), output_field=DurationField())
    rows = Sitting.objects.filter(person=person, began_at__gte=clock.now() - WEEK)
    total = rows.annotate(spent=spent).aggregate(total=Sum("spent"))["total"]
    return round(total.total_seconds() / 60) if total else 0


@every(dt.timedelta(days=1))
@job()
def forget_old_sittings() -> None:
    """Sittings of more than thirteen weeks ago, and what was put aside until a time that is past."""
    now = clock.now()
    Sitting.objects.filter(last_at__lt=now - KEPT).delete()
    Aside.objects.filter(until__lt=now).delete()
