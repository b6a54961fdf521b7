"""The history of a draft: what it said before, thinned as it ages, gone after 30 days."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable
from typing import Any

from django.db.models import Max

from parvis.kernel import clock
from parvis.kernel.jobs import every, job
from parvis.posts.models import Draft, DraftVersion

# A version is made when so long has passed since the last, when another page writes, or when so much is taken away at once.
APART = dt.timedelta(minutes=5)
MUCH = 120
KEPT = dt.timedelta(days=30)
A_DAY = dt.timedelta(days=1)
# From this age on, one version per so long: (age, bucket).
THINNING = ((dt.timedelta(days=7), A_DAY), (A_DAY, dt.timedelta(hours=1)))


def size_of(fields: dict[str, Any]) -> int:
    return sum(len(str(fields.get(name, ""))) for name in ("title", "body", "options"))


def last(draft: Draft) -> DraftVersion | None:
    return draft.versions.order_by("-number").first()


def add(draft: Draft, fields: dict[str, Any], *, tab: str, is_aside: bool = False) -> DraftVersion:
    number = (draft.versions.aggregate(last=Max("number"))["last"] or 0) + 1
    return DraftVersion.objects.create(
        draft=draft, number=number, fields=fields, tab=tab, is_aside=is_aside, at=clock.now()
    )


def remember(draft: Draft, fields: dict[str, Any], *, tab: str, always: bool = False) -> None:
    """Before `fields` take the place of what the draft says: keep what it says, when that is a distinct state."""
    if not draft.version or not size_of(draft.fields) or draft.fields == fields:
        return
    before = last(draft)
    is_apart = before is None or clock.now() - before.at >= APART
    if always or is_apart or tab != draft.tab or size_of(draft.fields) - size_of(fields) >= MUCH:
        add(draft, draft.fields, tab=draft.tab)


def put_aside(draft: Draft, fields: dict[str, Any], *, tab: str) -> DraftVersion:
    """Keep the text of a page that met a newer one; the next saves of the same page take its place."""
    row = last(draft)
    if row is not None and row.is_aside and row.tab == tab:
        DraftVersion.objects.filter(pk=row.pk).update(fields=fields, at=clock.now())
        return row
    return add(draft, fields, tab=tab, is_aside=True)


def too_many(versions: Iterable[DraftVersion], now: dt.datetime) -> list[int]:
    """Of a draft's versions, newest first, those that another of the same hour (or day) makes needless."""
    seen: set[tuple[dt.timedelta, int]] = set()
    needless = []
    for version in versions:
        bucket = next((bucket for age, bucket in THINNING if now - version.at > age), None)
        if bucket is None or version.is_aside:
            continue
        slot = (bucket, int(version.at.timestamp() // bucket.total_seconds()))
        if slot in seen:
            needless.append(version.pk)
        seen.add(slot)
    return needless


@every(A_DAY)
@job()
def forget_old_versions() -> None:
    """Versions of more than 30 days go; older than a day, one an hour is left; than a week, one a day. What was sent goes too."""
    now = clock.now()
    DraftVersion.objects.filter(at__lt=now - KEPT).delete()
    for draft in Draft.objects.filter(versions__at__lt=now - A_DAY).distinct().only("pk").iterator():
        DraftVersion.objects.filter(pk__in=too_many(draft.versions.order_by("-number"), now)).delete()
    Draft.objects.filter(post=None, sent_at__lt=now - A_DAY).delete()
    Draft.objects.filter(post__published_at__lt=now - A_DAY).delete()
