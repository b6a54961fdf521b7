"""Counts and previews recomputed from the rows, in a few statements, after a bulk import."""

from __future__ import annotations

import json

from django.db import connection, transaction

from parvis.posts.models import SIGNS

SUMS = {
    "posts_post": [
        ("comment_count", "SELECT post_id AS id, count(*) AS n FROM posts_comment WHERE id NOT IN (SELECT comment_id FROM posts_commentwithdrawal) GROUP BY post_id"),
        ("share_count", "SELECT original_id AS id, count(*) AS n FROM posts_share GROUP BY original_id"),
        ("me_too_count", "SELECT post_id AS id, count(*) AS n FROM posts_metoo GROUP BY post_id"),
        *[(f"{s}_count", f"SELECT post_id AS id, count(*) AS n FROM posts_postreaction WHERE sign = '{s}' GROUP BY post_id") for s in SIGNS],
    ],
    "posts_comment": [
        (f"{s}_count", f"SELECT comment_id AS id, count(*) AS n FROM posts_commentreaction WHERE sign = '{s}' GROUP BY comment_id")
        for s in SIGNS
    ],
    "communities_community": [
        ("member_count", "SELECT community_id AS id, count(*) AS n FROM communities_membership GROUP BY community_id")
    ],
}  # fmt: skip
ACTIVE = """UPDATE posts_post SET active_at = latest.at
FROM (SELECT post_id, max(at) AS at FROM posts_comment GROUP BY post_id) AS latest
WHERE latest.post_id = posts_post.id AND posts_post.active_at IS NOT NULL AND posts_post.active_at < latest.at"""
NEWEST = """SELECT post_id, id FROM (SELECT post_id, id, row_number() OVER (PARTITION BY post_id ORDER BY id DESC) AS rank
FROM posts_comment WHERE id NOT IN (SELECT comment_id FROM posts_commentwithdrawal)) AS ranked
WHERE rank <= 2 ORDER BY post_id, id"""


@transaction.atomic
def recount() -> None:
    """Make every counter equal its rows, `active_at` the last activity, and `preview` the two newest comments."""
    with connection.cursor() as cursor:
        for table, sums in SUMS.items():
            for column, query in sums:
                cursor.execute(
                    f"UPDATE {table} SET {column} = counted.n FROM ({query}) AS counted "
                    f"WHERE counted.id = {table}.id AND {table}.{column} <> counted.n"
                )
        cursor.execute(ACTIVE)
        cursor.execute(NEWEST)
        newest: dict[int, list[int]] = {}
        for post_id, comment_id in cursor.fetchall():
            newest.setdefault(post_id, []).append(comment_id)
        pairs = [(json.dumps(ids), post_id) for post_id, ids in newest.items()]
        cast = "%s::jsonb" if connection.vendor == "postgresql" else "%s"
        cursor.executemany(f"UPDATE posts_post SET preview = {cast} WHERE id = %s", pairs)
