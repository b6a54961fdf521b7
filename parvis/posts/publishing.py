"""Drafting and publishing: a draft becomes readable by its audience, once."""

from __future__ import annotations

import dataclasses
import datetime as dt

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from parvis.communities.models import Community
from parvis.kernel import clock
from parvis.kernel.chronicling import kind, record
from parvis.kernel.once import claim
from parvis.kernel.refusals import require
from parvis.people.models import Person
from parvis.posts.attaching import attach
from parvis.posts.models import Audience, Poll, PollOption, Post, Publication
from parvis.posts.naming import give_subjects, name_people, note_first_voice, resolver
from parvis.posts.permissions import may_post_in
from parvis.posts.unfolding import show_links
from parvis.posts.writing import Words, rendered

PUBLISHED = kind("post.published")


@dataclasses.dataclass(frozen=True)
class Ballot:
    """The poll part of a manuscript: two to ten options."""

    options: list[str]
    is_multiple: bool = False
    is_anonymous: bool = True
    ends_at: dt.datetime | None = None


@dataclasses.dataclass(frozen=True)
class Sheet:
    """What the composer sends: words and their kind, the place, and what goes with them."""

    kind: str = "note"
    body: str = ""
    format: str = "markdown"
    title: str = ""
    community: Community | None = None
    attachments: tuple[int, ...] = ()
    poll: Ballot | None = None


def audience_of(community: Community | None) -> str:
    """An open place is read by everyone who works here; the others by their members."""
    is_open = community is None or community.kind == Community.Kind.OPEN
    return Audience.EVERYONE if is_open else Audience.MEMBERS


def words_of(sheet: Sheet, author: Person) -> Words:
    size = "article" if sheet.kind == Post.Kind.ARTICLE else "note"
    return rendered(sheet.body, format=sheet.format, kind=size, resolve=resolver(author, sheet.community))


def check(sheet: Sheet, words: Words) -> None:
    """Refuse what cannot be a post of its kind."""
    require(words.text or sheet.attachments, _("Write a few words before publishing."), field="body")
    if sheet.kind == Post.Kind.ARTICLE:
        require(sheet.title.strip(), _("An article needs a title."), field="title")
    if sheet.kind == Post.Kind.POLL:
        options = sheet.poll.options if sheet.poll else []
        require(2 <= len(options) <= 10, _("A poll has two to ten answers, one per line."), field="options")
        require(
            len({o.casefold() for o in options}) == len(options),
            _("Two answers of the poll are the same."),
            field="options",
        )
        require(all(len(o) <= 120 for o in options), _("An answer has at most 120 characters."), field="options")


@transaction.atomic
def draft(sheet: Sheet, *, by: Person, key: str | None = None) -> Post:
    """Keep a manuscript for its author alone."""
    identifier, fresh = claim(by, key)
    if not fresh:
        return Post.objects.get(pk=identifier)
    require(may_post_in(by, sheet.community), _("You cannot start a post in this place."), field="place")
    words = words_of(sheet, by)
    post = Post(
        id=identifier, kind=sheet.kind, author=by, community=sheet.community, audience=audience_of(sheet.community),
        title=sheet.title.strip(), body_html=words.html, body_text=words.text, drafted_at=clock.now(),
    )  # fmt: skip
    post.save(force_insert=True)
    with_everything(post, sheet, words)
    return post


@transaction.atomic
def publish_new(sheet: Sheet, *, by: Person, key: str | None = None) -> Post:
    """Write and publish in one go. Sent twice with the same key, it publishes once."""
    identifier, fresh = claim(by, key)
    if not fresh:
        return Post.objects.get(pk=identifier)
    words = words_of(sheet, by)
    check(sheet, words)
    require(may_post_in(by, sheet.community), _("You cannot start a post in this place."), field="place")
    now = clock.now()
    post = Post(
        id=identifier, kind=sheet.kind, author=by, community=sheet.community, audience=audience_of(sheet.community),
        title=sheet.title.strip(), body_html=words.html, body_text=words.text,
        drafted_at=now, published_at=now, active_at=now,
    )  # fmt: skip
    post.save(force_insert=True)
    with_everything(post, sheet, words)
    settle(post, by=by, at=now)
    return post


@transaction.atomic
def publish(post: Post, *, by: Person) -> Publication:
    """Make one's draft readable by its audience."""
    require(post.author_id == by.pk, _("Only its author publishes a draft."))
    require(not hasattr(post, "publication"), _("This is already published."))
    require(post.body_text or post.attachments.exists(), _("Write a few words before publishing."), field="body")
    require(may_post_in(by, post.community), _("You cannot start a post in this place."), field="place")
    now = clock.now()
    post.audience, post.published_at, post.active_at = audience_of(post.community), now, now
    post.save(update_fields=["audience", "published_at", "active_at"])
    return settle(post, by=by, at=now)


def settle(post: Post, *, by: Person, at: dt.datetime) -> Publication:
    """The rows that say it is published."""
    publication = Publication(post=post, by=by, at=at)
    publication.save(force_insert=True)
    note_first_voice(by, post=post)
    record(PUBLISHED, by=by, subject=post, place=post.community_id or by.pk, at=at)
    return publication


def with_everything(post: Post, sheet: Sheet, words: Words) -> None:
    """What goes with the words: people named, subjects, attachments, poll, links."""
    if words.mentions:
        name_people(post, words.mentions)
    if words.subjects:
        give_subjects(post, words.subjects)
    if sheet.poll and sheet.kind == Post.Kind.POLL:
        poll = Poll.objects.create(
            post=post,
            is_multiple=sheet.poll.is_multiple,
            is_anonymous=sheet.poll.is_anonymous,
            ends_at=sheet.poll.ends_at,
        )
        PollOption.objects.bulk_create(
            [PollOption(poll=poll, position=n, words=option) for n, option in enumerate(sheet.poll.options)]
        )
    if sheet.attachments:
        attach(post, sheet.attachments, owner=post.author)
    if words.links:
        show_links(post, words.links)
