"""What a post of a leader set in motion, at the foot of the roster: the newest that was answered, of those who opened themselves to the
communicator, and first one that has had the week after which it may be compared. Never the most answered: nobody is ranked. The
figures and their rules are those of the page of a post's echoes."""

from __future__ import annotations

import datetime as dt
from collections.abc import Collection

from django.db.models import Case, When

from parvis.kernel import clock
from parvis.people.models import Person
from parvis.posts.models import Post
from parvis.ripple.cascading import DELAY
from parvis.ripple.screens import Page, page_of
from parvis.ripple.visibility import with_floor

LATELY, ANSWERED = dt.timedelta(days=30), 3  # so many comments at least: fewer draw nothing


def newest_answered(viewer: Person, leaders: Collection[int]) -> Page | None:
    """`viewer` is a communicator, `leaders` the ids of those beside whom they are; None when nothing they may read was answered lately."""
    if not leaders:
        return None
    rows = with_floor(Post.objects.visible_to(viewer)).filter(author__in=leaders, comment_count__gte=ANSWERED)
    now = clock.now()
    has_had_its_week = Case(When(published_at__lte=now - DELAY, then=1), default=0)
    post = rows.filter(published_at__gte=now - LATELY).order_by(has_had_its_week.desc(), "-published_at", "-id").first()
    return page_of(post, viewer) if post else None
