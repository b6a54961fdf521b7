"""The home page as cards, each saying why one sees it."""

from __future__ import annotations

import dataclasses
import datetime as dt
import functools

from django.db.models import Q
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from parvis.feed import beyond, composing
from parvis.feed.gathering import once_for_each_page, subject_of
from parvis.feed.models import FeedChoice
from parvis.feed.state import State
from parvis.kernel import clock
from parvis.people.models import Person
from parvis.posts.models import Post
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
    cards = once_each(cards_for(viewer, order), state, viewer, key)
    if only == "all":  # a filter shows what it names, each with its own words
        cards = once_for_each_page(cards, viewer, state)
    me, language = viewer.id, get_language() or ""
    for card in cards:
        post = card.post
        is_beyond = post.id not in reasons and not card.waits
        card.why = beyond.words(viewer, post) if is_beyond else why(me, language, post, reasons.get(post.id, ""))
        card.why_kind = "beyond" if is_beyond else ""
        card.is_new = bool(since and order[post.id] > since and not card.waits)
    return Home(cards, composing.cursor_of(page[-1]) if has_more else "", composing.cursor_of(page[0]) if page else "")


def once_each(cards: list[Card], state: State, viewer: Person, after: tuple[dt.datetime, int] | None) -> list[Card]:
    """The same post shared in several places is one card, the newest, which names the others; on the next pages, those whose
    newest was on an earlier one are left out."""
    shared = {subject_of(card) for card in cards if card.original}
    above = shown_above(shared, state, viewer, after[0]) if shared and after else set()
    first: dict[int, Card] = {}
    for card in cards:
        subject = subject_of(card)
        if subject in shared and (subject in above or subject in first):
            if subject in first:
                first[subject].also.append(place_named(card))
        else:
            first[subject] = card
    return list(first.values())


def place_named(card: Card) -> tuple[str, str]:
    """(where, address) of another place where the same is."""
    post = card.post
    return (post.community_name or _("The storyline of %(name)s") % {"name": post.author_name}, f"/posts/{post.id}/")


def shown_above(subjects: set[int], state: State, viewer: Person, after: dt.datetime) -> set[int]:
    """Those that stirred since, in a place or by a person of this home."""
    mine = Q(place_id__in=[*state.standing.places, viewer.pk]) | Q(
        author__in=state.standing.followed, audience="everyone"
    )
    newer = Post.objects.visible_to(viewer).filter(mine, active_at__gt=after)
    rows = newer.filter(Q(pk__in=subjects) | Q(share__original__in=subjects)).values_list("pk", "share__original_id")
    return {original or pk for pk, original in rows}


def wants_beyond(viewer: Person) -> bool:
    return not FeedChoice.objects.filter(person=viewer, beyond_my_team=False).exists()
