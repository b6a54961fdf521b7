"""The home page as cards, each saying why one sees it."""

from __future__ import annotations

import dataclasses
import datetime as dt

from django.utils.translation import gettext as _

from parvis.feed import beyond, composing
from parvis.feed.models import FeedChoice
from parvis.people.models import Person
from parvis.posts.models import Post
from parvis.posts.screens import Card, cards_for


@dataclasses.dataclass
class Home:
    cards: list[Card]
    next: str
    newest: str


def why(viewer: Person, post: Post, reason: str) -> str:
    if post.author_id == viewer.pk:
        return _("You wrote this")
    if reason == "followed":
        return _("You follow %(name)s") % {"name": post.author.name}
    if post.community is None:
        return _("The storyline of %(name)s") % {"name": post.author.name}
    if post.community.everyone:
        return _("For everyone, in %(place)s") % {"place": post.community.name}
    return _("You are in %(place)s") % {"place": post.community.name}


def home(viewer: Person, state: composing.State, *, only: str, after: str, since: dt.datetime | None) -> Home:
    """One page of the viewer's home."""
    key = composing.key_of(after)
    found = composing.compose(viewer, only=only, key=key, since=since, state=state)
    page, has_more = found[: composing.SIZE], len(found) > composing.SIZE
    reasons = {row.id: row.why for row in page}
    extra: list[int] = []
    if only == "all" and page and state.wants_beyond:
        oldest = page[-1].active_at if has_more else None
        newest = key[0] if key else page[0].active_at + dt.timedelta(days=1)
        extra = beyond.pick(viewer, before=newest, after=oldest, count=len(page) // beyond.ONE_IN, state=state)
    order = [row.id for row in page]
    for rank, pk in enumerate(pk for pk in extra if pk not in reasons):
        order.insert(min(len(order), 3 + rank * beyond.ONE_IN), pk)
    posts = composing.load(viewer, order)
    rows = [posts[pk] for pk in order if pk in posts]
    cards = cards_for(viewer, rows)
    for card in cards:
        post = card.post
        is_beyond = post.pk not in reasons
        card.why = beyond.words(viewer, post) if is_beyond else why(viewer, post, reasons[post.pk])
        card.why_kind = "beyond" if is_beyond else ""
        card.is_new = bool(since and post.active_at and post.active_at > since)
    return Home(cards, composing.cursor_of(page[-1]) if has_more else "", composing.cursor_of(page[0]) if page else "")


def wants_beyond(viewer: Person) -> bool:
    return not FeedChoice.objects.filter(person=viewer, beyond_my_team=False).exists()
