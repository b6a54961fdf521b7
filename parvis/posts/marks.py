"""What a reader has put on posts and comments (their own reaction, bookmark, "me too"), and which words are a first voice or the
accepted answer: one statement for a page."""

from __future__ import annotations

import dataclasses
from collections.abc import Sequence

from django.db import connection

from parvis.kernel.compiled import among, value
from parvis.people.models import Person


@dataclasses.dataclass
class Marks:
    """By mark, what it is on: the reader's sign by id of the post (`sign`) or comment (`said_sign`); an empty text for the others."""

    sign: dict[int, str] = dataclasses.field(default_factory=dict)
    kept: dict[int, str] = dataclasses.field(default_factory=dict)
    too: dict[int, str] = dataclasses.field(default_factory=dict)
    first: dict[int, str] = dataclasses.field(default_factory=dict)
    said_sign: dict[int, str] = dataclasses.field(default_factory=dict)
    said_first: dict[int, str] = dataclasses.field(default_factory=dict)
    accepted: dict[int, str] = dataclasses.field(default_factory=dict)
    # What the reader has just put or said, and others do not see yet (posts.settling): signs by post or comment, ids of comments.
    fresh: dict[int, str] = dataclasses.field(default_factory=dict)
    saying: dict[int, str] = dataclasses.field(default_factory=dict)
    asking: dict[int, str] = dataclasses.field(default_factory=dict)


def statement() -> str:
    post, comment = among("post_id"), among("comment_id")
    return (
        f"SELECT 'sign', post_id, sign FROM posts_postreaction WHERE person_id = %s AND {post} "  # noqa: S608 (our own words)
        f"UNION ALL SELECT 'kept', post_id, '' FROM posts_bookmark WHERE person_id = %s AND {post} "
        f"UNION ALL SELECT 'too', post_id, '' FROM posts_metoo WHERE person_id = %s AND {post} "
        f"UNION ALL SELECT 'first', post_id, '' FROM posts_firstvoice WHERE {post} "
        f"UNION ALL SELECT 'said_first', comment_id, '' FROM posts_firstvoice WHERE {comment} "
        f"UNION ALL SELECT 'fresh', COALESCE(post_id, comment_id), sign FROM posts_unsettledreaction WHERE person_id = %s "
        f"UNION ALL SELECT 'asking', post_id, '' FROM posts_unsettledmetoo WHERE person_id = %s "
    )


def in_thread() -> str:
    post, comment = among("post_id"), among("comment_id")
    return (
        f"UNION ALL SELECT 'said_sign', comment_id, sign FROM posts_commentreaction WHERE person_id = %s AND {comment} "  # noqa: S608
        f"UNION ALL SELECT 'accepted', comment_id, '' FROM posts_acceptedanswer WHERE {comment} "
        f"UNION ALL SELECT 'saying', id, '' FROM posts_unsettledcomment WHERE author_id = %s AND {post}"
    )


def marks_of(viewer: Person, posts: Sequence[int], comments: Sequence[int], *, thread: bool = False) -> Marks:
    """With `thread`, also the reader's reactions to the comments and which one is the accepted answer."""
    found = Marks()
    if not posts:
        return found
    here, there, me = value(list(posts)), value(list(comments)), viewer.pk
    values = [me, here, me, here, me, here, here, there, me, me, *([me, there, there, me, here] if thread else [])]
    with connection.cursor() as cursor:
        cursor.execute(statement() + (in_thread() if thread else ""), values)
        for mark, pk, sign in cursor.fetchall():
            getattr(found, mark)[pk] = sign
    return found
