"""The home page, composed on read: the newest activity of the places one is in and of the people one follows.

One statement. Each place and each person followed gives its newest posts from its own index, whatever their number; the newest
of these are the page. What it costs depends on how many places one follows, not on how many posts or people there are.
"""

from __future__ import annotations

import dataclasses
import datetime as dt
import re
from typing import Any

from django.db import connection
from django.http import Http404
from django.utils.dateparse import parse_datetime

from parvis.kernel import clock
from parvis.kernel.pages import pack, unpack
from parvis.people.models import Person
from parvis.posts.models import Post

SIZE = 20
FILTERS = ("all", "unread", "questions", "leaders")
CONDITIONS = {
    "all": "",
    "unread": "AND p.active_at > %(since)s AND NOT EXISTS (SELECT 1 FROM feed_readmark r WHERE r.post_id = p.id AND r.person_id = %(me)s AND r.at >= p.active_at)",
    "questions": "AND p.kind = 'question' AND NOT p.is_answered",
    "leaders": "AND p.author_id IN (SELECT person_id FROM people_mandate)",
}
PLACES = """SELECT community_id AS id FROM communities_membership WHERE person_id = %(me)s
 UNION SELECT id FROM communities_community WHERE everyone AND %(everyone)s UNION SELECT %(me)s"""
FOLLOWED = "SELECT followed_id AS id FROM people_follow WHERE person_id = %(me)s"
BEFORE = "AND (p.active_at < %(at)s OR (p.active_at = %(at)s AND p.id < %(id)s))"


@dataclasses.dataclass(frozen=True)
class Found:
    """A post of the page, its activity, and why it is there: "place", "followed" or "own"."""

    id: int
    active_at: dt.datetime
    why: str


def one_source(column: str, value: str, more: str) -> str:
    return (
        f"SELECT p.id, p.active_at FROM posts_post p WHERE p.{column} = {value} AND p.active_at IS NOT NULL {more} "
        "ORDER BY p.active_at DESC, p.id DESC LIMIT %(limit)s"
    )


def statement_postgresql(more: str) -> str:
    """Newest of each place and of each person followed, laterally; the newest of all."""
    place = one_source("place_id", "s.id", more)
    author = one_source("author_id", "s.id", f"AND p.audience = 'everyone' {more}")
    return (
        f"SELECT id, max(active_at) AS at, min(why) AS why FROM ("
        f"SELECT n.id, n.active_at, 1 AS why FROM ({PLACES}) s CROSS JOIN LATERAL ({place}) n UNION ALL "
        f"SELECT n.id, n.active_at, 2 AS why FROM ({FOLLOWED}) s CROSS JOIN LATERAL ({author}) n WHERE %(everyone)s"
        f") found GROUP BY id ORDER BY at DESC, id DESC LIMIT %(limit)s"
    )


def statement_sqlite(more: str, places: list[int], followed: list[int]) -> str:
    """The same without LATERAL: one limited subselect per source."""
    parts = [f"SELECT id, active_at, 1 AS why FROM ({one_source('place_id', str(pk), more)})" for pk in places]
    parts += [
        f"SELECT id, active_at, 2 AS why FROM ({one_source('author_id', str(pk), 'AND p.audience = ' + chr(39) + 'everyone' + chr(39) + ' ' + more)})"
        for pk in followed
    ]
    return " UNION ALL ".join(parts)


@dataclasses.dataclass(frozen=True)
class State:
    """What a reader's home starts from: the visit before this one, what is muted, whether posts from beyond are wanted."""

    started_at: dt.datetime | None = None
    previous_at: dt.datetime | None = None
    posts: tuple[int, ...] = ()
    people: tuple[int, ...] = ()
    communities: tuple[int, ...] = ()
    wants_beyond: bool = True


STATE = """SELECT 'visit', person_id, started_at, previous_at FROM feed_visit WHERE person_id = %s
UNION ALL SELECT 'post', post_id, NULL, NULL FROM feed_postmute WHERE person_id = %s AND (until IS NULL OR until > %s)
UNION ALL SELECT 'person', muted_id, NULL, NULL FROM feed_personmute WHERE person_id = %s AND (until IS NULL OR until > %s)
UNION ALL SELECT 'community', community_id, NULL, NULL FROM feed_communitymute WHERE person_id = %s AND (until IS NULL OR until > %s)
UNION ALL SELECT 'beyond', person_id, NULL, NULL FROM feed_feedchoice WHERE person_id = %s AND NOT beyond_my_team"""


def state_of(viewer: Person) -> State:
    """All of it in one query."""
    now: Any = clock.now()
    me = viewer.pk
    if connection.vendor == "sqlite":
        now = connection.ops.adapt_datetimefield_value(now)
    with connection.cursor() as cursor:
        cursor.execute(STATE, [me, me, now, me, now, me, now, me])
        rows = cursor.fetchall()
    muted = {what: tuple(pk for w, pk, _a, _b in rows if w == what) for what in ("post", "person", "community")}
    visit = next(((a, b) for w, _pk, a, b in rows if w == "visit"), (None, None))
    started, previous = (instant(at) if at else None for at in visit)
    return State(
        started, previous, muted["post"], muted["person"], muted["community"], not any(w == "beyond" for w, *_ in rows)
    )


def without_muted(state: State) -> str:
    """Integers of our own, written into the statement: with a subquery the planner no longer walks the index in order."""
    parts = []
    for column, ids in (("id", state.posts), ("author_id", state.people), ("community_id", state.communities)):
        if ids:
            listed = ",".join(str(int(pk)) for pk in ids)
            parts.append(
                f"AND (p.{column} NOT IN ({listed}){' OR p.community_id IS NULL' if column == 'community_id' else ''})"
            )
    return " ".join(parts)


def parameters(
    viewer: Person, *, key: tuple[dt.datetime, int] | None, limit: int, since: dt.datetime | None
) -> dict[str, Any]:
    return {
        "me": viewer.pk, "everyone": not viewer.is_guest, "limit": limit,
        "at": key[0] if key else None, "id": key[1] if key else 0, "since": since or dt.datetime(2000, 1, 1, tzinfo=dt.UTC),
    }  # fmt: skip


def compose(
    viewer: Person,
    *,
    only: str = "all",
    key: tuple[dt.datetime, int] | None = None,
    size: int = SIZE,
    since: dt.datetime | None = None,
    state: State | None = None,
) -> list[Found]:
    """The `size` + 1 newest posts of the viewer's home, after `key` (activity, id) when given, newest first."""
    more = f"{CONDITIONS[only]} {without_muted(state or state_of(viewer))} {BEFORE if key else ''}"
    values = parameters(viewer, key=key, limit=size + 1, since=since)
    with connection.cursor() as cursor:
        if connection.vendor == "postgresql":
            cursor.execute(statement_postgresql(more), values)
            rows = cursor.fetchall()
        else:
            rows = sqlite_rows(cursor, more, values, viewer)
    return [Found(pk, instant(at), "place" if why == 1 else "followed") for pk, at, why in rows]


def sqlite_rows(cursor: Any, more: str, values: dict[str, Any], viewer: Person) -> list[Any]:
    named = dict(values)
    places = [row[0] for row in run(cursor, PLACES, named)]
    followed = [] if viewer.is_guest else [row[0] for row in run(cursor, FOLLOWED, named)]
    best: dict[int, tuple[int, Any, int]] = {}
    sources = [(pk, True) for pk in places] + [(pk, False) for pk in followed]
    for start in range(0, len(sources), 400):
        some = sources[start : start + 400]
        sql = statement_sqlite(more, [pk for pk, place in some if place], [pk for pk, place in some if not place])
        for pk, at, why in run(cursor, sql, named):
            if pk not in best or why < best[pk][2]:
                best[pk] = (pk, at, why)
    ordered = sorted(best.values(), key=lambda row: (row[1], row[0]), reverse=True)
    return ordered[: values["limit"]]


def run(cursor: Any, sql: str, values: dict[str, Any]) -> list[Any]:
    """Named parameters on SQLite, whose Django cursor takes positional ones."""
    names: list[str] = []

    def take(match: re.Match[str]) -> str:
        names.append(match[1])
        return "%s"

    text = re.sub(r"%\((\w+)\)s", take, sql)
    prepared = [
        connection.ops.adapt_datetimefield_value(values[n]) if isinstance(values[n], dt.datetime) else values[n]
        for n in names
    ]
    cursor.execute(text, prepared)
    return list(cursor.fetchall())


def instant(value: Any) -> dt.datetime:
    parsed = value if isinstance(value, dt.datetime) else parse_datetime(str(value))
    assert parsed is not None
    return parsed if parsed.tzinfo else parsed.replace(tzinfo=dt.UTC)


def cursor_of(found: Found) -> str:
    return pack(found.active_at.isoformat(), str(found.id))


def key_of(cursor: str) -> tuple[dt.datetime, int] | None:
    """(activity, id) of a page's cursor; a 404 for one nobody made."""
    key = unpack(cursor, 2)
    if key is None:
        return None
    try:
        return instant(key[0]), int(key[1])
    except (AssertionError, ValueError) as broken:
        raise Http404("unknown page") from broken


def load(viewer: Person, ids: list[int]) -> dict[int, Post]:
    """The posts themselves, through the reading rule: what the composition found is checked once more."""
    return Post.objects.visible_to(viewer).for_screen().in_bulk(ids)
