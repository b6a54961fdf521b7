"""Numbers, dates and counts as people say them, in the language of the page."""

from __future__ import annotations

import datetime as dt

from django.utils import formats, timezone
from django.utils.translation import get_language, gettext, ngettext

from parvis.kernel import clock

NARROW = "\u202f"


def number(value: int) -> str:
    """12 500 in French (narrow no-break space), 12,500 in English."""
    text = f"{value:,}"
    return text.replace(",", NARROW) if (get_language() or "fr").startswith("fr") else text


def people(value: int) -> str:
    """ "212 people"."""
    return ngettext("%(n)s person", "%(n)s people", value) % {"n": number(value)}


def since(then: dt.datetime) -> str:
    """How long ago, coarsely: "just now", "5 min ago", "2 h ago", "yesterday", "3 days ago", then the date."""
    seconds = (clock.now() - then).total_seconds()
    if seconds < 60:
        return gettext("just now")
    if seconds < 3600:
        return gettext("%(n)d min ago") % {"n": seconds // 60}
    if seconds < 86400:
        return gettext("%(n)d h ago") % {"n": seconds // 3600}
    days = int(seconds // 86400)
    if days == 1:
        return gettext("yesterday")
    if days < 7:
        return gettext("%(n)d days ago") % {"n": days}
    return day(then)


def day(then: dt.datetime | dt.date) -> str:
    """ "12 février", with the year when it is another one."""
    local = timezone.localtime(then) if isinstance(then, dt.datetime) else then
    same_year = local.year == timezone.localtime(clock.now()).year
    return formats.date_format(local, "j F" if same_year else "j F Y")


def when(then: dt.datetime) -> str:
    """The full date and time, for a tooltip."""
    return formats.date_format(timezone.localtime(then), "l j F Y, H:i")


def size(octets: int) -> str:
    """A file's size: "340 ko", "2,1 Mo"."""
    french = (get_language() or "fr").startswith("fr")
    units = ("o", "ko", "Mo", "Go") if french else ("B", "kB", "MB", "GB")
    value, unit = float(octets), 0
    while value >= 1000 and unit < 3:
        value, unit = value / 1000, unit + 1
    text = f"{value:.0f}" if unit < 2 or value >= 10 else f"{value:.1f}"
    return f"{text.replace('.', ',') if french else text}\u00a0{units[unit]}"
