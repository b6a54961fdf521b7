"""Who did what to whom, when: the chronicle joined to the posts and comments it is about, in bulk, as arrays of 64-bit integers.

A reader holds one week at a time; PostgreSQL hands it over as one value in binary, SQLite in batches. Nothing read here is kept: a run that
ends forgets it. Who visits on which days is read as counts of days, never written anywhere.
"""

from __future__ import annotations

import dataclasses
import datetime as dt
from collections.abc import Sequence
from typing import Any

import numpy as np
from django.db import connection, transaction

from parvis.kernel.ids import LOW_BITS, first_id_at

POST, COMMENT, REACTION, SHARE, ME_TOO, TAKEN_BACK = range(6)
KINDS = {
    "post.published": POST, "comment.made": COMMENT, "post.reacted": REACTION, "post.shared": SHARE, "question.me_too": ME_TOO,
    "post.reaction_taken_back": TAKEN_BACK,
}  # fmt: skip
BATCH = 50_000
# Bytes before the first row of a binary COPY, of the number of its fields, of the length of each (PostgreSQL manual, COPY, "Binary Format").
HEAD, FIELDS, LENGTH = 19, 2, 4

# What is withdrawn is out: a post that is no longer listed, a comment taken back. The person addressed is who wrote what is answered. Posts and
# comments are looked up apart, each through its own key: joined at once, PostgreSQL would read every comment there ever was for one week.
DONE = f"""FROM chronicle_entry e {{found}} WHERE e.id >= %s AND e.id < %s AND e.kind IN ({", ".join(f"'{kind}'" for kind in KINDS)})
 AND e.by_id IS NOT NULL AND p.active_at IS NOT NULL"""
TAIL = "COALESCE(p.community_id, 0), e.subject_id, CASE WHEN p.kind = 'question' THEN 1 ELSE 0 END"
ACTS = f"""SELECT e.id, e.by_id, {{kind}}, p.id, p.author_id, {TAIL}
 {DONE.format(found="JOIN posts_post p ON p.id = e.subject_id")} AND e.subject_type = 'posts.post'
 UNION ALL
 SELECT e.id, e.by_id, {{kind}}, p.id, CASE WHEN e.kind = 'comment.made' THEN COALESCE(a.author_id, p.author_id) ELSE c.author_id END, {TAIL}
 {DONE.format(found="JOIN posts_comment c ON c.id = e.subject_id JOIN posts_post p ON p.id = c.post_id LEFT JOIN posts_comment a ON a.id = c.answers_id")}
 AND e.subject_type = 'posts.comment' AND NOT EXISTS (SELECT 1 FROM posts_commentwithdrawal w WHERE w.comment_id = c.id)"""  # noqa: S608 (names of our own)
KIND = "CASE e.kind " + " ".join(f"WHEN '{kind}' THEN {code}" for kind, code in KINDS.items()) + " END"
COLUMNS = 8


@dataclasses.dataclass(frozen=True)
class Acts:
    """Acts in the order they were done. `id` (ms << 21), `by` and `to` ids of people, `kind` of the codes above, `post`, `community` (0: a
    storyline), `subject` (the post or comment), `question` (1: under a question)."""

    id: np.ndarray
    by: np.ndarray
    kind: np.ndarray
    post: np.ndarray
    to: np.ndarray
    community: np.ndarray
    subject: np.ndarray
    question: np.ndarray

    @property
    def hours(self) -> np.ndarray:
        return (self.id >> LOW_BITS) / 3_600_000

    def where(self, mask: np.ndarray) -> Acts:
        return Acts(*(getattr(self, field.name)[mask] for field in dataclasses.fields(self)))

    def __len__(self) -> int:
        return len(self.id)


def joined(parts: Sequence[Acts]) -> Acts:
    """Several weeks as one; reactions taken back later are out with what took them back."""
    names = [field.name for field in dataclasses.fields(Acts)]
    return without_taken_back(Acts(*(np.concatenate([getattr(part, name) for part in parts]) for name in names)))


def without_taken_back(acts: Acts) -> Acts:
    back = acts.kind == TAKEN_BACK
    keep = ~back
    if back.any():
        last: dict[tuple[int, int], int] = {}
        for by, subject, when in zip(acts.by[back], acts.subject[back], acts.id[back], strict=True):
            last[int(by), int(subject)] = int(when)
        for rank in np.flatnonzero(acts.kind == REACTION):
            if last.get((int(acts.by[rank]), int(acts.subject[rank])), -1) > acts.id[rank]:
                keep[rank] = False
    return acts.where(keep)


def acts_between(start: dt.datetime, end: dt.datetime) -> Acts:
    """The acts done from `start` until before `end`."""
    span = [first_id_at(start), first_id_at(end)]
    with transaction.atomic():
        if connection.vendor == "postgresql":
            # A week is little beside the past, which a hash of every post would read: by keys it costs by the week alone.
            with connection.cursor() as cursor:
                cursor.execute("SET LOCAL enable_hashjoin = off; SET LOCAL enable_mergejoin = off; SET LOCAL jit = off")
        found = rows(ACTS.format(kind=KIND), span + span, COLUMNS)
    return Acts(*found[np.argsort(found[:, 0], kind="stable")].T.copy())


def speakers_between(start: dt.datetime, end: dt.datetime) -> np.ndarray:
    """Ids of those who posted or commented: a light read, where the rest is not needed."""
    statement = (
        "SELECT DISTINCT e.by_id FROM chronicle_entry e WHERE e.id >= %s AND e.id < %s AND e.by_id IS NOT NULL "
        "AND e.kind IN ('post.published', 'comment.made')"
    )
    return rows(statement, [first_id_at(start), first_id_at(end)], 1)[:, 0]


def rows(statement: str, given: list[Any], columns: int) -> np.ndarray:
    """The whole numbers a statement answers, as an array of (rows, `columns`), in any order."""
    return (
        _copied(statement, given, columns) if connection.vendor == "postgresql" else _fetched(statement, given, columns)
    )


def _fetched(statement: str, given: list[Any], columns: int) -> np.ndarray:
    parts = [np.empty((0, columns), dtype=np.int64)]
    with connection.cursor() as cursor:
        cursor.execute(statement, given)
        while batch := cursor.fetchmany(BATCH):
            parts.append(np.array(batch, dtype=np.int64))
    return np.concatenate(parts)


def _copied(statement: str, given: list[Any], columns: int) -> np.ndarray:
    """All rows in one value, eight bytes a number, so that it comes as one message: COPY sends one message a row, and half of the time of a
    week went to receiving two million of them. A value is at most a gigabyte: sixteen million acts in one week."""
    names = [f"column{n}" for n in range(columns)]
    told = " || ".join(f"int8send({name}::bigint)" for name in names)
    with connection.cursor() as cursor, cursor.copy(
        f"COPY (SELECT string_agg({told}, ''::bytea) FROM ({statement}) AS found({', '.join(names)})) TO STDOUT (FORMAT binary)", given,  # noqa: S608
    ) as copy:  # fmt: skip
        body = b"".join(bytes(chunk) for chunk in copy)
    size = int.from_bytes(body[HEAD + FIELDS : HEAD + FIELDS + LENGTH], signed=True)  # -1: no row
    found = np.frombuffer(body, dtype=">i8", count=max(size, 0) // 8, offset=HEAD + FIELDS + LENGTH)
    return found.reshape(-1, columns).astype(np.int64)


def first_times() -> np.ndarray:
    """(person, first reaction, first comment, first post), as ids in time, 0 for never: asked person by person through the indexes that
    begin with the person, so that it costs by people and not by rows. The first time stands even if its words were taken back."""
    published = "(CAST(EXTRACT(EPOCH FROM x.published_at) * 1000 AS bigint) << 21)"
    if connection.vendor == "sqlite":
        published = "(CAST(ROUND((julianday(x.published_at) - 2440587.5) * 86400000) AS integer) << 21)"
    statement = f"""SELECT p.id,
 COALESCE((SELECT x.id FROM chronicle_entry x WHERE x.by_id = p.id AND x.kind = 'post.reacted' ORDER BY x.id LIMIT 1), 0),
 COALESCE((SELECT x.id FROM posts_comment x WHERE x.author_id = p.id ORDER BY x.id LIMIT 1), 0),
 COALESCE((SELECT {published} FROM posts_post x WHERE x.author_id = p.id AND x.published_at IS NOT NULL ORDER BY x.id LIMIT 1), 0)
 FROM people_person p"""  # noqa: S608
    found = rows(statement, [], 4)
    return found[np.argsort(found[:, 0])]
