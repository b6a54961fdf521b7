"""The chronicle of rows that came in bulk, without their verbs: one entry for each thing done, dated as it was, written by the database itself."""

from __future__ import annotations

from django.db import connection, transaction

from parvis.kernel.ids import LOW_BITS
from parvis.notifications import deciding

# (kind, who, what, its model, where, when, from): what the verbs record, of what the rows still say.
PLACE = "COALESCE(p.community_id, p.author_id)"
DEEDS = [
    ("post.published", "x.by_id", "x.post_id", "posts.post", PLACE, "x.at", "posts_publication x JOIN posts_post p ON p.id = x.post_id"),
    ("comment.made", "x.author_id", "x.id", "posts.comment", PLACE, "x.at", "posts_comment x JOIN posts_post p ON p.id = x.post_id"),
    ("post.reacted", "x.person_id", "x.post_id", "posts.post", PLACE, "x.at", "posts_postreaction x JOIN posts_post p ON p.id = x.post_id"),
    (
        "post.reacted", "x.person_id", "x.comment_id", "posts.comment", PLACE, "x.at",
        "posts_commentreaction x JOIN posts_comment c ON c.id = x.comment_id JOIN posts_post p ON p.id = c.post_id",
    ),
    (
        "post.shared", "p.author_id", "x.original_id", "posts.post", PLACE, "p.published_at",
        "posts_share x JOIN posts_post p ON p.id = x.post_id AND p.published_at IS NOT NULL",
    ),
    ("question.me_too", "x.person_id", "x.post_id", "posts.post", PLACE, "x.at", "posts_metoo x JOIN posts_post p ON p.id = x.post_id"),
    ("question.answered", "x.by_id", "x.comment_id", "posts.comment", PLACE, "x.at", "posts_acceptedanswer x JOIN posts_post p ON p.id = x.post_id"),
    ("post.pinned", "x.by_id", "x.post_id", "posts.post", PLACE, "x.at", "posts_pin x JOIN posts_post p ON p.id = x.post_id"),
    ("poll.voted", "x.person_id", "x.poll_id", "posts.poll", PLACE, "p.published_at", "posts_ballot x JOIN posts_poll o ON o.id = x.poll_id JOIN posts_post p ON p.id = o.post_id"),
    ("community.joined", "x.person_id", "x.community_id", "communities.community", "x.community_id", "x.at", "communities_membership x"),
    ("person.followed", "x.person_id", "x.followed_id", "people.person", "CAST(NULL AS bigint)", "x.at", "people_follow x"),
]  # fmt: skip


def milliseconds(column: str) -> str:
    if connection.vendor == "postgresql":
        return f"CAST(FLOOR(EXTRACT(EPOCH FROM {column}) * 1000) AS bigint)"
    return f"CAST(ROUND((julianday({column}) - 2440587.5) * 86400000) AS integer)"


def statement(known: bool) -> str:
    """One INSERT of every deed. An id is the instant and, in its low bits, the rank among those written: it sorts with the ids of the verbs. With
    `known`, what the record already tells of the same person and thing is left out: only then is the record looked at."""
    parts = " UNION ALL ".join(
        f"SELECT '{kind}' AS kind, {by} AS by_id, '{model}' AS subject_type, {what} AS subject_id, {place} AS place_id, {at} AS at FROM {rows}"  # noqa: S608
        for kind, by, what, model, place, at, rows in DEEDS
    )
    fresh = "" if not known else (
        " AND NOT EXISTS (SELECT 1 FROM chronicle_entry e WHERE e.subject_id = d.subject_id AND e.kind = d.kind AND e.by_id = d.by_id)"
    )  # fmt: skip
    low = f"((row_number() OVER (ORDER BY d.at)) & {(1 << LOW_BITS) - 1})"
    columns = "kind, by_id, subject_type, subject_id, place_id, at"
    values = ", ".join(f"d.{column}" for column in columns.split(", "))
    return (
        f"INSERT INTO chronicle_entry (id, {columns}) SELECT ({milliseconds('d.at')} << {LOW_BITS}) | {low}, {values} "  # noqa: S608
        f"FROM ({parts}) AS d WHERE d.by_id IS NOT NULL AND d.at IS NOT NULL{fresh}"
    )


@transaction.atomic
def recall() -> int:
    """Write what is missing in the chronicle of the rows that are there; how many entries. Nobody is told of them: they are the past."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT EXISTS (SELECT 1 FROM chronicle_entry)")
        known = bool(cursor.fetchone()[0])
        cursor.execute(statement(known))
        written = int(cursor.rowcount)
    deciding.pass_over()
    return written
