"""What this area holds on a person: where their reading stands, what they want less of. Known to them alone."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator
from typing import Any

from django.utils.translation import gettext_lazy as _

from parvis.feed.models import CommunityMute, EchoesSince, FeedChoice, PersonMute, PostMute, ReadMark, Visit
from parvis.feed.visiting import DAYS
from parvis.kernel.privacy import Holding, register
from parvis.people.models import Person


def export(person: Person) -> Iterator[dict[str, Any]]:
    for visit in Visit.objects.filter(person=person):
        came = [str(visit.started_at.date() - dt.timedelta(days=bit)) for bit in range(DAYS) if visit.days >> bit & 1]
        yield {"last visit": visit.started_at, "visit before": visit.previous_at, "days with a visit": came}
    for choice in FeedChoice.objects.filter(person=person):
        yield {"shows posts from beyond my team": choice.beyond_my_team}
    for muted_person in PersonMute.objects.filter(person=person).select_related("muted"):
        yield {"less of": muted_person.muted.name, "until": muted_person.until}
    for muted_place in CommunityMute.objects.filter(person=person).select_related("community"):
        yield {"less of": muted_place.community.name, "until": muted_place.until}
    for muted_post in PostMute.objects.filter(person=person):
        yield {"less of": f"post {muted_post.post_id}", "until": muted_post.until}
    for again in EchoesSince.objects.filter(person=person):
        yield {"own echoes counted since": again.at}
    for mark in ReadMark.objects.filter(person=person).order_by("id").iterator():
        yield {"opened": f"post {mark.post_id}", "at": mark.at}


def erase(person: Person) -> None:
    for model in (Visit, FeedChoice, EchoesSince, PersonMute, CommunityMute, PostMute, ReadMark):
        model.objects.filter(person=person).delete()  # type: ignore[attr-defined]
    PersonMute.objects.filter(muted=person).delete()


def declare() -> None:
    register(
        Holding(
            "reading", _("Your reading"),
            ("feed.Visit", "feed.ReadMark", "feed.FeedChoice", "feed.EchoesSince", "feed.PersonMute", "feed.CommunityMute", "feed.PostMute"),
            _("So that your home page says what is new since your last visit and holds less of what you muted. The days you came in the last 28 are kept with it, and how many people come on two days or more is counted. Nobody else ever sees yours, administrators included."),
            _("Until you change it; erased 30 days after you leave."), export, erase,
        )
    )  # fmt: skip
