"""What people chose, read in bulk for those an event concerns, and changed by them."""

from __future__ import annotations

import dataclasses
import datetime as dt
import functools
import zoneinfo
from collections.abc import Iterable
from typing import Any

from django.conf import settings
from django.db import transaction
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from parvis.kernel import clock
from parvis.kernel.refusals import require
from parvis.notifications.calendar import Hours, next_digest, next_open
from parvis.notifications.models import Notice, NoticeChoice, PlaceLevel, TopicLevel
from parvis.notifications.offering import Kind, kinds
from parvis.people.models import Person

# A mail waits a little: what one reads meanwhile on the page is not mailed.
PATIENCE = dt.timedelta(minutes=10)
SPANS = {"hour": dt.timedelta(hours=1), "day": dt.timedelta(days=1), "week": dt.timedelta(days=7), "always": None}
USUAL = NoticeChoice(at=dt.datetime(2000, 1, 1, tzinfo=dt.UTC))


@functools.lru_cache(maxsize=600)
def zone_named(name: str) -> dt.tzinfo:
    try:
        return zoneinfo.ZoneInfo(name or settings.TIME_ZONE)
    except (zoneinfo.ZoneInfoNotFoundError, ValueError):
        return zoneinfo.ZoneInfo(settings.TIME_ZONE)


def hours_of(choice: NoticeChoice) -> Hours:
    return Hours(choice.is_quiet, choice.day_begins, choice.day_ends, choice.weekends, choice.holidays)


def wants(choice: NoticeChoice, kind: Kind, channel: str) -> bool:
    """Whether this person hears of this kind by "page", "mail" or "push"."""
    proposed = {"page": kind.on_page, "mail": kind.by_mail, "push": kind.by_push}[channel]
    return bool(choice.channels.get(kind.name, {}).get(channel, proposed))


def in_summary(choice: NoticeChoice, kind: Kind) -> bool:
    """Whether what is not mailed at once is in the summary: always, but for a kind left from a mail."""
    return bool(choice.channels.get(kind.name, {}).get("summary", True))


@dataclasses.dataclass
class Wishes:
    """What the persons of one bulk chose. `moments` keeps, for choices that are alike, when things leave."""

    now: dt.datetime
    zones: dict[int, str]
    choices: dict[int, NoticeChoice]
    levels: dict[int, str]
    moments: dict[Any, tuple[dt.datetime | None, dt.datetime | None]] = dataclasses.field(default_factory=dict)

    def hears(self, person: int, kind: Kind) -> bool:
        much = self.levels.get(person, "mine")
        wanted = wants(self.choices.get(person, USUAL), kind, "page")
        return wanted and (kind.reach == "always" or much == "everything" or (much == "mine" and kind.reach == "mine"))

    def leaves(self, person: int, kind: Kind) -> tuple[dt.datetime | None, dt.datetime | None]:
        """When a notice of this kind leaves by mail and by push: None, not by this channel."""
        choice, zone = self.choices.get(person, USUAL), self.zones[person]
        key = (choice.pk if choice is not USUAL else 0, zone)
        found = self.moments.get(key)
        if found is None:
            found = self.moments[key] = moments(choice, zone_named(zone), kind, self.now)
        return found


def moments(choice: NoticeChoice, zone: dt.tzinfo, kind: Kind, now: dt.datetime) -> tuple[dt.datetime | None, dt.datetime | None]:  # fmt: skip
    hours = hours_of(choice)
    if wants(choice, kind, "mail"):
        mail: dt.datetime | None = next_open(now + PATIENCE, hours, zone)
    elif choice.digest == NoticeChoice.Digest.NEVER or not in_summary(choice, kind):
        mail = None
    else:
        mail = next_digest(now, choice.digest == "daily", choice.digest_day, choice.digest_hour, hours, zone)
    return mail, next_open(now, hours, zone) if wants(choice, kind, "push") else None


def wishes_of(people: Iterable[int], *, place: int | None, page: int | None) -> Wishes:
    """Of those who have not left; four statements, whatever their number."""
    ids, now = list(people), clock.now()
    zones = dict(Person.objects.present().filter(pk__among=ids).values_list("pk", "time_zone"))
    choices = {row.person_id: row for row in NoticeChoice.objects.filter(person__among=ids)}
    lasting = Q(until=None) | Q(until__gt=now)
    levels: dict[int, str] = {}
    if place is not None:
        rows = PlaceLevel.objects.filter(lasting, person__among=ids, place_id=place)
        levels |= dict(rows.values_list("person_id", "much"))
    if page is not None:
        of_topic = TopicLevel.objects.filter(lasting, person__among=ids, page_id=page)
        levels |= dict(of_topic.values_list("person_id", "much"))
    return Wishes(now, zones, choices, levels)


def listening(*, place: int | None = None, page: int | None = None, after: int = 0, limit: int = 2000) -> list[int]:
    """Who wants to hear of everything in a place or a conversation: ids above `after`, in order."""
    lasting = Q(until=None) | Q(until__gt=clock.now())
    found: set[int] = set()
    for model, field, value in ((PlaceLevel, "place_id", place), (TopicLevel, "page_id", page)):
        if value is not None:
            rows = model.objects.filter(lasting, much="everything", person_id__gt=after, **{field: value})  # type: ignore[attr-defined]
            found |= set(rows.order_by("person_id").values_list("person_id", flat=True)[:limit])
    return sorted(found)[:limit]


def choice_of(person: Person) -> NoticeChoice:
    """The person's row, or one as usual that is not kept yet."""
    return NoticeChoice.objects.filter(person=person).first() or NoticeChoice(person=person, at=clock.now())


@transaction.atomic
def set_channel(kind: Kind, channel: str, wanted: bool, *, by: Person) -> None:
    choice = NoticeChoice.objects.select_for_update().filter(person=by).first() or choice_of(by)
    choice.channels = {**choice.channels, kind.name: {**choice.channels.get(kind.name, {}), channel: wanted}}
    choice.at = clock.now()
    choice.save()


@transaction.atomic
def set_level(model: Any, about: int, much: str, span: str, *, by: Person) -> None:
    """How much of a place (PlaceLevel) or conversation (TopicLevel) the person hears from now on; "mine" for good is the usual and keeps
    no row."""
    require(much in model.Much.values and span in SPANS, _("Choose what you want to hear of, and for how long."))
    field, length = ("place_id" if model is PlaceLevel else "page_id"), SPANS[span]
    if much == "mine" and length is None:
        model.objects.filter(person=by, **{field: about}).delete()
        return
    row = model(person=by, much=much, until=clock.now() + length if length else None, **{field: about})
    model.objects.bulk_create(
        [row], update_conflicts=True, unique_fields=["person", field], update_fields=["much", "until"]
    )


@transaction.atomic
def keep(choice: NoticeChoice, wanted: dict[tuple[str, str], bool], *, by: Person) -> None:
    """The whole of what a person chose. What already waits leaves by the new hours."""
    channels: dict[str, dict[str, bool]] = {}
    for kind in kinds():
        proposed = {"page": kind.on_page, "mail": kind.by_mail, "push": kind.by_push}
        differs = {c: wanted[kind.name, c] for c in proposed if wanted[kind.name, c] != proposed[c]}
        if (
            not in_summary(choice, kind)
            and not wanted.get((kind.name, "summary"), False)
            and not wanted[kind.name, "mail"]
        ):
            differs["summary"] = False
        if differs:
            channels[kind.name] = differs
    choice.person, choice.channels, choice.at = by, channels, clock.now()
    choice.save()
    hold_again(choice, by)


def hold_again(choice: NoticeChoice, person: Person) -> None:
    now, zone = clock.now(), zone_named(person.time_zone)
    for kind in kinds():
        mail, push = moments(choice, zone, kind, now)
        waiting = Notice.objects.filter(person=person, kind=kind.name, leads=True, read_at=None)
        waiting.filter(mailed_at=None, mail_at__isnull=False).update(mail_at=mail)
        waiting.filter(pushed_at=None, push_at__isnull=False).update(push_at=push)
