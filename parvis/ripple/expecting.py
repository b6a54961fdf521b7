"""What a post like this one usually brings here: an expectation with its doubt, or silence.

A negative binomial regression of two counts of the first seven days (people who answered the post or passed it on; people who spoke for
the first time under it) on the posts of 180 days, at most 3,000 (the newest): the author's own usual, the format, the length, the
place, the weekday and the hour. The interval is predictive, 90 %: nine posts out of ten like this one fall in it. Under thirty
comparable posts nothing is said. The model holds no person: the author's usual is a column, made from their other posts and drawn
towards everybody's; so it may be kept. It changes on Mondays. The logarithm of the audience online is stood for by place, weekday and
hour: Parvis does not keep who is online.
"""

from __future__ import annotations

import collections
import dataclasses
import datetime as dt
import math
from collections.abc import Iterable, Sequence

import numpy as np
from django.core.cache import cache
from django.db.models import Exists, F, Min, OuterRef, Q, Value
from django.db.models.functions import Length
from django.utils import timezone

from parvis.kernel import clock
from parvis.kernel.ids import first_id_at
from parvis.kernel.jobs import every, job
from parvis.posts.models import Comment, FirstVoice, Post, Share
from parvis.ripple.cascading import monday
from parvis.ripple.statistics import expectation

SPAN, FIRST_DAYS, KEPT = dt.timedelta(days=180), dt.timedelta(days=7), 8 * 24 * 3600
MOST, ENOUGH, SOME, LEVEL = 3000, 30, 10, 0.9
KINDS = [Post.Kind.QUESTION, Post.Kind.ARTICLE, Post.Kind.VIDEO, Post.Kind.POLL, Post.Kind.SHARE]
PEOPLE, VOICES = "people", "voices"


@dataclasses.dataclass(frozen=True)
class Before:
    """A post as far as the expectation needs it."""

    id: int
    author: int
    kind: str
    length: int
    place: str
    at: dt.datetime


@dataclasses.dataclass(frozen=True)
class Usual:
    """What is kept of the posts of 180 days: `posts` of them, the mean count of each measure, the model of each, the formats known."""

    posts: int
    means: dict[str, float]
    models: dict[str, expectation.Model]
    kinds: tuple[str, ...]


@dataclasses.dataclass(frozen=True)
class Expected:
    """`observed` (None of first voices: those are told by `cascading.first_voices` alone) beside what was `expected`, from `low` to
    `high` nine times out of ten."""

    observed: int | None
    expected: float
    low: int
    high: int

    @property
    def verdict(self) -> str:
        if self.observed is None:
            return ""
        return "more" if self.observed > self.high else "less" if self.observed < self.low else "usual"


def place_of(community: int | None, everyone: bool | None) -> str:
    return "storyline" if community is None else "everyone" if everyone else "community"


def befores(since: dt.datetime, until: dt.datetime) -> list[Before]:
    """The newest posts of a span."""
    rows = Post.objects.filter(active_at__isnull=False, published_at__gte=since, published_at__lt=until)
    rows = rows.filter(pk__gte=first_id_at(since - SPAN)).annotate(length=Length("body_text"))
    columns = ("pk", "author_id", "kind", "length", "community_id", "community__everyone", "published_at")
    return [
        Before(pk, author, kind, length, place_of(community, everyone), at)
        for pk, author, kind, length, community, everyone, at in rows.order_by("-pk").values_list(*columns)[:MOST]
    ]


def counts_of(posts: Sequence[Before]) -> dict[str, collections.Counter[int]]:
    """By measure and post: how many people other than the author in the first seven days. One statement."""
    where = {one.id: one for one in posts}
    found: dict[str, collections.Counter[int]] = {PEOPLE: collections.Counter(), VOICES: collections.Counter()}
    first = Exists(FirstVoice.objects.filter(comment__post=OuterRef("post_id"), person=OuterRef("author_id")))
    said = Comment.objects.filter(post_id__in=list(where), withdrawal=None).annotate(
        under=F("post_id"), who=F("author_id"), is_first=first
    )
    shared = Share.objects.filter(original_id__in=list(where), post__active_at__isnull=False)
    shared = shared.annotate(under=F("original_id"), who=F("post__author_id"), is_first=Value(False))
    columns = ("under", "who", "is_first", "since")
    rows = said.values("under", "who", "is_first").annotate(since=Min("at")).values_list(*columns)
    passed = shared.values("under", "who", "is_first").annotate(since=Min("post__published_at")).values_list(*columns)
    seen: set[tuple[int, int]] = set()
    for pk, who, is_first, at in rows.union(passed, all=True):
        post = where[pk]
        if who != post.author and at <= post.at + FIRST_DAYS and (pk, who) not in seen:
            seen.add((pk, who))
            found[PEOPLE][pk] += 1
            found[VOICES][pk] += bool(is_first)
    return found


@every(dt.timedelta(hours=1))
@job()
def learn_what_is_usual() -> None:
    """On Monday, before somebody asks."""
    usual(clock.now())


def usual_posts_of(post: Post, until: dt.datetime) -> tuple[set[int], dict[str, collections.Counter[int]]]:
    """The author's posts of the 180 days before `until`, with this one, and what `counts_of` says of them. One statement."""
    window = Q(
        author_id=post.author_id, active_at__isnull=False, published_at__gte=until - SPAN, published_at__lt=until
    )
    rows = Post.objects.filter(window | Q(pk=post.pk)).order_by()
    first = Exists(FirstVoice.objects.filter(comment__post=OuterRef("pk"), person=OuterRef("comments__author_id")))
    columns = ("pk", "published_at", "who", "is_first", "since")
    said = rows.filter(comments__withdrawal=None).annotate(who=F("comments__author_id"), is_first=first)
    passed = rows.filter(shares__post__active_at__isnull=False).annotate(
        who=F("shares__post__author_id"), is_first=Value(False)
    )
    found = (
        said.values("pk", "published_at", "who", "is_first").annotate(since=Min("comments__at")).values_list(*columns)
    )
    shared = passed.values("pk", "published_at", "who", "is_first").annotate(since=Min("shares__post__published_at")).values_list(*columns)  # fmt: skip
    written, counts, seen = set(), {PEOPLE: collections.Counter[int](), VOICES: collections.Counter[int]()}, set()
    for pk, published, who, is_first, at in found.union(shared, all=True):
        written.add(pk)
        if who is not None and who != post.author_id and at <= published + FIRST_DAYS and (pk, who) not in seen:
            seen.add((pk, who))
            counts[PEOPLE][pk] += 1
            counts[VOICES][pk] += bool(is_first)
    return written | {post.pk}, counts


def usual_of_author(count: float, posts: int, mean: float) -> float:
    """How much more than everybody this author's other posts bring, as a logarithm, drawn towards 0 when they are few."""
    mean = max(mean, 0.05)
    return math.log((count + 2 * mean) / ((posts + 2) * mean))


def row_of(post: Before, usual: float, kinds: Iterable[str]) -> list[float]:
    """The columns of one post: constant, author's usual, length, place (2), format, weekday (weekend, Monday, Friday), hour (2)."""
    local = timezone.localtime(post.at)
    turn, day = math.tau * (local.hour + local.minute / 60) / 24, local.weekday()
    return [
        1.0, usual, math.log1p(post.length / 100), float(post.place == "storyline"), float(post.place == "community"),
        *(float(post.kind == kind) for kind in kinds),
        float(day >= 5), float(day == 0), float(day == 4), math.sin(turn), math.cos(turn),
    ]  # fmt: skip


def learn(now: dt.datetime) -> Usual:
    """From the posts of the 180 days before the last Monday that have had seven days to be answered. Two statements."""
    until = monday(now) - FIRST_DAYS
    posts = befores(until - SPAN, until)
    if len(posts) < ENOUGH:
        return Usual(len(posts), {}, {}, ())
    counts, often = counts_of(posts), collections.Counter(one.kind for one in posts)
    kinds = tuple(str(kind) for kind in KINDS if often[kind] >= SOME)
    means, models = {}, {}
    for measure, found in counts.items():
        of_author: collections.Counter[int] = collections.Counter()
        written = collections.Counter(one.author for one in posts)
        for one in posts:
            of_author[one.author] += found[one.id]
        mean = means[measure] = sum(found.values()) / len(posts)
        if sum(found.values()) < ENOUGH:
            continue
        rows = [
            row_of(one, usual_of_author(of_author[one.author] - found[one.id], written[one.author] - 1, mean), kinds) for one in posts
        ]  # fmt: skip
        models[measure] = expectation.fit(np.array([found[one.id] for one in posts], float), np.array(rows))
    return Usual(len(posts), means, models, kinds)


def usual(now: dt.datetime) -> Usual:
    """What was learnt this week: by the job of the hour or the first who asks, for all."""
    key = f"ripple:usual:2:{monday(now).date()}"
    found: Usual | None = cache.get(key)
    if found is None:
        found = learn(now)
        cache.set(key, found, KEPT)
    return found


def expected_of(post: Post) -> dict[str, Expected]:
    """Of each measure that can be told: what the post brought in seven days beside what such a post brings. Empty before seven days,
    and under thirty comparable posts. One statement, and what was learnt."""
    now = clock.now()
    assert post.published_at is not None
    known = usual(now)
    if now < post.published_at + FIRST_DAYS or not known.models:
        return {}
    until = monday(now) - FIRST_DAYS
    place = place_of(post.community_id, post.community.everyone if post.community else None)
    mine = Before(post.pk, post.author_id, post.kind, len(post.body_text), place, post.published_at)
    written, counts = usual_posts_of(post, until)
    others = written - {post.pk}
    made = {}
    for measure, model in known.models.items():
        count = sum(counts[measure][pk] for pk in others)
        row = row_of(mine, usual_of_author(count, len(others), known.means[measure]), known.kinds)
        mean, low, high = model.interval(np.array(row), LEVEL)
        observed = counts[measure][post.pk] if measure == PEOPLE else None
        made[measure] = Expected(observed, mean, int(low), int(high))
    return made
