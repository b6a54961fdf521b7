"""What this area holds on a person: what they were told, and how they want to hear. Known to them alone."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from django.utils.translation import gettext_lazy as _

from parvis.kernel.privacy import Holding, register
from parvis.notifications.models import FanOut, MailTrouble, Notice, NoticeChoice, PlaceLevel, PushDevice, TopicLevel
from parvis.people.models import Person


def export(person: Person) -> Iterator[dict[str, Any]]:
    """Not the words: they are their authors', and may be read no longer."""
    for notice in Notice.objects.filter(person=person).order_by("id").iterator():
        yield {"told": notice.kind, "at": notice.at, "read": notice.read_at, "mailed": notice.mailed_at, "pushed": notice.pushed_at}  # fmt: skip
    for choice in NoticeChoice.objects.filter(person=person):
        yield {
            "channels": choice.channels, "summary": choice.digest, "at": choice.digest_hour, "on": choice.digest_day,
            "in peace": choice.is_quiet, "day": f"{choice.day_begins}-{choice.day_ends}", "week-ends off": choice.weekends, "holidays off": choice.holidays,
        }  # fmt: skip
    for trouble in MailTrouble.objects.filter(person=person):
        yield {"mails come back from": trouble.email, "because": trouble.why, "at": trouble.at}
    for device in PushDevice.objects.filter(person=person):
        yield {"told on": device.name, "through": device.address.split("/")[2], "since": device.at}
    for place in PlaceLevel.objects.filter(person=person):
        yield {"of place": str(place.place_id), "hears": place.much, "until": place.until}
    for topic in TopicLevel.objects.filter(person=person):
        yield {"of conversation": str(topic.page_id), "hears": topic.much, "until": topic.until}


def erase(person: Person) -> None:
    for model in (Notice, NoticeChoice, MailTrouble, PushDevice, PlaceLevel, TopicLevel):
        model.objects.filter(person=person).delete()  # type: ignore[attr-defined]
    FanOut.objects.filter(by=person).update(by=None)


def declare() -> None:
    register(
        Holding(
            "notices", _("Your notices"),
            ("notifications.Notice", "notifications.FanOut", "notifications.MailTrouble", "notifications.NoticeChoice", "notifications.PlaceLevel", "notifications.PushDevice", "notifications.TopicLevel"),
            _("What you were told, so that you find it again and are never told twice, and how you want to hear. Nobody else ever sees it: not what you mute, not your hours."),
            _("Notices, 90 days. Your choices until you change them; all is erased 30 days after you leave."), export, erase,
        )
    )  # fmt: skip
