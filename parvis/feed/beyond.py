"""Beyond my team: now and then a post from outside what one follows, chosen for distance, freshness, an unanswered question
or a shared subject, and said in words. At most one item in eight; can be turned off."""

from __future__ import annotations

import datetime as dt

from django.utils.translation import gettext as _

from parvis.communities.visibility import joined_ids
from parvis.feed.composing import State
from parvis.kernel import clock
from parvis.people.distances import steps_between
from parvis.people.models import Follow, Person
from parvis.posts.models import Post

ONE_IN = 8
CANDIDATES = 16
RECENT = dt.timedelta(days=14)


def score(viewer: Person, chain: str, waits: bool, active_at: dt.datetime | None, now: dt.datetime) -> float:
    """Higher is better: steps in the organisation (1 each, up to 6), a waiting question (3), freshness (3 today, 0 in 14 days)."""
    steps = steps_between(viewer, Person(chain=chain)) or 0
    age = (now - active_at).total_seconds() / RECENT.total_seconds() if active_at else 1.0
    return min(steps, 6) + (3 if waits else 0) + 3 * max(0.0, 1 - age)


def pick(viewer: Person, *, before: dt.datetime, after: dt.datetime | None, count: int, state: State) -> list[int]:
    """The ids of the best `count` posts from elsewhere whose activity falls in the window of the page, so that paging repeats
    none. The feed loads them through the reading rule like the others."""
    if viewer.is_guest or count < 1:
        return []
    now = clock.now()
    oldest = max(filter(None, [after, now - RECENT]))
    rows = (
        Post.objects.filter(active_at__lt=before, active_at__gte=oldest, audience="everyone")
        .exclude(community_id__in=joined_ids(viewer)).exclude(community__everyone=True).exclude(author=viewer)
        .exclude(author__in=Follow.objects.filter(person=viewer).values("followed_id"))
        .exclude(pk__in=state.posts).exclude(author__in=state.people).exclude(community__in=state.communities)
        .order_by("-active_at", "-id").values_list("pk", "author__chain", "kind", "is_answered", "active_at")[:CANDIDATES]
    )  # fmt: skip
    best = sorted(rows, key=lambda row: -score(viewer, row[1], row[2] == "question" and not row[3], row[4], now))
    return [row[0] for row in best[:count]]


def words(viewer: Person, post: Post) -> str:
    """“Beyond your team · Logistique Lyon, 5 steps from you in the organisation”."""
    steps = steps_between(viewer, post.author)
    where = post.author.unit.name if post.author.unit else post.author.name
    if steps:
        return _("Beyond your team · %(where)s, %(n)d steps from you in the organisation") % {
            "where": where,
            "n": steps,
        }
    return _("Beyond your team · %(where)s") % {"where": where}
