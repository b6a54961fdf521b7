"""The last three weeks of the demo are told, so that its notices have something to say: the record gets a line for each word."""

from __future__ import annotations

import datetime as dt
from typing import Any

from parvis.kernel.chronicling import record
from parvis.notifications import deciding
from parvis.notifications.models import FanOut
from parvis.posts.commenting import COMMENTED
from parvis.posts.counting import REACTED
from parvis.posts.models import Comment, Post, PostReaction

TOLD, MOST = dt.timedelta(days=21), 400


def fill(now: dt.datetime) -> None:
    """What was said and done, in its order; then everybody hears of what concerns them."""
    said: list[tuple[dt.datetime, Any, Any, Any, Any]] = []
    for comment in Comment.objects.filter(at__gte=now - TOLD, withdrawal=None).select_related("author", "post"):
        said.append((comment.at, COMMENTED, comment.author, comment, comment.post.place_id))
    for sign in PostReaction.objects.filter(at__gte=now - TOLD).select_related("person", "post").order_by("-at")[:MOST]:
        said.append((sign.at, REACTED, sign.person, Post(id=sign.post_id), sign.post.place_id))
    for at, deed, by, subject, place in sorted(said, key=lambda one: one[0])[-MOST:]:
        record(deed, by=by, subject=subject, place=place, at=at)
    while deciding.decide() or FanOut.objects.filter(done_at=None).exists():
        pass
