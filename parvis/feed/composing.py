"""The home page, composed on read: the newest activity of the places one is in and of the people one follows.

One statement. Each place and each person followed gives its newest posts from its own index, whatever their number; the newest
of these are the page. What it costs depends on how many places one follows, not on how many posts or people there are.
"""

from __future__ import annotations

import dataclasses
import datetime as dt
from typing import Any

from django.db import connection
from django.http import Http404

from parvis.feed.state import State, instant, state_of
from parvis.kernel.compiled import value
from parvis.kernel.pages import pack, row_id, unpack
from parvis.people.models import Person

SIZE = 20
FILTERS = ("all", "unread", "questions", "leaders")
CONDITIONS = {
    "all": "",
    "unread": "AND p.active_at > {since} AND NOT EXISTS (SELECT 1 FROM feed_readmark r WHERE r.post_id = p.id AND r.person_id = {me} AND r.at >= p.active_at)",
    "questions": "AND p.kind = 'question' AND NOT p.is_answered",
    "leaders": "AND p.author_id IN (SELECT person_id FROM people_mandate)",
}
MOST_SOURCES = 400


@dataclasses.dataclass(frozen=True)
class Found:
    """A post of the page, its activity, and why it is there: "place" or "followed"."""

    id: int
    active_at: dt.datetime
    why: str


class Values:
    """The values of a statement, in the order they are written into it: `values.put(x)` answers the mark that stands for x."""

    def __init__(self) -> None:
        self.given: list[Any] = []

    def put(self, one: Any, cast: str = "") -> str:
        self.given.append(value(one))
        return f"%s{cast if connection.vendor == 'postgresql' else ''}"


@dataclasses.dataclass(frozen=True)
class Asked:
    """What is asked of the composition: the filter, after which (activity, id), since when it is new."""

    viewer: Person
    state: State
    only: str = "all"
    key: tuple[dt.datetime, int] | None = None
    since: dt.datetime | None = None

    def places(self) -> list[int]:
        """The communities one is in, and one's own storyline."""
        return [*self.state.standing.places, self.viewer.pk]

    def followed(self) -> list[int]:
        return [] if self.viewer.is_guest else sorted(self.state.standing.followed)

    def conditions(self, values: Values) -> str:
        """What more a post must be, for one source."""
        parts = [CONDITIONS[self.only]]
        if self.only == "unread":
            since = values.put(self.since or dt.datetime(2000, 1, 1, tzinfo=dt.UTC), "::timestamptz")
            parts = [CONDITIONS["unread"].format(since=since, me=values.put(self.viewer.pk))]
        parts += [self.without(column, ids, values) for column, ids in self.muted() if ids]
        if self.key:
            at, pk = self.key
            marks = [values.put(at, "::timestamptz"), values.put(at, "::timestamptz"), values.put(pk, "::bigint")]
            parts.append("AND (p.active_at < {} OR (p.active_at = {} AND p.id < {}))".format(*marks))
        return " ".join(parts)

    def muted(self) -> list[tuple[str, tuple[int, ...]]]:
        state = self.state
        return [("id", state.posts), ("author_id", state.people), ("community_id", state.communities)]

    def without(self, column: str, ids: tuple[int, ...], values: Values) -> str:
        none = " OR p.community_id IS NULL" if column == "community_id" else ""
        if connection.vendor == "postgresql":
            return f"AND (p.{column} <> ALL({values.put(ids, '::bigint[]')}){none})"
        return f"AND (p.{column} NOT IN ({','.join(str(int(pk)) for pk in ids)}){none})"


def newest(condition: str, more: str, limit: int, columns: str = "p.id, p.active_at") -> str:
    return (
        f"SELECT {columns} FROM posts_post p WHERE {condition} AND p.active_at IS NOT NULL {more} "
        f"ORDER BY p.active_at DESC, p.id DESC LIMIT {limit}"
    )


PLACE, FOLLOWED = "p.place_id = s.id", "p.author_id = s.id AND p.audience = 'everyone'"


def lateral(condition: str, ids: str, more: str, limit: int, why: int) -> str:
    one = newest(condition, more, limit)
    return f"SELECT n.id, n.active_at, {why} AS why FROM unnest({ids}) s(id) CROSS JOIN LATERAL ({one}) n"


def postgresql_rows(asked: Asked, limit: int) -> list[tuple[int, Any, int]]:
    """Newest of each place and of each person followed, laterally; the newest of all.

    A first look at the very newest of each place (and, for who is in few places, of each person followed) gives `limit` posts,
    hence an activity (`oldest`) below which nothing can be on the page: the second look stops there."""
    values, places, followed = Values(), asked.places(), asked.followed()
    sources = [(PLACE, places, 3, 1)] + ([(FOLLOWED, followed, 1, 2)] if followed else [])
    enough = sources[:1] if len(places) >= limit // 2 else sources
    looks = [
        lateral(c, values.put(ids, "::bigint[]"), asked.conditions(values), few, why) for c, ids, few, why in enough
    ]
    bound = "AND p.active_at >= (SELECT at FROM oldest)"
    finds = [
        lateral(c, values.put(ids, "::bigint[]"), f"{asked.conditions(values)} {bound}", limit, why)
        for c, ids, _few, why in sources
    ]
    sql = (
        f"WITH oldest AS (SELECT COALESCE((SELECT max(active_at) FROM ({' UNION ALL '.join(looks)}) seen GROUP BY id "
        f"ORDER BY 1 DESC OFFSET {limit - 1} LIMIT 1), '-infinity') AS at) "
        f"SELECT id, max(active_at) AS at, min(why) AS why FROM ({' UNION ALL '.join(finds)}) found "
        f"GROUP BY id ORDER BY at DESC, id DESC LIMIT {limit}"
    )
    with connection.cursor() as cursor:
        cursor.execute(sql, values.given)
        return cursor.fetchall()


def sqlite_rows(asked: Asked, limit: int) -> list[tuple[int, Any, int]]:
    """The same without LATERAL: one limited subselect per source."""
    best: dict[int, tuple[int, Any, int]] = {}
    sources = [(1, pk) for pk in asked.places()] + [(2, pk) for pk in asked.followed()]
    for start in range(0, len(sources), MOST_SOURCES):
        values, parts = Values(), []
        for why, pk in sources[start : start + MOST_SOURCES]:
            column = "p.place_id = " if why == 1 else "p.audience = 'everyone' AND p.author_id = "
            parts.append(
                f"SELECT * FROM ({newest(column + str(int(pk)), asked.conditions(values), limit, f'p.id, p.active_at, {why}')})"
            )
        with connection.cursor() as cursor:
            cursor.execute(" UNION ALL ".join(parts), values.given)
            for found in cursor.fetchall():
                if found[0] not in best or found[2] < best[found[0]][2]:
                    best[found[0]] = found
    return sorted(best.values(), key=lambda row: (row[1], row[0]), reverse=True)[:limit]


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
    asked = Asked(viewer, state or state_of(viewer), only, key, since)
    rows = (postgresql_rows if connection.vendor == "postgresql" else sqlite_rows)(asked, size + 1)
    return [Found(pk, instant(at), "place" if why == 1 else "followed") for pk, at, why in rows]


def cursor_of(found: Found) -> str:
    return pack(found.active_at.isoformat(), str(found.id))


def key_of(cursor: str) -> tuple[dt.datetime, int] | None:
    """(activity, id) of a page's cursor; a 404 for one nobody made."""
    key = unpack(cursor, 2)
    if key is None:
        return None
    try:
        return instant(key[0]), row_id(key[1])
    except (AssertionError, ValueError, OverflowError) as broken:
        raise Http404("unknown page") from broken
