"""Reads for pages: everything a card or a thread shows, in a constant number of queries, as plain values."""

from __future__ import annotations

import dataclasses
from collections.abc import Iterable, Sequence
from typing import Any

from django.db import connection
from django.db.models import Prefetch, Value
from django.utils.translation import gettext as _
from markupsafe import Markup

from parvis.communities.models import Community, Membership
from parvis.people.models import Follow, Person
from parvis.people.permissions import COMMUNICATOR, MODERATOR, powers_of
from parvis.posts.models import (
    SIGNS,
    Ballot,
    Comment,
    CommentReaction,
    FirstVoice,
    Poll,
    PollOption,
    Post,
    Share,
    Sign,
)  # fmt: skip
from parvis.posts.voting import is_over

CLAMP = 900


@dataclasses.dataclass(slots=True)
class Card:
    """A post as one reader sees it. `mine` is the reader's reaction; `why` is said above it (set by the feed)."""

    post: Post
    body: Markup
    embeds: Markup
    is_long: bool = False
    mine: str = ""
    bookmarked: bool = False
    me_too: bool = False
    is_first: bool = False
    is_new: bool = False
    comments: Sequence[CommentCard] = ()
    poll: PollCard | None = None
    original: Card | None = None
    why: str = ""
    why_kind: str = ""

    @property
    def signs(self) -> list[tuple[str, str, int]]:
        return sign_counts(self.post)


@dataclasses.dataclass(slots=True)
class CommentCard:
    comment: Comment
    body: Markup
    mine: str = ""
    is_first: bool = False
    is_accepted: bool = False
    replies: list[CommentCard] = dataclasses.field(default_factory=list)

    @property
    def signs(self) -> list[tuple[str, str, int]]:
        return sign_counts(self.comment)


@dataclasses.dataclass(slots=True)
class PollCard:
    poll: Poll
    options: list[PollOption]
    voted: bool
    over: bool

    @property
    def total(self) -> int:
        return max(1, self.poll.voter_count)


def sign_counts(row: Any) -> list[tuple[str, str, int]]:
    """(sign, its word, how many), most used first; signs nobody used left out."""
    found = [(sign, str(Sign(sign).label), getattr(row, f"{sign}_count")) for sign in SIGNS]
    return sorted((entry for entry in found if entry[2]), key=lambda entry: -entry[2])


def greeters(viewer: Person) -> tuple[set[int], set[int]]:
    """(communities whose host the viewer is, people the viewer follows): who sees that a voice is a first one."""
    hosted = Membership.objects.filter(person=viewer, role__in=["host", "owner"]).values_list(
        "community_id", Value("h")
    )
    rows = list(hosted.union(Follow.objects.filter(person=viewer).values_list("followed_id", Value("f")), all=True))
    return {pk for pk, what in rows if what == "h"}, {pk for pk, what in rows if what == "f"}


def greets(viewer: Person, post: Post, author_id: int, hosted: set[int], followed: set[int]) -> bool:
    if author_id in followed or (post.community_id in hosted):
        return True
    is_everyones = post.community is None or post.community.everyone
    return is_everyones and bool(powers_of(viewer) & {COMMUNICATOR, MODERATOR})


def cards_for(viewer: Person, posts: Iterable[Post], *, with_comments: bool = True) -> list[Card]:
    """The posts (already visible to `viewer`, loaded `for_screen()`), each with all a card shows."""
    posts = list(posts)
    ids = [post.pk for post in posts]
    comments = previews(posts) if with_comments else {}
    marks = marks_of(viewer, ids, [comment.pk for rows in comments.values() for comment in rows])
    mine, kept, too = dict(marks["r"]), {pk for pk, _ in marks["b"]}, {pk for pk, _ in marks["m"]}
    firsts = {pk for pk, _ in marks["f"]}
    hosted, followed = greeters(viewer) if firsts else (set(), set())
    polls, originals = polls_of(viewer, posts), originals_of(viewer, posts)
    cards = []
    for post in posts:
        rows = [
            CommentCard(
                c,
                Markup(c.body_html),  # noqa: S704 (sanitised on write)
                is_first=c.pk in firsts and greets(viewer, post, c.author_id, hosted, followed),
            )
            for c in comments.get(post.pk, ())
        ]
        cards.append(
            Card(
                post, Markup(post.body_html), Markup(post.embeds_html), is_long=len(post.body_text) > CLAMP,  # noqa: S704 (sanitised on write)
                mine=mine.get(post.pk, ""), bookmarked=post.pk in kept, me_too=post.pk in too,
                is_first=post.pk in firsts and greets(viewer, post, post.author_id, hosted, followed),
                comments=rows, poll=polls.get(post.pk), original=originals.get(post.pk),
            )
        )  # fmt: skip
    return cards


def previews(posts: list[Post]) -> dict[int, list[Comment]]:
    """The one or two newest comments of each post, in one query."""
    ids = [pk for post in posts for pk in post.preview]
    found: dict[int, list[Comment]] = {}
    if ids:
        for comment in (
            Comment.objects.filter(pk__in=ids)
            .select_related("author", "author__mandate", "author__portrait")
            .order_by("id")
        ):
            found.setdefault(comment.post_id, []).append(comment)
    return found


def marks_of(viewer: Person, posts: list[int], comments: list[int]) -> dict[str, list[tuple[int, str]]]:
    """The reader's reactions (r), bookmarks (b), "me too" (m) on these posts, and which are first voices (f): one query."""
    found: dict[str, list[tuple[int, str]]] = {"r": [], "b": [], "m": [], "f": []}
    if not posts:
        return found
    here, there = ",".join(map(str, posts)), ",".join(map(str, comments)) or "0"
    sql = (
        f"SELECT 'r', post_id, sign FROM posts_postreaction WHERE person_id = %s AND post_id IN ({here}) UNION ALL "  # noqa: S608 (integers)
        f"SELECT 'b', post_id, '' FROM posts_bookmark WHERE person_id = %s AND post_id IN ({here}) UNION ALL "
        f"SELECT 'm', post_id, '' FROM posts_metoo WHERE person_id = %s AND post_id IN ({here}) UNION ALL "
        f"SELECT 'f', post_id, '' FROM posts_firstvoice WHERE post_id IN ({here}) UNION ALL "
        f"SELECT 'f', comment_id, '' FROM posts_firstvoice WHERE comment_id IN ({there})"
    )
    with connection.cursor() as cursor:
        cursor.execute(sql, [viewer.pk] * 3)
        for mark, pk, sign in cursor.fetchall():
            found[mark].append((pk, sign))
    return found


def polls_of(viewer: Person, posts: list[Post]) -> dict[int, PollCard]:
    ids = [post.pk for post in posts if post.kind == Post.Kind.POLL]
    if not ids:
        return {}
    options = Prefetch("options", PollOption.objects.order_by("position"))
    polls = list(Poll.objects.filter(post_id__in=ids).prefetch_related(options))
    voted = set(Ballot.objects.filter(person=viewer, poll__in=polls).values_list("poll_id", flat=True))
    return {p.post_id: PollCard(p, list(p.options.all()), p.pk in voted, is_over(p)) for p in polls}


def originals_of(viewer: Person, posts: list[Post]) -> dict[int, Card]:
    """What is shared, when the reader may read it; a share whose original they may not read shows none."""
    ids = [post.pk for post in posts if post.kind == Post.Kind.SHARE]
    if not ids:
        return {}
    pairs = dict(Share.objects.filter(post_id__in=ids).values_list("post_id", "original_id"))
    found = Post.objects.visible_to(viewer).for_screen().in_bulk(set(pairs.values()))
    return {
        post_id: Card(found[pk], Markup(found[pk].body_html), Markup(found[pk].embeds_html))  # noqa: S704 (sanitised on write)
        for post_id, pk in pairs.items() if pk in found
    }  # fmt: skip


def thread_for(viewer: Person, post: Post, *, limit: int = 300) -> list[CommentCard]:
    """The conversation under a post, in two levels, oldest first: the last `limit` comments."""
    rows = list(Comment.objects.filter(post=post).for_screen().order_by("-id")[:limit])[::-1]
    ids = [row.pk for row in rows]
    mine = dict(CommentReaction.objects.filter(person=viewer, comment_id__in=ids).values_list("comment_id", "sign"))
    firsts = set(FirstVoice.objects.filter(comment_id__in=ids).values_list("comment_id", flat=True))
    hosted, followed = greeters(viewer) if firsts else (set(), set())
    accepted = getattr(getattr(post, "accepted_answer", None), "comment_id", None) if post.is_answered else None
    cards: dict[int, CommentCard] = {}
    top: list[CommentCard] = []
    for row in rows:
        card = CommentCard(
            row, Markup(row.body_html), mine=mine.get(row.pk, ""), is_accepted=row.pk == accepted,  # noqa: S704 (sanitised on write)
            is_first=row.pk in firsts and greets(viewer, post, row.author_id, hosted, followed),
        )  # fmt: skip
        cards[row.pk] = card
        above = cards.get(row.parent_id) if row.parent_id else None
        (above.replies if above else top).append(card)
    return sorted(top, key=lambda card: not card.is_accepted) if accepted else top


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
        "author": {"handle": post.author.handle, "name": post.author.name}, "published_at": post.published_at,
        "community": post.community.slug if post.community else None, "audience": post.audience,
        "comments": post.comment_count, "shares": post.share_count, "reactions": {sign: n for sign, _label, n in card.signs},
        "my_reaction": card.mine or None, "why": card.why or None,
    }  # fmt: skip


def comment_as_json(card: CommentCard) -> dict[str, Any]:
    c = card.comment
    return {
        "id": str(c.pk), "author": {"handle": c.author.handle, "name": c.author.name}, "html": c.body_html, "at": c.at,
        "withdrawn": hasattr(c, "withdrawal"), "replies": [comment_as_json(reply) for reply in card.replies],
    }  # fmt: skip


def place_words(community: Community | None) -> str:
    return community.name if community else _("storyline")
