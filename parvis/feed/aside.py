"""The right column of home: who spoke for the first time this week, which questions wait."""

from __future__ import annotations

import datetime as dt

from django.db.models import Q

from parvis.kernel import clock
from parvis.people.models import Person
from parvis.posts.models import FirstVoice, Post


def first_voices(viewer: Person) -> list[FirstVoice]:
    """First voices of the last seven days that the viewer may read, newest first."""
    readable = Post.objects.visible_to(viewer).values("pk")
    rows = FirstVoice.objects.filter(at__gte=clock.now() - dt.timedelta(days=7))
    rows = rows.filter(Q(post__in=readable) | Q(comment__post__in=readable)).exclude(person=viewer)
    return list(
        rows.select_related("person", "person__mandate", "person__portrait", "person__unit", "comment").order_by("-at")[
            :8
        ]
    )


def unanswered(viewer: Person) -> list[Post]:
    """Questions nobody has said a word to, oldest first among the recent ones."""
    rows = Post.objects.visible_to(viewer).filter(kind="question", is_answered=False, comment_count=0)
    return list(
        rows.filter(active_at__gte=clock.now() - dt.timedelta(days=30))
        .select_related("author")
        .order_by("active_at")[:4]
    )
