"""The rungs in words one would say to a colleague: no score, and no rung is better to be on than another."""

from __future__ import annotations

import datetime as dt
from typing import NamedTuple

from django.utils.formats import number_format
from django.utils.functional import Promise
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from parvis.interface.words import percent as whole_percent
from parvis.ripple.events import COMMENT, SHARE, Event


class Rung(NamedTuple):
    name: str | Promise
    words: str | Promise


RUNGS = [
    Rung(_("Expected"), _("Nothing here these four weeks. The door is open, whenever you like.")),
    Rung(_("Passing by"), _("You came by. Looking around is a good way to begin.")),
    Rung(_("Reading"), _("You come and read. Whoever finds the right answer is using the network well.")),
    Rung(_("Nodding"), _("You react to what you read: somebody knows their words were of use.")),
    Rung(_("Answering others"), _("You answer others. That is what makes people write again.")),
    Rung(_("Telling"), _("You wrote something of your own, and put it before everybody.")),
    Rung(_("Often there"), _("A word from you in three of the last four weeks: people count on it.")),
    Rung(_("Linking"), _("You talk with five people at least, both ways, and not only in your team.")),
]


# Why a figure is kept back, whichever rule does: parvis.kernel.thresholds.REASONS.
WHY: dict[str, str | Promise] = {
    "few-people": _("too few people for a figure that points at nobody"),
    "few-events": _("it happened fewer than five times"),
    "complement": _("kept back so that another figure cannot be worked out"),
    "dominated": _("one person makes most of it"),
    "young": _("not enough weeks yet"),
    "unchanged": _("fewer than five people have made a difference"),
    "cannot-tell": _("nothing to count yet"),
}

# The same in a table, where there is little room.
BRIEFLY: dict[str, str | Promise] = {
    "few-people": _("too few people"),
    "few-events": _("fewer than five"),
    "complement": _("kept back beside another"),
    "dominated": _("one person’s, mostly"),
}


def lasting(length: dt.timedelta) -> str:
    """How long, as one says it: "42 min", "2 h", "3 days"."""
    minutes = int(length.total_seconds() // 60)
    if minutes < 60:
        return gettext("%(n)d min") % {"n": max(1, minutes)}
    if minutes < 48 * 60:
        return gettext("%(n)d h") % {"n": round(minutes / 60)}
    return gettext("%(n)d days") % {"n": round(minutes / 1440)}


def rounded(count: float) -> str:
    """An expectation: a whole number, or "less than one"."""
    return str(round(count)) if count >= 0.5 else gettext("less than one")


def decimal(value: float, digits: int = 1) -> str:
    """ "2,3" in French, "2.3" in English; rounded first, since Django's formatting cuts."""
    return number_format(round(value, digits), digits)


def percent(share: float | str) -> str:
    """ "12 %" of a share from 0 to 1, or of one that is only said to be small or large ("<= 0.10")."""
    if isinstance(share, str):
        sign, bound = share.split(" ")
        words = gettext("%(n)s%% or less") if sign == "<=" else gettext("%(n)s%% or more")
        return words % {"n": round(float(bound) * 100)}
    return whole_percent(share * 100)


KINDS = {"stream": _("a stream"), "forum": _("a forum"), "team": _("a team"), "practice": _("a community of practice")}
PARTITIONS = {"all": _("everybody together"), "unit": _("each unit"), "community": _("each community that is not secret"), "unit×unit": _("pairs of units")}  # fmt: skip


def kind_words(kind: str) -> str:
    return str(KINDS.get(kind, kind))


def partition_words(partitions: tuple[str, ...]) -> str:
    return ", ".join(str(PARTITIONS[one]) for one in partitions)


def hours(count: float) -> dt.timedelta:
    return dt.timedelta(hours=count)


def event_words(event: Event, start: dt.datetime) -> str:
    """ "Karim Diallo answers Hélène Marchand, after 42 min": a voice of the drawing, for who does not see it."""
    assert event.above is not None
    said = {
        COMMENT: gettext("%(name)s answers %(to)s, after %(time)s"),
        SHARE: gettext("%(name)s shares what %(to)s wrote, after %(time)s"),
    }.get(event.kind, gettext("%(name)s takes up what %(to)s wrote, after %(time)s"))
    return said % {"name": event.by.name, "to": event.above.by.name, "time": lasting(event.at - start)}
