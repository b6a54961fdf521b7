"""What a reader's home starts from, asked together with where they stand (`communities.standing`): one statement."""

from __future__ import annotations

import dataclasses
import datetime as dt
from typing import Any

from django.utils.dateparse import parse_datetime

from parvis.communities.standing import Standing, read, standing_of
from parvis.kernel import clock
from parvis.people.models import Person


@dataclasses.dataclass(frozen=True)
class State:
    """The visit before this one, what is muted, whether posts from beyond are wanted, the reader's own posts others do not see
    yet, and where the reader stands."""

    standing: Standing
    started_at: dt.datetime | None = None
    previous_at: dt.datetime | None = None
    posts: tuple[int, ...] = ()
    people: tuple[int, ...] = ()
    communities: tuple[int, ...] = ()
    wants_beyond: bool = True
    unsettled: tuple[int, ...] = ()


PAD = "'', '', '', '', '', 0, FALSE"
LASTS = "(until IS NULL OR until > %s)"
MORE = f"""
UNION ALL SELECT 'visit', person_id, {PAD}, started_at, previous_at FROM feed_visit WHERE person_id = %s
UNION ALL SELECT 'muted post', post_id, {PAD}, NULL, NULL FROM feed_postmute WHERE person_id = %s AND {LASTS}
UNION ALL SELECT 'muted person', muted_id, {PAD}, NULL, NULL FROM feed_personmute WHERE person_id = %s AND {LASTS}
UNION ALL SELECT 'muted community', community_id, {PAD}, NULL, NULL FROM feed_communitymute WHERE person_id = %s AND {LASTS}
UNION ALL SELECT 'not beyond', person_id, {PAD}, NULL, NULL FROM feed_feedchoice WHERE person_id = %s AND NOT beyond_my_team
UNION ALL SELECT 'unsettled', id, {PAD}, NULL, NULL FROM posts_post WHERE settles_at IS NOT NULL AND author_id = %s"""  # noqa: S608


def instant(value: Any) -> dt.datetime:
    """A moment as either database gives it."""
    parsed = value if isinstance(value, dt.datetime) else parse_datetime(str(value))
    assert parsed is not None
    return parsed if parsed.tzinfo else parsed.replace(tzinfo=dt.UTC)


def state_of(viewer: Person) -> State:
    """All of it in one query."""
    now, me = clock.now(), viewer.pk
    rows = read(viewer, MORE, [me, me, now, me, now, me, now, me, me])
    found: dict[str, list[int]] = {}
    started = previous = None
    for row in rows:
        found.setdefault(row[0], []).append(row[1])
        if row[0] == "visit":
            started, previous = (instant(at) if at else None for at in row[9:11])
    posts, people, places = (tuple(found.get(f"muted {what}", ())) for what in ("post", "person", "community"))
    return State(
        standing_of(viewer),
        started,
        previous,
        posts,
        people,
        places,
        "not beyond" not in found,
        tuple(sorted(found.get("unsettled", ()), reverse=True)),
    )
