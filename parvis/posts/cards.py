"""Cards as HTML: kept drawings (`interface.drawings`) whose key holds everything that is drawn: words, counts, names, the reader's
own marks, the words of the dates."""

from __future__ import annotations

import secrets
from collections.abc import Sequence
from typing import Any, NamedTuple

from django.utils.timezone import get_current_timezone_name
from markupsafe import Markup

from parvis.communities.audiences import audience_words
from parvis.interface.drawings import ID, drawn, joined, kept, language_of, part, piece
from parvis.interface.words import Hands, hands_of
from parvis.posts.forms import WordsForm
from parvis.posts.rows import CommentRow, PostRow
from parvis.posts.screens import Card, CommentCard, Conversation, PollCard, sign_counts


def comment_key(c: CommentCard, me: int, hands: Hands) -> tuple[Any, ...]:
    row = c.comment
    replies = tuple([comment_key(reply, me, hands) for reply in c.replies]) if c.replies else ()
    return (row.identity, hands.since(row.at), c.mine, c.fresh, c.is_first, c.is_accepted, row.author_id == me, replies)


def poll_key(poll: PollCard | None) -> tuple[Any, ...]:
    if poll is None:
        return ()
    options = tuple((option.pk, option.words, option.vote_count) for option in poll.options)
    return (
        options,
        poll.voted,
        poll.over,
        poll.fresh,
        poll.poll.voter_count,
        poll.poll.ends_at,
        get_current_timezone_name(),
    )


def post_key(post: PostRow, hands: Hands) -> tuple[Any, ...]:
    return (post.identity, hands.since(post.published_at) if post.published_at else "")


def card_key(card: Card, me: int, hands: Hands) -> tuple[Any, ...]:
    post = card.post
    return (
        post_key(post, hands), card.mine, card.fresh, card.asking, card.waits, card.asks, card.may_ask, card.bookmarked, card.me_too, card.is_first, post.author_id == me,
        tuple([comment_key(c, me, hands) for c in card.comments]), poll_key(card.poll),
        post_key(card.original.post, hands) if card.original else (),
    )  # fmt: skip


ME = f"me{secrets.token_hex(12)}"  # where the id of the reader goes


class Stub(NamedTuple):
    """Stands for a post or a comment in the parts of a card that are alike but for its id."""

    id: str = ID
    author_id: int = 0
    reaction_count: int = 0
    bookmarked: bool = False


class Answerable(NamedTuple):
    """Stands for a post in the form that answers it."""

    id: str
    author_id: str
    community: Any


def draw_reactions(row: PostRow | CommentRow, mine: str, kind: str, fresh: bool = False) -> Markup:
    """The reactions of a post or comment; `kind` is "posts" or "comments"; `fresh`: the reader's own has not settled."""
    counts = row[6:11] if isinstance(row, PostRow) else row[3:8]
    context = {
        "row": Stub(reaction_count=sum(counts)),
        "mine": mine,
        "signs": sign_counts(row),
        "kind": kind,
        "fresh": fresh,
    }
    return part("posts/fragments/reactions.html", (kind, mine, fresh, counts), context, row.id)


def draw_menu(card: Card, viewer: Any, may_pin: str) -> Markup:
    """What one may do with the post, behind three dots."""
    is_mine, asks = card.post.author_id == viewer.pk, card.may_ask
    context = {
        "card": Stub(bookmarked=card.bookmarked), "post": Stub(), "viewer": Stub(id="" if not is_mine else 0),  # type: ignore[arg-type]
        "home": f"/posts/{ID}/", "may_pin": may_pin, "asks": asks,
    }  # fmt: skip
    return part("posts/_card_menu.html", (is_mine, card.bookmarked, may_pin, asks), context, card.post.id)


def draw_card(request: Any, card: Card, full: bool = False, may_pin: str = "") -> Markup:
    """A card, in a list or (`full`) on its own page."""
    viewer = request.person
    key = (full, may_pin, card_key(card, viewer.pk, hands_of(request)))
    return piece(request, key, "posts/_card.html", {"card": card, "full": full, "may_pin": may_pin, "viewer": viewer})


def draw_cards(request: Any, cards: Sequence[Card]) -> list[str]:
    """The cards of a list: what `draw_card` draws, saying once what is the same for all."""
    viewer, hands, language, name = request.person, hands_of(request), language_of(request), "posts/_card.html"
    me, drawings = viewer.id, []
    for card in cards:
        key = (name, language, (False, "", card_key(card, me, hands)))
        text = kept(key)
        drawings.append(text if text is not None else drawn(key, {"card": card, "full": False, "may_pin": "", "viewer": viewer}))  # fmt: skip
    return drawings


def draw_comment(request: Any, c: CommentCard, post: Any, may_comment: bool, may_accept: bool) -> Markup:
    """A comment of a thread and its replies."""
    viewer = request.person
    key = (may_comment, may_accept, comment_key(c, viewer.pk, hands_of(request)))
    context = {"c": c, "post": post, "may_comment": may_comment, "may_accept": may_accept, "viewer": viewer}
    return piece(request, key, "posts/_comment.html", context)


def draw_thread(request: Any, thread: Conversation, post: Any, may_comment: bool, may_accept: bool) -> Markup:
    """The comments of a thread. Where nothing in it is the reader's own it is kept whole, for all who read it so."""

    def comments() -> list[Markup]:
        return [draw_comment(request, c, post, may_comment, may_accept) for c in thread]

    if not thread.number:
        return Markup("").join(comments())
    hands = hands_of(request)
    key = (thread.number, thread.accepted, tuple([hands.since(at) for at in thread.dates]), may_comment, may_accept)
    return joined(request, "thread", key, comments)


def draw_comment_form(request: Any, post: Any) -> Markup:
    """An empty form to write a comment in: the same for all whose words the same people would read, but for two ids."""
    me, place = request.person.id, post.community
    is_mine, name, language = post.author_id == me, "posts/_comment_form.html", language_of(request)
    key = (name, language, (is_mine, audience_words(place), post.community_slug))
    text = kept(key)
    if text is None:
        stub = Answerable(ID, ME if is_mine else "", place)
        text = drawn(key, {"form": WordsForm(), "post": stub, "viewer": Stub(id=ME)})
    return Markup(text.replace(ID, str(post.id)).replace(ME, str(me)))  # noqa: S704 (drawn above)
