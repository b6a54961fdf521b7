"""When the teams of leaders begin: from what their leaders wrote, or from the order drawn by lot."""

from __future__ import annotations

import datetime as dt

import numpy as np
from django.db.models import Exists, OuterRef, Q

from parvis.chronicle.models import Entry
from parvis.kernel.ids import made_at
from parvis.posts.models import Comment, Post
from parvis.ripple.drawn import Lot, Place, order
from parvis.ripple.judging import WEEKS_A_PERIOD
from parvis.ripple.statistics.effects import NEVER

CONTRIBUTIONS = 3


def begun_at(leader: int) -> dt.datetime | None:
    """When somebody wrote for the third time, what was withdrawn since not counted, nor what stood under a post that was."""
    listed = Post.objects.filter(pk=OuterRef("subject_id"), active_at__isnull=False)
    kept = Comment.objects.filter(pk=OuterRef("subject_id"), withdrawal=None, post__active_at__isnull=False)
    written = Entry.objects.filter(
        Q(Exists(listed), subject_type="posts.post") | Q(Exists(kept), subject_type="posts.comment"),
        by=leader,
        kind__in=("post.published", "comment.made"),
    )
    third = list(written.order_by("id").values_list("id", flat=True)[CONTRIBUTIONS - 1 : CONTRIBUTIONS])
    return made_at(third[0]) if third else None


def cohorts(teams: list[list[int]], week: dt.date, periods: int) -> tuple[np.ndarray, bool, Lot | None]:
    """The period each team (its leaders) begins at, whether an order drawn by lot said so, and how it was drawn.

    A wave of the lot begins, all of it at once, on its day, whatever its leaders did (intention to treat); in a draw that has no days, when half of
    its leaders have written three times: what each of them chose plays no part.
    """
    first = week - dt.timedelta(weeks=WEEKS_A_PERIOD * periods)
    drawn = order()
    known = list(drawn)
    rank = {leader: n for n, leader in enumerate(known)}
    leads = [next((rank[leader] for leader in leaders if leader in rank), -1) for leaders in teams]
    waves = np.array([drawn[leader].wave for leader in known], int)
    if not leads or min(leads) < 0 or len(set(waves[leads])) < 2:
        return np.array([own_period(leaders, first, periods) for leaders in teams], int), False, None
    period = np.full(waves.max() + 1, NEVER)
    for wave in sorted(set(waves.tolist())):
        members = [teams[n] for n, lead in enumerate(leads) if waves[lead] == wave]
        period[wave] = wave_period(next(p for p in drawn.values() if p.wave == wave), members, first, periods)
    lot = Lot(waves, np.array([drawn[leader].stratum for leader in known], int), np.array(leads), period)
    return lot.cohort(waves), True, lot


def own_period(leaders: list[int], first: dt.date, periods: int) -> int:
    """The period in which the first of some leaders began."""
    times = [at for leader in leaders if (at := begun_at(leader))]
    start = dt.datetime.combine(first, dt.time(), tzinfo=dt.UTC)
    return in_period((min(times) - start).days, periods) if times else NEVER


def in_period(days: int, periods: int) -> int:
    period = max(0, days // (7 * WEEKS_A_PERIOD))
    return period if period < periods else NEVER


def wave_period(place: Place, members: list[list[int]], first: dt.date, periods: int) -> int:
    if place.begins_on is not None:
        return in_period((place.begins_on - first).days, periods)
    own = sorted(p if (p := own_period(leaders, first, periods)) != NEVER else periods for leaders in members)
    middle = own[(len(own) - 1) // 2] if own else periods
    return middle if middle < periods else NEVER
