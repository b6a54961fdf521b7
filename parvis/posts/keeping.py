"""Rows of posts and comments that this process has read already, kept while they are the same in the database.

A page shows much the same posts to everybody; reading twenty of them whole, with their authors, is a third of its cost. On PostgreSQL
each version of a row has a name of its own, `(xmin, ctid)`: the transaction that wrote it and where it lies. A page asks for these
names, of the post and of all the rows whose words are drawn with it, through the same reading rule as the posts themselves; only what is
not kept under just these names is read. Nothing is ever stale: another version has another name, and what a reader may not see is not
named to them. On SQLite, whose rows have no such name, everything is read each time."""

from __future__ import annotations

import functools
from collections.abc import Callable, Iterable, Sequence
from typing import Any, Generic, TypeVar

from django.db import connection

from parvis.kernel.compiled import Compiled

T = TypeVar("T")
MOST_POSTS, MOST_THREADS = 6000, 1000
FACE = "LEFT JOIN people_mandate m ON m.person_id = a.id LEFT JOIN people_portrait f ON f.person_id = a.id"  # of an author `a`


def names(*aliases: str) -> str:
    """SQL of one text: the names of the versions of these rows (tables of the statement, by alias)."""
    return "concat(" + ", '|', ".join(f"{alias}.xmin, {alias}.ctid" for alias in aliases) + ")"


COMMENTS = f"""SELECT k.id, {names("k", "a", "m", "f", "w")} AS name FROM posts_comment k
JOIN people_person a ON a.id = k.author_id {FACE} LEFT JOIN posts_commentwithdrawal w ON w.comment_id = k.id"""  # noqa: S608
POSTS = f"""WITH seen AS ({{seen}})
SELECT p.id, {names("p", "a", "m", "f", "u", "c", "z", "g")}, (SELECT string_agg(said.name, ' ' ORDER BY said.id) FROM (
{COMMENTS} WHERE k.id IN (SELECT shown::bigint FROM jsonb_array_elements_text(p.preview) shown)) said)
FROM seen s JOIN posts_post p ON p.id = s.id JOIN people_person a ON a.id = p.author_id {FACE}
LEFT JOIN people_unit u ON u.id = a.unit_id LEFT JOIN communities_community c ON c.id = p.community_id
LEFT JOIN communities_archive z ON z.community_id = c.id LEFT JOIN posts_servicesignature g ON g.post_id = p.id"""  # noqa: S608 (our own words)
THREAD = f"""SELECT string_agg(said.name, ' ' ORDER BY said.id) FROM (
{COMMENTS} WHERE k.post_id = %s ORDER BY k.id DESC LIMIT %s) said"""  # noqa: S608


class Shelf(Generic[T]):
    """What is kept under an id and the names of the versions it was made of; at most `most`, then it starts again."""

    def __init__(self, most: int) -> None:
        self.most = most
        self.kept: dict[Any, tuple[Any, T]] = {}

    def get(self, key: Any, name: Any) -> T | None:
        found = self.kept.get(key)
        return found[1] if found is not None and found[0] == name else None

    def put(self, key: Any, name: Any, what: T) -> None:
        if len(self.kept) >= self.most:
            self.kept.clear()
        self.kept[key] = (name, what)


_posts: Shelf[Any] = Shelf(MOST_POSTS)
_threads: Shelf[Any] = Shelf(MOST_THREADS)


def forget() -> None:
    """As a process that starts."""
    _posts.kept.clear()
    _threads.kept.clear()


def keeps() -> bool:
    """Whether versions of rows have names here."""
    return connection.vendor == "postgresql"


@functools.cache
def posts_statement(visible: Compiled, is_guest: bool) -> tuple[str, Any]:
    seen = visible.statement(is_guest)
    return POSTS.format(seen=seen.sql), seen


def named(viewer: Any, ids: Sequence[int] | int, visible: Compiled) -> list[tuple[int, tuple[Any, Any]]]:
    """(id, names) of those of the posts that `viewer` may read: `visible` asks for their ids, or for that of one."""
    sql, seen = posts_statement(visible, viewer.is_guest)
    with connection.cursor() as cursor:
        wanted = {"pk": ids} if isinstance(ids, int) else {"ids": list(ids)}
        cursor.execute(sql, seen.given({"viewer": viewer.pk, **wanted}))
        return [(row[0], row[1:]) for row in cursor.fetchall()]


def posts(
    viewer: Any, ids: Sequence[int] | int, visible: Compiled, read: Callable[[list[int]], Iterable[Any]]
) -> dict[int, Any]:
    """Those of the posts that `viewer` may read, by id: kept ones, and the others from `read`."""
    found: dict[int, Any] = {}
    fresh: dict[int, tuple[Any, Any]] = {}
    for pk, name in named(viewer, ids, visible):
        row = _posts.get(pk, name)
        if row is None:
            fresh[pk] = name
        else:
            found[pk] = row
    if fresh:
        for row in read(list(fresh)):
            _posts.put(row.id, fresh[row.id], row)
            found[row.id] = row
    return found


def thread(post_id: int, limit: int, read: Callable[[], T]) -> T:
    """The conversation under a post already found readable, kept or from `read`."""
    with connection.cursor() as cursor:
        cursor.execute(THREAD, [post_id, limit])
        [name] = cursor.fetchone() or [None]
    found: T | None = _threads.get((post_id, limit), name)
    if found is None:
        found = read()
        _threads.put((post_id, limit), name, found)
    return found
