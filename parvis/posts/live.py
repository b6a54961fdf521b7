"""What a page hears of the posts on it as it happens: that something was said under one, or a sign put on it."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from typing import Any

from parvis.chronicle.models import Entry
from parvis.live.offering import Followed, offer
from parvis.posts import answering, arriving, commenting, counting, voting
from parvis.posts.hearing import COMMENT
from parvis.posts.models import Comment, Post
from parvis.posts.models.reaction import SIGNS
from parvis.posts.visibility import readers_among

DEEDS = (
    commenting.COMMENTED, commenting.WITHDRAWN, commenting.EDITED, counting.REACTED, counting.TOOK_BACK, answering.ACCEPTED, answering.REOPENED,
    answering.ME_TOO, voting.VOTED, arriving.SHARED,
)  # fmt: skip


def posts_told_of(entries: Sequence[Entry]) -> dict[int, set[int]]:
    """The post of each entry; a comment that is gone says nothing any more."""
    said = [entry.subject_id for entry in entries if entry.subject_type == COMMENT]
    under = dict(Comment.objects.filter(pk__among=said).values_list("pk", "post_id")) if said else {}
    posts = {entry.pk: under.get(entry.subject_id, 0) if entry.subject_type == COMMENT else entry.subject_id for entry in entries}  # fmt: skip
    return {pk: {post} for pk, post in posts.items() if post}


def numbers_among(posts: Collection[int]) -> Mapping[int, Mapping[str, Any]]:
    """How many comments, and of each sign: what everybody who may read the post is shown of it."""
    columns = [f"{sign}_count" for sign in SIGNS]
    rows = Post.objects.filter(pk__among=list(posts)).values_list("pk", "comment_count", *columns)
    return {
        pk: {"comments": comments, "signs": {sign: n for sign, n in zip(SIGNS, counts, strict=True) if n}}
        for pk, comments, *counts in rows
    }


def declare() -> None:
    offer(Followed("post", tuple(deed.name for deed in DEEDS), posts_told_of, readers_among, along=numbers_among))
