"""Numbers, dates and counts as people say them, in the language of the page."""

from __future__ import annotations

import datetime as dt
import functools
import re
from typing import Any

from django.utils import formats, timezone
from django.utils.translation import get_language, gettext, ngettext

from parvis.kernel import clock

FIRST = re.compile(r"\b1(?= [^\W\d])")

NARROW = "\u202f"


def number(value: int) -> str:
    """12 500 in French (narrow no-break space), 12,500 in English."""
    text = f"{value:,}"
    return text.replace(",", NARROW) if (get_language() or "fr").startswith("fr") else text


def percent(hundredths: float) -> str:
    """ "64 %" in French (narrow no-break space), "64%" in English; of 64."""
    return f"{round(hundredths)}{NARROW if (get_language() or 'fr').startswith('fr') else ''}%"


def people(value: int) -> str:
    """ "212 people"."""
    return ngettext("%(n)s person", "%(n)s people", value) % {"n": number(value)}


WEEK = 7 * 86400


class Hands:
    """What the clock says, and in which language and time zone, for all the dates of a page."""

    def __init__(self) -> None:
        self.now = clock.now()
        self.today = self.now.toordinal()
        self.language = get_language() or ""
        self.zone = timezone.get_current_timezone_name()

    def since(self, then: dt.datetime) -> str:
        """How long ago, coarsely: "just now", "5 min ago", "2 h ago", "yesterday", "3 days ago", then the date."""
        seconds = (self.now - then).total_seconds()
        if seconds >= WEEK:
            return long_ago(then, self.today, self.language, self.zone)
        return ago(max(0, int(seconds)) // 60, self.language)


def since(then: dt.datetime) -> str:
    """How long ago, coarsely (see `Hands.since`)."""
    return Hands().since(then)


def hands_of(request: Any) -> Hands:
    """The hands of the clock for this request: the same for every date of its page."""
    known = request.__dict__
    if "_hands" not in known:
        known["_hands"] = Hands()
    found: Hands = known["_hands"]
    return found


@functools.lru_cache(maxsize=30_000)
def long_ago(then: dt.datetime, today: int, language: str, zone: str) -> str:
    """A day as one says it `today` (an ordinal), in the `language` and `zone` of the page."""
    return day(then)


@functools.lru_cache(maxsize=30_000)
def ago(minutes: int, language: str) -> str:
    """So many whole minutes ago (at most a week), in the words of `language`, which is that of the page."""
    if minutes < 1:
        return gettext("just now")
    if minutes < 60:
        return gettext("%(n)d min ago") % {"n": minutes}
    if minutes < 1440:
        return gettext("%(n)d h ago") % {"n": minutes // 60}
    days = minutes // 1440
    return gettext("yesterday") if days == 1 else gettext("%(n)d days ago") % {"n": days}


def in_words(moment: dt.datetime | dt.date, pattern: str) -> str:
    """A date as the language of the page says it; French says “1er” of the first of a month alone."""
    said = formats.date_format(moment, pattern)
    is_first = moment.day == 1 and (get_language() or "").startswith("fr")
    return FIRST.sub("1er", said) if is_first else said


def day(then: dt.datetime | dt.date) -> str:
    """ "12 février", with the year when it is another one."""
    local = timezone.localtime(then) if isinstance(then, dt.datetime) else then
    same_year = local.year == timezone.localtime(clock.now()).year
    return in_words(local, "j F" if same_year else "j F Y")


def when(then: dt.datetime) -> str:
    """The full date and time, for a tooltip."""
    return in_words(timezone.localtime(then), "l j F Y, H:i")


def clock_time(then: dt.datetime) -> str:
    """ "14:32:05"."""
    return formats.date_format(timezone.localtime(then), "H:i:s")


def size(octets: int) -> str:
    """A file's size: "340 ko", "2,1 Mo"."""
    french = (get_language() or "fr").startswith("fr")
    units = ("o", "ko", "Mo", "Go") if french else ("B", "kB", "MB", "GB")
    value, unit = float(octets), 0
    while value >= 1000 and unit < 3:
        value, unit = value / 1000, unit + 1
    text = f"{value:.0f}" if unit < 2 or value >= 10 else f"{value:.1f}"
    return f"{text.replace('.', ',') if french else text}\u00a0{units[unit]}"
