"""Beyond my team: now and then a post from outside what one follows, chosen for distance, freshness, an unanswered question
or a shared subject, and said in words. At most one item in eight; can be turned off."""

from __future__ import annotations

import datetime as dt
import time
from typing import Any

from django.conf import settings
from django.db.models import Q
from django.utils.translation import gettext as _

from parvis.feed.state import State
from parvis.kernel import clock
from parvis.kernel.compiled import Compiled, ids_slot, slot, time_slot
from parvis.people.distances import steps_between_chains
from parvis.people.models import Person
from parvis.posts.models import Post
from parvis.posts.rows import PostRow

ONE_IN = 8
CANDIDATES = 16
RECENT = dt.timedelta(days=14)
KEPT, FRESH = 200, 0.0 if settings.TESTING else 30.0
COLUMNS = ("pk", "author__chain", "kind", "is_answered", "active_at", "author_id", "community_id")
ELSEWHERE = Compiled(
    lambda: (
        Post.objects.filter(
            Q(community_id=None) | ~Q(community_id__among=ids_slot("places")),
            ~Q(author_id__among=ids_slot("people")), ~Q(pk__among=ids_slot("posts")), ~Q(author_id=slot("me")),
            active_at__lt=time_slot("before"), active_at__gte=time_slot("after"), audience="everyone",
        )
        .order_by("-active_at", "-id").values_list(*COLUMNS)[:CANDIDATES]
    )
)  # fmt: skip
NEWEST = Compiled(
    lambda: (
        Post.objects.filter(active_at__gte=time_slot("after"), audience="everyone")
        .order_by("-active_at", "-id").values_list(*COLUMNS)[:KEPT]
    )
)  # fmt: skip
_newest: tuple[float, list[tuple[Any, ...]]] = (0.0, [])


def newest(now: dt.datetime) -> list[tuple[Any, ...]]:
    """What stirred last among the posts everyone may read, asked at most every 30 seconds by each process."""
    global _newest
    if not _newest[0] or time.monotonic() - _newest[0] >= FRESH:
        _newest = (time.monotonic(), NEWEST(after=now - RECENT))
    return _newest[1]


def candidates(
    viewer: Person, before: dt.datetime, after: dt.datetime, state: State, now: dt.datetime
) -> list[tuple[Any, ...]]:
    """The newest posts of the window from outside what the viewer follows or has muted."""
    places = {*state.standing.places, *state.communities}
    people = {*state.standing.followed, *state.people, viewer.pk}
    known = newest(now)
    found = [
        row for row in known
        if row[6] not in places and row[5] not in people and after <= row[4] < before and row[0] not in state.posts
    ]  # fmt: skip
    if len(found) >= CANDIDATES or len(known) < KEPT or known[-1][4] < after:
        return found[:CANDIDATES]
    return ELSEWHERE(places=places, people=people, posts=state.posts, me=viewer.pk, before=before, after=after)


def score(viewer: Person, chain: str, waits: bool, active_at: dt.datetime | None, now: dt.datetime) -> float:
    """Higher is better: steps in the organisation (1 each, up to 6), a waiting question (3), freshness (3 today, 0 in 14 days)."""
    steps = steps_between_chains(viewer.chain, chain) or 0
    age = (now - active_at).total_seconds() / RECENT.total_seconds() if active_at else 1.0
    return min(steps, 6) + (3 if waits else 0) + 3 * max(0.0, 1 - age)


def pick(
    viewer: Person, *, before: dt.datetime, after: dt.datetime | None, count: int, state: State
) -> dict[int, dt.datetime]:
    """The best `count` posts from elsewhere (id: activity) whose activity falls in the window of the page, so that paging repeats
    none. The feed loads them through the reading rule like the others."""
    if viewer.is_guest or count < 1:
        return {}
    now = clock.now()
    rows = candidates(viewer, before, max(filter(None, [after, now - RECENT])), state, now)
    best = sorted(rows, key=lambda row: -score(viewer, row[1], row[2] == "question" and not row[3], row[4], now))
    return {row[0]: row[4] for row in best[:count]}


def words(viewer: Person, post: PostRow) -> str:
    """“Beyond your team · Logistique Lyon, 5 steps from you in the organisation”."""
    steps = steps_between_chains(viewer.chain, post.author_chain)
    where = post.author_unit or post.author_name
    if steps:
        return _("Beyond your team · %(where)s, %(n)d steps from you in the organisation") % {
            "where": where,
            "n": steps,
        }
    return _("Beyond your team · %(where)s") % {"where": where}
