"""Cards as HTML. What several readers see alike is rendered once by each process and kept: the key holds everything that is
drawn (counts, versions, names, the reader's own marks, the words of the dates), so a kept card is never stale.

The token of forms and the address to come back to differ at each request: they are drawn as marks nobody can guess, then
replaced.
"""

from __future__ import annotations

import functools
import secrets
from typing import Any

from django.middleware.csrf import get_token
from django.template import engines
from django.utils.translation import get_language
from markupsafe import Markup, escape

from parvis.interface.templating import Jinja
from parvis.interface.words import since
from parvis.posts.models import Comment, Post
from parvis.posts.screens import Card, CommentCard

TOKEN, BACK = f"csrf{secrets.token_hex(12)}", f"back{secrets.token_hex(12)}"
CSRF = Markup('<input type="hidden" name="csrfmiddlewaretoken" value="{}">').format(TOKEN)
MOST = 6000
_kept: dict[Any, str] = {}


@functools.cache
def template(name: str) -> Any:
    [ours] = [engine for engine in engines.all() if isinstance(engine, Jinja)]
    return ours.env.get_template(name)


def author_key(person: Any) -> tuple[Any, ...]:
    mandate, portrait = getattr(person, "mandate", None), getattr(person, "portrait", None)
    return (person.name, person.job, mandate.title if mandate else "", portrait.pk if portrait else 0)


def counts_key(row: Post | Comment) -> tuple[int, ...]:
    return (row.useful_count, row.bravo_count, row.support_count, row.insightful_count, row.thanks_count)


def comment_key(c: CommentCard, viewer: Any) -> tuple[Any, ...]:
    row = c.comment
    return (
        row.pk, row.version, counts_key(row), since(row.at), c.mine, c.is_first, c.is_accepted, author_key(row.author),
        row.author_id == viewer.pk, row.body_html == "", tuple(comment_key(reply, viewer) for reply in c.replies),
    )  # fmt: skip


def card_key(card: Card, viewer: Any) -> tuple[Any, ...]:
    post = card.post
    return (
        post.pk, post.version, counts_key(post), post.comment_count, post.share_count, post.me_too_count, post.is_answered,
        since(post.published_at) if post.published_at else "", card.mine, card.bookmarked, card.me_too, card.is_first,
        post.community.name if post.community else "", hash(post.embeds_html), author_key(post.author), post.author_id == viewer.pk,
        tuple(comment_key(c, viewer) for c in card.comments),
    )  # fmt: skip


def drawn(key: Any, name: str, context: dict[str, Any], request: Any) -> Markup:
    """The kept drawing of `key`, or a new one; with this request's token and address."""
    text = _kept.get(key) if key else None
    if text is None:
        text = template(name).render(csrf_input=CSRF, next_url=BACK, viewer=request.person, request=None, **context)
        if key:
            if len(_kept) >= MOST:
                _kept.clear()
            _kept[key] = text
    return Markup(text.replace(TOKEN, get_once(request)).replace(BACK, str(escape(request.get_full_path()))))  # noqa: S704 (rendered above)


def get_once(request: Any) -> str:
    """The request's token, masked once."""
    if not hasattr(request, "_card_token"):
        request._card_token = get_token(request)
    return str(request._card_token)


def draw_card(request: Any, card: Card, full: bool = False, may_pin: bool = False) -> Markup:
    """A card. Polls and shares are drawn anew: what they show is another's state."""
    own = card.poll is None and card.post.kind != Post.Kind.SHARE
    key = ("card", get_language(), full, may_pin, card_key(card, request.person)) if own else None
    return drawn(key, "posts/_card.html", {"card": card, "full": full, "may_pin": may_pin}, request)


def draw_comment(request: Any, c: CommentCard, post: Post, may_comment: bool, may_accept: bool) -> Markup:
    """A comment of a thread and its replies."""
    key = ("comment", get_language(), post.pk, may_comment, may_accept, comment_key(c, request.person))
    context = {"c": c, "post": post, "may_comment": may_comment, "may_accept": may_accept}
    return drawn(key, "posts/_comment.html", context, request)
