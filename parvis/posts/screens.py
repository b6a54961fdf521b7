"""Reads for pages: everything a card or a thread shows, in a constant number of queries, as plain values."""

from __future__ import annotations

import dataclasses
import datetime as dt
from collections.abc import Iterable, Sequence
from typing import Any

from markupsafe import Markup

from parvis.communities.standing import standing_of
from parvis.kernel import clock
from parvis.people.models import Person
from parvis.people.permissions import COMMUNICATOR, MODERATOR
from parvis.posts.marks import Marks, marks_of
from parvis.posts.models import SIGNS, Comment, Poll, PollOption, Post, Sign, UnsettledComment
from parvis.posts.reads import poll_rows, post_rows, previews, read_posts, thread_rows
from parvis.posts.rows import CommentRow, PostRow, Thread, with_own
from parvis.posts.voting import is_over

CLAMP = 900


@dataclasses.dataclass(slots=True)
class Card:
    """A post as one reader sees it. `mine` is the reader's reaction; `why` is said above it (set by the feed)."""

    post: PostRow
    mine: str = ""
    bookmarked: bool = False
    me_too: bool = False
    is_first: bool = False
    is_new: bool = False
    fresh: bool = False  # the reader's reaction has not settled
    asking: bool = False  # nor has their “me too”
    comments: Sequence[CommentCard] = ()
    poll: PollCard | None = None
    original: Card | None = None
    why: str = ""
    why_kind: str = ""
    saying: Sequence[UnsettledComment] = ()
    may_ask: bool = False  # the reader may ask others to say that they have read it
    also: list[tuple[str, str]] = dataclasses.field(default_factory=list)  # where the same is too (set by the feed)
    spoken: Sequence[tuple[str, str, str]] = ()  # who else speaks of the same page: author, place, address (the feed)
    spoken_more: tuple[int, str] = (0, "")  # how many more, and where all are

    @property
    def body(self) -> Markup:
        return Markup(self.post.body_html)  # noqa: S704 (sanitised on write)

    @property
    def embeds(self) -> Markup:
        return Markup(self.post.embeds_html)  # noqa: S704 (made by us on write)

    @property
    def is_long(self) -> bool:
        return self.post.length > CLAMP

    @property
    def signs(self) -> list[tuple[str, str, int]]:
        return sign_counts(self.post)

    @property
    def waits(self) -> bool:
        """It has not settled: its author alone sees it."""
        return self.post.settles_at is not None

    @property
    def asks(self) -> dt.datetime | None:
        """Until when its readers are asked to say that they have read it; None: they are not, or no longer."""
        until = self.post.must_read_until
        return until if until is not None and until > clock.now() else None


@dataclasses.dataclass(slots=True)
class CommentCard:
    comment: CommentRow
    mine: str = ""
    is_first: bool = False
    is_accepted: bool = False
    fresh: bool = False
    replies: list[CommentCard] = dataclasses.field(default_factory=list)

    @property
    def body(self) -> Markup:
        return Markup(self.comment.body_html)  # noqa: S704 (sanitised on write)

    @property
    def signs(self) -> list[tuple[str, str, int]]:
        return sign_counts(self.comment)


class Conversation(list[CommentCard]):
    """The comments directly under a post, with their replies. `number` is set when nothing in it is the reader's own and the
    process keeps it (`rows.Thread`): then it is drawn alike for all who have the same rights, `dates` said alike, and the same
    comment `accepted`."""

    number: int | None = None
    accepted: frozenset[int] = frozenset()
    dates: Sequence[dt.datetime] = ()


@dataclasses.dataclass(slots=True)
class PollCard:
    poll: Poll
    options: list[PollOption]
    voted: bool
    over: bool
    fresh: bool = False  # the reader's vote has not settled: they alone see it counted

    @property
    def total(self) -> int:
        return max(1, self.poll.voter_count)


def sign_counts(row: Any) -> list[tuple[str, str, int]]:
    """(sign, its word, how many), most used first; signs nobody used left out."""
    found = [(sign, str(Sign(sign).label), getattr(row, f"{sign}_count")) for sign in SIGNS]
    return sorted((entry for entry in found if entry[2]), key=lambda entry: -entry[2])


def greets(viewer: Person, post: PostRow, author_id: int) -> bool:
    """Whether `viewer` is shown that this voice is a first one: a host of the place, or a follower."""
    standing = standing_of(viewer)
    if author_id in standing.followed or post.community_id in standing.hosted:
        return True
    is_everyones = post.community_id is None or bool(post.community_everyone)
    return is_everyones and bool(standing.powers & {COMMUNICATOR, MODERATOR})


def cards_for(viewer: Person, ids: Iterable[int], *, with_comments: bool = True) -> list[Card]:
    """Cards of those of the posts (ids) that `viewer` may read, in the order given."""
    found = post_rows(viewer, list(ids))
    return cards_of(viewer, [found[pk] for pk in ids if pk in found], with_comments=with_comments)


def cards_of(viewer: Person, posts: list[PostRow], *, with_comments: bool = True) -> list[Card]:
    comments = previews(posts) if with_comments else []
    ids = [post.id for post in posts]
    marks = marks_of(viewer, ids, [comment.id for comment in comments])
    said: dict[int, list[CommentCard]] = {}
    by_id = {post.id: post for post in posts}
    for comment in comments:
        first = comment.id in marks.said_first and greets(viewer, by_id[comment.post_id], comment.author_id)
        said.setdefault(comment.post_id, []).append(CommentCard(comment, is_first=first))
    cards = [card_of(viewer, post, marks, said.get(post.id, ())) for post in posts]
    add_polls(viewer, cards)
    add_originals(viewer, cards)
    return cards


def card_of(viewer: Person, post: PostRow, marks: Marks, comments: Sequence[CommentCard] = ()) -> Card:
    pk = post.id
    first = pk in marks.first and greets(viewer, post, post.author_id)
    mine, fresh = marks.sign.get(pk, ""), pk in marks.fresh
    if fresh:
        post, mine = with_own(post, mine, marks.fresh[pk]), marks.fresh[pk]
    asking = pk in marks.asking
    if asking:
        post = post._replace(me_too_count=post.me_too_count + 1)
    return Card(post, mine, pk in marks.kept, asking or pk in marks.too, first, fresh=fresh, asking=asking, comments=comments)  # fmt: skip


def add_polls(viewer: Person, cards: list[Card]) -> None:
    ids = [card.post.id for card in cards if card.post.kind == Post.Kind.POLL]
    found = poll_rows(viewer, ids) if ids else {}
    for card in cards:
        if card.post.id in found:
            poll, options, voted, fresh = found[card.post.id]
            poll.voter_count += bool(fresh)
            for option in options:
                option.vote_count += option.pk in fresh
            # No vote before others can.
            card.poll = PollCard(poll, options, voted or bool(fresh) or card.waits, is_over(poll), bool(fresh))


def add_originals(viewer: Person, cards: list[Card]) -> None:
    """What is shared, when the reader may read it; a share whose original they may not read shows none."""
    ids = [card.post.original_id for card in cards if card.post.kind == Post.Kind.SHARE and card.post.original_id]
    found = {row.id: row for row in read_posts(viewer, ids)} if ids else {}
    for card in cards:
        if card.post.original_id in found:
            card.original = Card(found[card.post.original_id])


def conversation(viewer: Person, post: PostRow, *, limit: int = 300) -> tuple[Card, Conversation]:
    """A post on its own page and the conversation under it, in two levels, oldest first: the last `limit` comments. What the reader
    has just said and others do not see yet is in `Card.saying`."""
    rows = thread_rows(post.id, limit=limit)
    marks = marks_of(viewer, [post.id], [row.id for row in rows], thread=True)
    card = card_of(viewer, post, marks)
    card.may_ask = COMMUNICATOR in standing_of(viewer).powers and not card.waits
    if marks.saying:
        waiting = UnsettledComment.objects.filter(pk__in=list(marks.saying), author=viewer)
        card.saying = list(waiting.select_related("answers__author").order_by("id"))
    add_polls(viewer, [card])
    add_originals(viewer, [card])
    cards: dict[int, CommentCard] = {}
    top: list[CommentCard] = []
    for row in rows:
        first = row.id in marks.said_first and greets(viewer, post, row.author_id)
        accepted = post.is_answered and row.id in marks.accepted
        mine, fresh = marks.said_sign.get(row.id, ""), row.id in marks.fresh
        if fresh:
            row, mine = with_own(row, mine, marks.fresh[row.id]), marks.fresh[row.id]
        said = cards[row.id] = CommentCard(row, mine, first, accepted, fresh)
        above = cards.get(row.parent_id) if row.parent_id else None
        (above.replies if above else top).append(said)
    found = Conversation(sorted(top, key=lambda c: not c.is_accepted) if post.is_answered else top)
    if isinstance(rows, Thread) and not any(
        c.mine or c.is_first or c.comment.author_id == viewer.pk for c in cards.values()
    ):
        found.number, found.dates = rows.number, [row.at for row in rows]
        found.accepted = frozenset(marks.accepted) if post.is_answered else frozenset()
    return card, found


def replies_under(viewer: Person, message: Post | Comment) -> list[Comment]:
    """The direct answers to a post or a comment, newest first."""
    rows = Comment.objects.visible_to(viewer).filter(withdrawal=None).for_screen()
    rows = rows.filter(post=message, answers=None) if isinstance(message, Post) else rows.filter(answers=message)
    return list(rows.order_by("-at", "-id"))


def as_json(card: Card) -> dict[str, Any]:
    """A post for machines; ids become strings at the door."""
    post = card.post
    return {
        "id": str(post.pk), "kind": post.kind, "title": post.title, "html": post.body_html, "text": post.body_text,
        "author": {"handle": post.author_handle, "name": post.author_name}, "service": post.service, "published_at": post.published_at,
        "community": post.community_slug, "audience": post.audience,
        "comments": post.comment_count, "shares": post.share_count, "reactions": {sign: n for sign, _label, n in card.signs},
        "me_too": post.me_too_count, "poll": poll_as_json(card.poll) if card.poll else None,
        "my_reaction": card.mine or None, "why": card.why or None, "settles_at": post.settles_at,
    }  # fmt: skip


def poll_as_json(poll: PollCard) -> dict[str, Any]:
    is_told = poll.voted or poll.over  # as on a page
    options = [{"id": str(o.pk), "words": o.words, "votes": o.vote_count if is_told else None} for o in poll.options]
    return {"voters": poll.poll.voter_count, "voted": poll.voted, "options": options}


def comment_as_json(card: CommentCard) -> dict[str, Any]:
    c = card.comment
    return {
        "id": str(c.pk), "author": {"handle": c.author_handle, "name": c.author_name}, "html": c.body_html, "at": c.at,
        "withdrawn": bool(c.withdrawal), "replies": [comment_as_json(reply) for reply in card.replies],
    }  # fmt: skip
