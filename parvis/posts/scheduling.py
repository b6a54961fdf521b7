"""Publishing at an hour one chose: changed or cancelled until it goes. The row is the promise: the job takes it away first, in the
transaction that publishes, so what was cancelled or changed never goes."""

from __future__ import annotations

import datetime as dt
import logging

from django.db import transaction
from django.utils import timezone, translation
from django.utils.translation import gettext_lazy as _

from parvis.interface.words import in_words
from parvis.kernel import clock
from parvis.kernel.ids import ids_in
from parvis.kernel.jobs import job
from parvis.kernel.refusals import Refused, require
from parvis.people.models import Person
from parvis.posts.drafting import found, place_of, sheet_of
from parvis.posts.models import Draft, Post, QuietHours, Schedule
from parvis.posts.permissions import may_post_in
from parvis.posts.publishing import Ballot, Sheet, publish
from parvis.posts.quiet_hours import next_open, zone_of
from parvis.posts.releasing import release
from parvis.posts.rereading import require_clear

log = logging.getLogger("parvis.posts")
FURTHEST = dt.timedelta(days=366)
# So much later than promised (the worker was down), it is asked again whether the hour is a quiet one.
LATE = dt.timedelta(minutes=20)


class Quiet(Refused):
    """The moment is within quiet hours; `opens` is the next that is not."""

    def __init__(self, opens: dt.datetime, zone: dt.tzinfo) -> None:
        at = in_words(timezone.localtime(opens, zone), "l j F, H:i")
        words = _(
            "At that hour your colleagues are left in peace. The next open moment is %(at)s: it is in the field now."
        )
        super().__init__(words % {"at": at}, field="at")
        self.opens = opens


@transaction.atomic
def schedule(post: Post, at: dt.datetime, *, by: Person) -> Schedule:
    """Promise to publish the draft at `at`, or change the promise. Raises Quiet within quiet hours."""
    require(post.author_id == by.pk, _("Only its author publishes a draft."))
    require(post.published_at is None, _("This is already published."))
    now = clock.now()
    require(at > now, _("Choose a moment in the future."), field="at")
    require(at < now + FURTHEST, _("Choose a moment within a year."), field="at")
    opens = next_open(at, by)
    if opens != at:
        raise Quiet(opens, zone_of(by))
    Schedule.objects.filter(post=post).delete()
    row = Schedule.objects.create(post=post, at=at, made_at=now)
    publish_scheduled.at(at, schedule_id=row.pk)
    return row


@transaction.atomic
def cancel(post: Post, *, by: Person) -> dt.datetime | None:
    """It stays a draft. The moment it would have gone, None when nothing was promised any more."""
    require(post.author_id == by.pk, _("Only its author publishes a draft."))
    row = Schedule.objects.filter(post=post).first()
    gone, _by_model = Schedule.objects.filter(post=post).delete()
    return row.at if row and gone and row.missed_at is None else None


def sheet_promised(draft: Draft, *, by: Person) -> Sheet:
    """The manuscript as the draft holds it now, with its poll and its files."""
    fields, sheet = draft.fields, sheet_of(draft, place_of(draft, by=by))
    options = [option for option in str(fields.get("options", "")).splitlines() if option.strip()]
    ends = fields.get("ends_on") or ""
    poll = None
    if sheet.kind == Post.Kind.POLL:
        last = dt.datetime.combine(dt.date.fromisoformat(ends), dt.time(23, 59), zone_of(by)) if ends else None
        poll = Ballot(options, bool(fields.get("is_multiple")), bool(fields.get("is_anonymous")), last)
    cover = ids_in([fields.get("cover")])
    return Sheet(
        kind=sheet.kind, body=sheet.body, format=sheet.format, title=sheet.title, community=sheet.community,
        attachments=tuple(ids_in(fields.get("files") or [])), poll=poll, for_service=sheet.for_service, link=sheet.link,
        cover=cover[0] if cover and sheet.kind == Post.Kind.ARTICLE else None,
    )  # fmt: skip


@transaction.atomic
def publish_draft(post: Post, *, by: Person) -> None:
    """Publish a draft as it was last kept. Raises Refused."""
    require(post.author_id == by.pk, _("Only its author publishes a draft."))
    row = Draft.objects.visible_to(by).filter(post=post).first()
    draft = found(by, row.key) if row else None
    Schedule.objects.filter(post=post).delete()
    if draft is None or not draft.fields:
        publish(post, by=by)
        return
    require(draft.post is not None and draft.post.published_at is None, _("This is already published."))
    sheet = sheet_promised(draft, by=by)
    require(may_post_in(by, sheet.community), _("You cannot start a post in this place."), field="place")
    require_clear(sheet, by=by)
    release(draft, sheet, by=by)


@job()
def publish_scheduled(schedule_id: int) -> None:
    """Keep the promise. What cannot go (place archived, right lost, a check that stops) stays a draft, and its author is told."""
    row = Schedule.objects.filter(pk=schedule_id, missed_at=None).select_related("post", "post__author").first()
    if row is None:
        return
    post, author, now = row.post, row.post.author, clock.now()
    # The first write: whoever cancels or changes it meanwhile waits for this transaction, and finds the row gone.
    gone, _by_model = Schedule.objects.filter(pk=schedule_id, missed_at=None).delete()
    if not gone or post.published_at is not None:
        return
    opens = next_open(now, author)
    if now - row.at > LATE and opens != now:
        later = Schedule.objects.create(post=post, at=opens, made_at=now)
        publish_scheduled.at(opens, schedule_id=later.pk)
        return
    with translation.override(author.language or None), timezone.override(zone_of(author)):
        try:
            with transaction.atomic():
                publish_draft(Post.objects.select_related("community", "author").get(pk=post.pk), by=author)
        except Refused as no:
            log.info("a scheduled post could not go: %s", no.message)
            Schedule.objects.create(post=post, at=row.at, made_at=row.made_at, missed_at=now, why=str(no.message)[:400])


def keep_quiet(begins: dt.time, ends: dt.time, *, weekends: bool, person: Person | None) -> QuietHours:
    """The quiet hours of the organisation (`person` None) or of one person."""
    now = clock.now()
    row, _made = QuietHours.objects.update_or_create(
        person=person, defaults={"begins": begins, "ends": ends, "weekends": weekends, "at": now}
    )
    return row
