"""When a door opens and when a question was asked, as people say it."""

from __future__ import annotations

import datetime as dt

from django.utils import formats, timezone
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from parvis.interface.words import NARROW, in_words, since
from parvis.kernel import clock
from parvis.leadership.models import AskedHour, Door, DoorQuestion


def asked_when(hour: int) -> str:
    """When a question was asked, as far as it is known: to the hour."""
    ago = AskedHour.now() - hour
    if ago < 1:
        return _("less than an hour ago")
    if ago < 24:
        return _("about %(n)d h ago") % {"n": ago}
    return since(DoorQuestion(hour=hour).asked_at)


def hour_of(moment: dt.datetime) -> str:
    """“14 h”, “14 h 30” in French; 14:00, 14:30 in English."""
    if not (get_language() or "fr").startswith("fr"):
        return formats.date_format(moment, "H:i")
    return f"{moment.hour}{NARROW}h{f'{NARROW}{moment.minute:02}' if moment.minute else ''}"


def door_when(door: Door) -> str:
    """“Thursday 26 November, 14:00 to 15:00”; over more than a day, from one day to the other."""
    start, end = timezone.localtime(door.opens_at), timezone.localtime(door.closes_at)
    pattern = "l j F" if start.year == timezone.localtime(clock.now()).year else "l j F Y"
    facts = {
        "day": in_words(start, pattern),
        "start": hour_of(start),
        "end": hour_of(end),
        "last": in_words(end, pattern),
    }
    if start.date() == end.date():
        return _("%(day)s, %(start)s to %(end)s") % facts
    return _("from %(day)s, %(start)s, to %(last)s, %(end)s") % facts
