"""Keeping what somebody writes, exactly as typed, while they type it. What was acknowledged is on disk; two pages that write the
same draft never overwrite one another: the later one is told, and both texts are kept."""

from __future__ import annotations

import dataclasses
import datetime as dt
from collections.abc import Mapping
from typing import Any

from django.db import transaction
from django.utils.translation import gettext as _

from parvis.communities.models import Community
from parvis.kernel import clock
from parvis.kernel.ids import ids_in
from parvis.kernel.lines import line
from parvis.kernel.refusals import Refused, require
from parvis.people.models import Person
from parvis.posts.begun import is_elsewhere
from parvis.posts.holding import hold
from parvis.posts.models import Comment, Draft, Post
from parvis.posts.naming import places_for
from parvis.posts.permissions import may_post_in
from parvis.posts.publishing import Sheet, audience_of, words_of
from parvis.posts.remembering import put_aside, remember
from parvis.posts.reopening import reopened
from parvis.posts.writing import plain

FIELDS = (
    "kind",
    "place",
    "title",
    "body",
    "format",
    "options",
    "is_multiple",
    "is_anonymous",
    "ends_on",
    "for_service",
    "link",
)
TYPED = ("title", "body", "options")
MOST = 400_000
KEPT, MOVED, SENT, NOTHING = "kept", "moved", "sent", "nothing"


@dataclasses.dataclass(frozen=True)
class Typed:
    """One save, as a page sends it: `version` is the one it began from, `tab` the page, `step` its how manieth save, `ago` how long
    since the last key."""

    key: str
    fields: Mapping[str, Any]
    version: int = 0
    tab: str = ""
    step: int = 0
    ago: dt.timedelta = dt.timedelta()

    @property
    def is_empty(self) -> bool:
        held = self.fields.get("files") or self.fields.get("cover")
        return not held and not any(str(self.fields.get(name, "")).strip() for name in TYPED)


@dataclasses.dataclass(frozen=True)
class About:
    """What the words answer, when they are a comment."""

    post: Post | None = None
    answers: Comment | None = None


@dataclasses.dataclass(frozen=True)
class Kept:
    """What became of a save: kept · moved (the draft was continued elsewhere: both texts are kept) · sent (published meanwhile) ·
    nothing (no word yet). `is_newer`: moved, and what was sent is newer than what is here."""

    draft: Draft | None
    state: str
    is_newer: bool = False


def key_of_comment(post_id: int, to: int | None) -> str:
    """One draft for each post and each comment answered, on every device."""
    return f"comment-{post_id}-{to or ''}"


def found(by: Person, key: str) -> Draft | None:
    """The person's draft of this key, held until the end of the transaction."""
    return Draft.objects.visible_to(by).select_for_update(of=("self",)).select_related("post").filter(key=key).first()


def is_over(draft: Draft, tab: str) -> bool:
    """Published; or an answer this very page has sent."""
    if draft.post is not None:
        return draft.post.published_at is not None
    return draft.sent_at is not None and draft.tab == tab


@transaction.atomic
def keep(typed: Typed, *, by: Person, about: About | None = None) -> Kept:
    """Keep what a page holds. Sent twice or late, it is kept once and never goes back. Raises Refused when too long."""
    size = sum(len(str(value)) for value in typed.fields.values())
    require(size <= MOST, _("This is too long to be kept as a draft: cut it in two."), field="body")
    draft = found(by, typed.key)
    if draft is None:
        if typed.is_empty:
            return Kept(None, NOTHING)
        draft = begin(typed.key, by=by, about=about)
    if is_over(draft, typed.tab):
        return Kept(draft, SENT)
    if typed.fields != draft.fields:
        if typed.tab and typed.tab == draft.tab:
            if typed.step <= draft.step:
                return Kept(draft, KEPT)
        elif typed.version != draft.version and draft.fields:
            put_aside(draft, dict(typed.fields), tab=typed.tab)
            return Kept(draft, MOVED, clock.now() - typed.ago > draft.at)
    write(draft, typed, by=by)
    return Kept(draft, KEPT)


def begin(key: str, *, by: Person, about: About | None) -> Draft:
    """A new draft. One that exists as a post without any (undone, or made by a program) is taken up: its key is `post-` and its id."""
    about = about or About()
    post = None
    if key.startswith("post-"):
        [pk] = ids_in([key.removeprefix("post-")]) or [0]
        post = Post.objects.drafted_by(by).filter(pk=pk, draft=None).exclude(kind=Post.Kind.SHARE).first()
    made, fresh = Draft.objects.get_or_create(
        author=by, key=key,
        defaults={"post": post, "on_post": about.post, "answers": about.answers, "at": clock.now()},
    )  # fmt: skip
    return made if fresh else found(by, key) or made


def write(draft: Draft, typed: Typed, *, by: Person, always: bool = False) -> None:
    """What the page holds takes the place of what the draft said, which is remembered."""
    remember(draft, dict(typed.fields), tab=typed.tab, always=always)
    is_changed = draft.fields != typed.fields
    draft.fields, draft.tab, draft.step = dict(typed.fields), typed.tab, typed.step
    draft.sent_at = None
    if is_changed:
        draft.version += 1
        draft.at = clock.now()
        if draft.on_post_id is None and not is_elsewhere(draft.key):
            mirror(draft, by=by)
    draft.save()


def place_of(draft: Draft, *, by: Person) -> Community | None:
    """The place the draft is meant for. One that is lost meanwhile stays, and refuses at publication; a new one must be allowed."""
    slug, post = str(draft.fields.get("place") or ""), draft.post
    if post is not None and slug == (post.community.slug if post.community else ""):
        return post.community
    community = {place.slug: place for place in places_for(by)}.get(slug)
    require(community is not None or not slug, _("You cannot start a post in this place."), field="place")
    require(may_post_in(by, community), _("You cannot start a post in this place."), field="place")
    return community


def sheet_of(draft: Draft, community: Community | None) -> Sheet:
    fields = draft.fields
    kind = fields.get("kind") if fields.get("kind") in Post.Kind.values else Post.Kind.NOTE
    return Sheet(
        kind=str(kind), body=str(fields.get("body", "")), format="html" if fields.get("format") == "html" else "markdown",
        title=str(fields.get("title", "")), community=community, for_service=bool(fields.get("for_service")), link=str(fields.get("link", ""))[:2000],
    )  # fmt: skip


def mirror(draft: Draft, *, by: Person) -> None:
    """The post behind the draft says the same, as far as its words can be drawn: what cannot be yet (too long) is said when it is
    published, and the draft has it whole."""
    community = place_of(draft, by=by)
    sheet, now = sheet_of(draft, community), clock.now()
    post = draft.post or Post(author=by, drafted_at=now)
    try:
        words = words_of(sheet, by, None if draft.post is None else post)
    except Refused:
        words = None
    post.kind, post.community, post.audience = sheet.kind, community, audience_of(community)
    post.title = line(sheet.title)[:200]
    if words is not None:
        post.body_html, post.body_text = words.html, words.text
    elif not post.body_text:
        post.body_text = plain(sheet.body)[:1000]
    if draft.post is not None:
        post.version += 1
    post.save()
    draft.post = post
    cover = ids_in([draft.fields.get("cover")])
    hold(
        post, ids_in(draft.fields.get("files") or []), cover=cover[0] if cover else None,
        pictures=None if words is None else words.pictures, owner=by,
    )  # fmt: skip


@transaction.atomic
def restore(draft: Draft, number: int, *, by: Person) -> Draft:
    """A former version is the draft again; what it said is remembered."""
    held = found(by, draft.key)
    require(held is not None and not is_over(held, ""), _("This is already published."))
    version = draft.versions.filter(number=number).first()
    require(version is not None, _("This version is no longer kept."))
    assert held is not None
    assert version is not None
    write(held, Typed(held.key, version.fields, tab=""), by=by, always=True)
    return held


@transaction.atomic
def sent(by: Person, key: str, *, tab: str = "") -> None:
    """The answer was sent: its draft holds nothing more, and saves still on their way are not taken for a new one."""
    draft = found(by, key)
    if draft is None and tab:
        draft = begin(key, by=by, about=None)
    if draft is not None:
        draft.versions.all().delete()
        draft.fields, draft.tab, draft.sent_at, draft.at = {}, tab, clock.now(), clock.now()
        draft.version += 1
        draft.save()


@transaction.atomic
def come_back(key: str, words: str, *, by: Person, about: About | None = None) -> Draft:
    """Words (HTML as stored) that were sent and taken back before others saw them are the draft of their form again, on any device.
    What was begun there meanwhile is remembered."""
    draft = found(by, key) or begin(key, by=by, about=about)
    draft.on_post, draft.answers = (about.post, about.answers) if about else (None, None)
    write(draft, Typed(key, {"body": reopened(words), "format": "html"}), by=by, always=True)
    return draft


@transaction.atomic
def drop_typed(post: Post, *, by: Person) -> None:
    """The words of an unpublished post were changed by other means than its draft: those are the draft now, what was typed is
    remembered."""
    row = Draft.objects.visible_to(by).filter(post=post).first()
    draft = found(by, row.key) if row and post.published_at is None else None
    if draft is not None and draft.fields:
        remember(draft, {}, tab="", always=True)
        draft.fields, draft.tab, draft.at = {}, "", clock.now()
        draft.version += 1
        draft.save()
