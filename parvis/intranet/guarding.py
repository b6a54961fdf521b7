"""The guard against overdose: what was told of one page (or passed on of one post) this week to nearly the same people. From the
second time on, the next is offered as a share into, or a comment under, what is there. It advises; it keeps nobody from writing."""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Sequence

from parvis.communities.audiences import overlaps
from parvis.communities.models import Community
from parvis.kernel import clock
from parvis.kernel.addresses import key_of
from parvis.people.models import Person
from parvis.posts.models import Post, PostLink, Share

WEEK, ENOUGH, MOST, READ = dt.timedelta(days=7), 2, 50, 300  # the next would be the third
NEARLY = 0.5  # of the people spoken to
ADDRESS = re.compile(r"https?://[^\s<>\"]+")


def keys_in(text: str, link: str = "") -> list[str]:
    """The pages a manuscript is about, as its links will be shown: three at most, the one beside the words first."""
    given = [link, *(found.rstrip(".,;:!?)»") for found in ADDRESS.findall(text))]
    return list(dict.fromkeys(key for one in given if one and (key := key_of(one))))[:3]


def told_this_week(
    person: Person, place: Community | None, *, keys: Sequence[str] = (), original: int | None = None
) -> list[Post]:
    """What was published of these pages, or of this post, in the last seven days, as far as the person may read it, for more than
    half of the readers of `place`; the most discussed first."""
    # Newest first: a page everybody links to is looked at no further than its newest posts.
    links = (
        PostLink.objects.filter(card__key__in=list(keys)).order_by("-post").values_list("post", flat=True)[:READ]
        if keys
        else ()
    )
    about: set[int] = {*links, *([original] if original else [])}
    same = about | set(Share.objects.filter(original__in=about).values_list("post", flat=True))
    rows = Post.objects.visible_to(person).filter(pk__in=same, published_at__gte=clock.now() - WEEK)
    found = list(rows.select_related("community", "author").order_by("-comment_count", "-id")[:MOST])
    reached = overlaps(place, {post.community_id: post.community for post in found}.values()) if found else {}
    return [post for post in found if reached.get(post.community_id, 0.0) > NEARLY]
