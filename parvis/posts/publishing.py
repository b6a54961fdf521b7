"""Drafting and publishing: a draft becomes readable by its audience, once (see `arriving` for when)."""

from __future__ import annotations

import dataclasses
import datetime as dt

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from parvis.communities.models import Community
from parvis.kernel import clock
from parvis.kernel.addresses import canonical
from parvis.kernel.compiled import insert
from parvis.kernel.lines import likeness, line
from parvis.kernel.once import claim
from parvis.kernel.refusals import require
from parvis.people.models import Person
from parvis.posts.arriving import arrive, arrives_at
from parvis.posts.attaching import attach
from parvis.posts.illustrating import gallery, illustrate, require_described
from parvis.posts.models import Audience, Poll, PollOption, Post
from parvis.posts.naming import give_subjects, name_people, resolver
from parvis.posts.permissions import may_post_in
from parvis.posts.repeating import refuse_again
from parvis.posts.signing import require_still, sign
from parvis.posts.typesetting import typeset_line
from parvis.posts.unfolding import show_links
from parvis.posts.writing import Words, rendered

MOST_OPTION = 120


@dataclasses.dataclass(frozen=True)
class Ballot:
    """The poll part of a manuscript: two to ten options, kept as readers see them."""

    options: list[str]
    is_multiple: bool = False
    is_anonymous: bool = True
    ends_at: dt.datetime | None = None

    def __post_init__(self) -> None:
        object.__setattr__(self, "options", [seen for option in self.options if (seen := line(option))])

    @property
    def printed(self) -> list[str]:
        """The answers as they are kept; one may tell the language of the others."""
        return [typeset_line(option, beside=" ".join(self.options), most=MOST_OPTION) for option in self.options]


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
    # The picture above an article: an attachment, 0 for none, None to leave it as it is.
    cover: int | None = None
    # Signed by the author's service too.
    for_service: bool = False
    # An address put beside the words: a fact that they explain, a page they speak of.
    link: str = ""

    @property
    def headline(self) -> str:
        """The title as it is kept: one line, without what nobody sees, set as French prints it."""
        return typeset_line(line(self.title), beside=self.body)


def audience_of(community: Community | None) -> str:
    """An open place is read by everyone who works here; the others by their members."""
    is_open = community is None or community.kind == Community.Kind.OPEN
    return Audience.EVERYONE if is_open else Audience.MEMBERS


def words_of(sheet: Sheet, author: Person, post: Post | None = None) -> Words:
    size = "article" if sheet.kind == Post.Kind.ARTICLE else "note"
    return rendered(
        sheet.body, format=sheet.format, kind=size, resolve=resolver(author, sheet.community), gallery=gallery(author, post)
    )  # fmt: skip


def check(sheet: Sheet, words: Words) -> None:
    """Refuse what cannot be a post of its kind."""
    require(words.html or sheet.attachments, _("Write a few words before publishing."), field="body")
    require_described(words.html)
    if sheet.kind == Post.Kind.ARTICLE:
        require(sheet.headline, _("An article needs a title."), field="title")
    if sheet.kind == Post.Kind.POLL:
        options = sheet.poll.options if sheet.poll else []
        require(2 <= len(options) <= 10, _("A poll has two to ten answers, one per line."), field="options")
        require(
            len({likeness(o) for o in options}) == len(options),
            _("Two answers of the poll are the same."),
            field="options",
        )
        require(
            all(len(o) <= MOST_OPTION for o in options), _("An answer has at most 120 characters."), field="options"
        )


@transaction.atomic
def draft(sheet: Sheet, *, by: Person, key: str | None = None, once: bool = False) -> Post:
    """Keep a manuscript for its author alone. `once`: raise SentAlready when it was kept a moment ago."""
    identifier, fresh = claim(by, key)
    if not fresh:
        return Post.objects.get(pk=identifier)
    require(may_post_in(by, sheet.community), _("You cannot start a post in this place."), field="place")
    words = words_of(sheet, by)
    if once:
        refuse_again(sheet, sheet.headline, words.html, by=by, is_draft=True)
    post = Post(
        id=identifier, kind=sheet.kind, author=by, community=sheet.community, audience=audience_of(sheet.community),
        title=sheet.headline, body_html=words.html, body_text=words.text, drafted_at=clock.now(),
    )  # fmt: skip
    post.save(force_insert=True)
    with_everything(post, sheet, words)
    return post


@transaction.atomic
def publish_new(sheet: Sheet, *, by: Person, key: str | None = None, once: bool = False) -> Post:
    """Write and publish in one go. Sent twice with the same key, it publishes once; `once`: raise SentAlready when the same was
    published a moment ago with another key."""
    identifier, fresh = claim(by, key)
    if not fresh:
        return Post.objects.get(pk=identifier)
    words = words_of(sheet, by)
    check(sheet, words)
    require(may_post_in(by, sheet.community), _("You cannot start a post in this place."), field="place")
    if once:
        refuse_again(sheet, sheet.headline, words.html, by=by)
    now = clock.now()
    post = Post(
        id=identifier, kind=sheet.kind, author=by, community=sheet.community, audience=audience_of(sheet.community),
        title=sheet.headline, body_html=words.html, body_text=words.text,
        drafted_at=now, published_at=now, settles_at=arrives_at(by, now),
    )  # fmt: skip
    insert(post)
    with_everything(post, sheet, words)
    if post.settles_at is None:
        arrive(post, at=now)
    return post


@transaction.atomic
def publish(post: Post, *, by: Person) -> Post:
    """Make one's draft readable by its audience, once it has settled."""
    require(post.author_id == by.pk, _("Only its author publishes a draft."))
    require(post.published_at is None, _("This is already published."))
    require(post.body_html or post.attachments.exists(), _("Write a few words before publishing."), field="body")
    require_described(post.body_html)
    if post.kind == Post.Kind.SHARE:
        is_there = Post.objects.visible_to(by).filter(shares__post=post).exists()
        require(is_there, _("What you pass on can no longer be read."))
    require(may_post_in(by, post.community), _("You cannot start a post in this place."), field="place")
    require_still(post, by=by)
    post.audience, post.published_at = audience_of(post.community), clock.now()
    post.settles_at = arrives_at(by, post.published_at)
    post.save(update_fields=["audience", "published_at", "settles_at"])
    if post.settles_at is None:
        arrive(post, at=post.published_at)
    return post


def with_everything(post: Post, sheet: Sheet, words: Words) -> None:
    """What goes with the words: people named, subjects, attachments, poll, links."""
    if words.mentions:
        name_people(post, words.mentions)
    if words.subjects:
        give_subjects(post, words.subjects)
    if sheet.for_service:
        sign(post, by=post.author)
    if sheet.poll and sheet.kind == Post.Kind.POLL:
        poll = Poll.objects.create(
            post=post,
            is_multiple=sheet.poll.is_multiple,
            is_anonymous=sheet.poll.is_anonymous,
            ends_at=sheet.poll.ends_at,
        )
        PollOption.objects.bulk_create(
            [PollOption(poll=poll, position=n, words=option) for n, option in enumerate(sheet.poll.printed)]
        )
    if sheet.attachments:
        attach(post, sheet.attachments, owner=post.author)
    if words.pictures or sheet.cover:
        illustrate(post, words.pictures, cover=sheet.cover, owner=post.author)
    if words.links or sheet.link:
        show_links(post, words.links, canonical(sheet.link))
