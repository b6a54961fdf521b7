"""When nothing scheduled goes out: the organisation's hours, and one's own. Local time of the author."""

from __future__ import annotations

import datetime as dt
import zoneinfo

from django.conf import settings

from parvis.kernel import clock
from parvis.people.models import Person
from parvis.posts.models import QuietHours

# Until an administrator says otherwise.
USUAL = QuietHours(begins=dt.time(20, 0), ends=dt.time(7, 30), weekends=True)
MOST_STEPS = 60


def zone_of(person: Person) -> dt.tzinfo:
    """The author's own time zone, the organisation's for who chose none."""
    try:
        return zoneinfo.ZoneInfo(person.time_zone or settings.TIME_ZONE)
    except (zoneinfo.ZoneInfoNotFoundError, ValueError):
        return zoneinfo.ZoneInfo(settings.TIME_ZONE)


def of_the_house() -> QuietHours:
    return QuietHours.objects.filter(person=None).first() or USUAL


def hours_for(person: Person) -> list[QuietHours]:
    """The organisation's, then the person's own if they chose some."""
    return [of_the_house(), *QuietHours.objects.filter(person=person)]


def is_within(hours: QuietHours, time: dt.time) -> bool:
    """From `begins` to `ends`, over midnight when it ends before it begins; the same twice: never."""
    if hours.begins <= hours.ends:
        return hours.begins <= time < hours.ends
    return time >= hours.begins or time < hours.ends


def opening_after(hours: QuietHours, local: dt.datetime) -> dt.datetime | None:
    """When these hours let go of this local moment; None when they do not hold it."""
    if hours.weekends and local.weekday() >= 5:
        monday = local.date() + dt.timedelta(days=7 - local.weekday())
        return local.replace(
            year=monday.year, month=monday.month, day=monday.day, hour=0, minute=0, second=0, microsecond=0
        )
    if not is_within(hours, local.time()):
        return None
    day = local.date() if local.time() < hours.ends else local.date() + dt.timedelta(days=1)
    end = hours.ends
    return local.replace(
        year=day.year, month=day.month, day=day.day, hour=end.hour, minute=end.minute, second=0, microsecond=0
    )


def next_open(when: dt.datetime, person: Person) -> dt.datetime:
    """`when` itself when it is open, else the next moment that is, for the house and for the person."""
    zone, every = zone_of(person), hours_for(person)
    local = when.astimezone(zone)
    for _step in range(MOST_STEPS):
        later = next((found for hours in every if (found := opening_after(hours, local))), None)
        if later is None:
            break
        local = later
    # Through UTC: an hour that does not exist (the night of the change) becomes the one that does.
    return local.astimezone(dt.UTC) if local != when.astimezone(zone) else when


def rest_until(person: Person) -> dt.datetime | None:
    """Within quiet hours, when they end, in the person's time: what one publishes now is read then. None: people are at work."""
    now = clock.now()
    opens = next_open(now, person)
    return None if opens == now else opens.astimezone(zone_of(person))
