"""Feeds are asked by jobs, through the guarded door: only what changed, no more than needed, more and more rarely when it fails."""

from __future__ import annotations

import datetime as dt

from django.db import transaction
from django.utils.http import parse_http_date_safe

from parvis.intranet.inside import inside
from parvis.intranet.models import Source
from parvis.intranet.reading import Reading, read_feed
from parvis.intranet.taking import take
from parvis.intranet.troubles import of_answer, of_door
from parvis.kernel import clock, outbound
from parvis.kernel.jobs import every, job

EVERY, LONGEST = dt.timedelta(minutes=15), dt.timedelta(days=1)
LIMIT, SECONDS = 2_000_000, 12.0
ACCEPT = {"Accept": "application/atom+xml,application/rss+xml,application/xml;q=0.9,*/*;q=0.5"}


def ask(address: str, conditions: dict[str, str] | None = None) -> tuple[outbound.Fetched | None, Reading]:
    """Fetch and read an address. (None, …) when nothing came; a reading without trouble nor items when nothing changed (304)."""
    try:
        found = outbound.fetch(
            address, limit=LIMIT, seconds=SECONDS, headers={**ACCEPT, **(conditions or {})}, inside=inside()
        )
    except outbound.Unreachable as no:
        return None, Reading(trouble=of_door(no))
    if found.status == 304:
        return found, Reading()
    if trouble := of_answer(found, LIMIT):
        return found, Reading(trouble=trouble)
    return found, read_feed(found.body, media_type=found.media_type, charset=found.charset, url=found.url)


def patience_of(found: outbound.Fetched | None) -> dt.timedelta:
    """How long the site asks to be left alone (Retry-After), a day at most."""
    said = found.headers.get("retry-after", "") if found else ""
    if said.isdecimal() and len(said) < 9:
        return min(dt.timedelta(seconds=int(said)), LONGEST)
    then = parse_http_date_safe(said)
    wait = dt.datetime.fromtimestamp(then, dt.UTC) - clock.now() if then else dt.timedelta()
    return min(max(wait, dt.timedelta()), LONGEST)


def wait_after(failures: int, found: outbound.Fetched | None = None) -> dt.timedelta:
    """A quarter of an hour; doubled with each failure, to a day; never less than the site asks."""
    return max(min(EVERY * 2 ** min(failures, 8), LONGEST), patience_of(found))


def conditions_of(source: Source) -> dict[str, str]:
    given = {"If-None-Match": source.etag, "If-Modified-Since": source.modified}
    return {name: value for name, value in given.items() if value}


@transaction.atomic
def keep(source_id: int, found: outbound.Fetched | None, reading: Reading) -> None:
    """What came, and when to ask again. A source removed or given another address meanwhile takes nothing."""
    source = Source.objects.select_for_update(of=("self",)).filter(pk=source_id).first()
    if source is None:
        return
    now = clock.now()
    source.asked_at, source.trouble = now, reading.trouble
    if reading.trouble:
        source.failures = min(source.failures + 1, 1000)
    else:
        source.failures, source.succeeded_at = 0, now
        if found is not None and found.status == 200:
            source.etag = found.headers.get("etag", "")[:300]
            source.modified = found.headers.get("last-modified", "")[:100]
    source.next_at = now + (LONGEST if reading.trouble == "gone" else wait_after(source.failures, found))
    source.save()
    take(reading.items, source)


@job(attempts=1, atomic=False)
def fetch_source(source_id: int) -> None:
    """Ask one feed. Two workers never ask the same at once: whoever puts the next time off asks."""
    now = clock.now()
    due = Source.objects.filter(pk=source_id, kind=Source.Kind.FEED, pause=None, next_at__lte=now)
    if not due.update(next_at=now + EVERY):
        return
    source = Source.objects.get(pk=source_id)
    found, reading = ask(source.address, conditions_of(source))
    keep(source_id, found, reading)


@every(dt.timedelta(minutes=5))
@job()
def fetch_due() -> None:
    """The feeds whose time has come, one job each."""
    due = Source.objects.filter(kind=Source.Kind.FEED, pause=None, next_at__lte=clock.now())
    for pk in due.order_by("next_at").values_list("pk", flat=True)[:200]:
        fetch_source.later(source_id=pk)
