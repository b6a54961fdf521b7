"""The home page as cards, each saying why one sees it."""

from __future__ import annotations

import dataclasses
import datetime as dt
import functools

from django.utils.translation import get_language
from django.utils.translation import gettext as _

from parvis.feed import beyond, composing
from parvis.feed.models import FeedChoice
from parvis.feed.state import State
from parvis.kernel import clock
from parvis.people.models import Person
from parvis.posts.rows import PostRow
from parvis.posts.screens import Card, cards_for


@dataclasses.dataclass
class Home:
    cards: list[Card]
    next: str
    newest: str


def why(me: int, language: str, post: PostRow, reason: str) -> str:
    if post.author_id == me:
        return _("You wrote this")
    if reason == "followed":
        return sentence(language, reason, post.author_name)
    if post.community_id is None:
        return sentence(language, "storyline", post.author_name)
    return sentence(language, "everyone" if post.community_everyone else "member", post.community_name)


@functools.lru_cache(maxsize=20_000)
def sentence(language: str, reason: str, name: str) -> str:
    """Why one sees a post, in the `language` of the page."""
    words = {
        "followed": _("You follow %(name)s"), "storyline": _("The storyline of %(name)s"),
        "everyone": _("For everyone, in %(place)s"), "member": _("You are in %(place)s"),
    }  # fmt: skip
    return words[reason] % {"name": name, "place": name}


def with_beyond(
    viewer: Person, page: list[composing.Found], before: dt.datetime, after: dt.datetime | None, state: State
) -> dict[int, dt.datetime]:
    """The posts of the page (id: activity), in order, with now and then one from beyond."""
    order = [(row.id, row.active_at) for row in page]
    extra = beyond.pick(viewer, before=before, after=after, count=len(page) // beyond.ONE_IN, state=state)
    for rank, found in enumerate(extra.items()):
        order.insert(min(len(order), 3 + rank * beyond.ONE_IN), found)
    return dict(order)


def home(viewer: Person, state: State, *, only: str, after: str, since: dt.datetime | None) -> Home:
    """One page of the viewer's home."""
    key = composing.key_of(after)
    found = composing.compose(viewer, only=only, key=key, since=since, state=state)
    page, has_more = found[: composing.SIZE], len(found) > composing.SIZE
    reasons = {row.id: row.why for row in page}
    order = {row.id: row.active_at for row in page}
    if only == "all" and page and state.wants_beyond:
        newest = key[0] if key else page[0].active_at + dt.timedelta(days=1)
        order = with_beyond(viewer, page, newest, page[-1].active_at if has_more else None, state)
    if only == "all" and not key:  # what the reader has just published comes first: others do not see it yet
        order = dict.fromkeys(state.unsettled, clock.now()) | order
    cards = cards_for(viewer, order)
    me, language = viewer.id, get_language() or ""
    for card in cards:
        post = card.post
        is_beyond = post.id not in reasons and not card.waits
        card.why = beyond.words(viewer, post) if is_beyond else why(me, language, post, reasons.get(post.id, ""))
        card.why_kind = "beyond" if is_beyond else ""
        card.is_new = bool(since and order[post.id] > since and not card.waits)
    return Home(cards, composing.cursor_of(page[-1]) if has_more else "", composing.cursor_of(page[0]) if page else "")


def wants_beyond(viewer: Person) -> bool:
    return not FeedChoice.objects.filter(person=viewer, beyond_my_team=False).exists()
