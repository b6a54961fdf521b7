"""Less of something on one's home page: a post, a person, a community; for a day, a week, always. Known to oneself alone."""

from __future__ import annotations

import datetime as dt
from typing import Any

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from parvis.communities.models import Community
from parvis.feed.models import CommunityMute, PersonMute, PostMute
from parvis.kernel import clock
from parvis.kernel.refusals import require
from parvis.people.models import Person
from parvis.posts.models import Post

SPANS = {"day": dt.timedelta(days=1), "week": dt.timedelta(days=7), "always": None}
MODELS: dict[type[Any], tuple[type[Any], str]] = {
    Post: (PostMute, "post"), Person: (PersonMute, "muted"), Community: (CommunityMute, "community"),
}  # fmt: skip


@transaction.atomic
def mute(what: Post | Person | Community, *, by: Person, span: str) -> None:
    """Leave `what` out of one's home until the span ends; a new span replaces the former."""
    require(span in SPANS, _("Choose for how long."))
    length = SPANS[span]
    model, field = MODELS[type(what)]
    until = clock.now() + length if length else None
    row = model(person=by, until=until, **{field: what})
    model.objects.bulk_create([row], update_conflicts=True, unique_fields=["person", field], update_fields=["until"])


@transaction.atomic
def unmute(model: type[Any], pk: int, *, by: Person) -> None:
    model.objects.filter(pk=pk, person=by).delete()


def mutes_of(person: Person) -> list[tuple[str, Any, str, dt.datetime | None]]:
    """(kind, row, its words, until) of every mute of the person that has not ended."""
    now, found = clock.now(), []
    for name, model, field in (
        ("post", PostMute, "post"),
        ("person", PersonMute, "muted"),
        ("community", CommunityMute, "community"),
    ):
        for row in model.objects.filter(person=person).select_related(field):
            if row.until is None or row.until > now:
                what = getattr(row, field)
                words = what.name if name != "post" else (what.title or what.body_text)[:80]
                found.append((name, row, words, row.until))
    return found
