"""Counts and previews recomputed from the rows, each table in one pass, after a bulk import."""

from __future__ import annotations

from django.db import connection, transaction

from parvis.posts.models import SIGNS

HERE = "id NOT IN (SELECT comment_id FROM posts_commentwithdrawal)"
SIGNED = ", ".join(f"sum(CASE WHEN sign = '{sign}' THEN 1 ELSE 0 END) AS {sign}_count" for sign in SIGNS)
# By post: how many comments are there, when the last was made, the two newest as JSON.
COMMENTS = f"""SELECT post_id, max(CASE WHEN rank = 1 THEN n ELSE 0 END) AS comment_count, max(latest) AS latest,
'[' || CASE WHEN min(id) = max(id) THEN '' ELSE min(id) || ', ' END || max(id) || ']' AS preview FROM (
 SELECT post_id, id, row_number() OVER (PARTITION BY post_id ORDER BY id DESC) AS rank, count(*) OVER (PARTITION BY post_id) AS n,
 max(at) OVER (PARTITION BY post_id) AS latest FROM posts_comment WHERE {HERE}
) AS ranked WHERE rank <= 2 GROUP BY post_id"""
JOINED = {  # alias: (what is counted by row, the columns it gives)
    "posts_post": {
        "c": (COMMENTS, ["comment_count"]),
        "r": (f"SELECT post_id, {SIGNED} FROM posts_postreaction GROUP BY post_id", [f"{sign}_count" for sign in SIGNS]),
        "s": ("SELECT s.original_id AS post_id, count(*) AS share_count FROM posts_share s JOIN posts_post p ON p.id = s.post_id WHERE p.active_at IS NOT NULL GROUP BY s.original_id", ["share_count"]),
        "m": ("SELECT post_id, count(*) AS me_too_count FROM posts_metoo GROUP BY post_id", ["me_too_count"]),
    },
    "posts_comment": {
        "r": (f"SELECT comment_id AS post_id, {SIGNED} FROM posts_commentreaction GROUP BY comment_id", [f"{sign}_count" for sign in SIGNS]),
    },
    "communities_community": {
        "n": ("SELECT community_id AS post_id, count(*) AS member_count FROM communities_membership GROUP BY community_id", ["member_count"]),
    },
}  # fmt: skip


def statement(table: str) -> str:
    """One UPDATE of the rows of `table` whose counts (and, for posts, last activity and preview) are not those of the rows."""
    joins = ""
    columns: dict[str, str] = {}
    for alias, (query, names) in JOINED[table].items():
        joins += f" LEFT JOIN ({query}) {alias} ON {alias}.post_id = t.id"
        columns |= {name: f"COALESCE({alias}.{name}, 0)" for name in names}
    differs = [f"{table}.{name} <> found.{name}" for name in columns]
    if table == "posts_post":
        columns["preview"] = "COALESCE(c.preview, '[]')" + ("::jsonb" if connection.vendor == "postgresql" else "")
        columns["active_at"] = "CASE WHEN t.active_at < c.latest THEN c.latest ELSE t.active_at END"
        differs += ["posts_post.preview <> found.preview", "posts_post.active_at < found.active_at"]
    sets = ", ".join(f"{name} = found.{name}" for name in columns)
    found = ", ".join(f"{value} AS {name}" for name, value in columns.items())
    return (
        f"UPDATE {table} SET {sets} FROM (SELECT t.id, {found} FROM {table} t{joins}) AS found "
        f"WHERE found.id = {table}.id AND ({' OR '.join(differs)})"
    )


@transaction.atomic
def recount() -> None:
    """Make every counter equal its rows, `active_at` the last activity, and `preview` the two newest comments."""
    with connection.cursor() as cursor:
        for table in JOINED:
            cursor.execute(statement(table))
