"""Random networks recomputed in plain Python; killed and gone on with; twice; a week by itself and in a row."""

from __future__ import annotations

import datetime as dt
import random
from collections import defaultdict

import pytest

from parvis.chronicle.models import Entry
from parvis.importers.recalling import recall
from parvis.kernel import clock
from parvis.kernel.ids import imported_id
from parvis.kernel.thresholds import few_hidden
from parvis.people.models import Person, Unit
from parvis.posts.models import Comment, Post, PostReaction, Publication
from parvis.ripple import rolling
from parvis.ripple.computing import ladder, ties
from parvis.ripple.models import Figure, Panel, Snapshot
from parvis.ripple.rolling import STEPS, WEEK, Weeks, begin, last_monday, midnight, roll, roll_missing

WEEKS = 11


def plant(seed: int) -> None:
    """Forty people in three units, eleven weeks of posts, comments and reactions."""
    draw = random.Random(seed)
    end = midnight(last_monday(clock.now()))
    units = [Unit.objects.create(name=f"U{n}", slug=f"u{n}") for n in range(3)]
    for unit in units:
        Unit.objects.filter(pk=unit.pk).update(path=f"/{unit.pk}/")
    people = []
    for n in range(40):
        person = Person(
            id=imported_id(end - dt.timedelta(days=300), f"p{n}"), handle=f"p{n}", name=f"P{n}", unit=units[n % 3]
        )
        person.chain = f"/{person.pk}/"
        people.append(person)
    Person.objects.bulk_create(people)

    def moment(after: dt.datetime | None = None) -> dt.datetime:
        start = after or end - WEEKS * WEEK
        return start + (end - start) * draw.random()

    for n in range(120):
        at = moment()
        author = people[int(40 * draw.random() ** 2)]
        post = Post.objects.create(
            id=imported_id(at, f"post{n}"), author=author, body_text="x", drafted_at=at, published_at=at, active_at=at
        )
        Publication.objects.create(id=imported_id(at, f"pub{n}"), post=post, by=author, at=at)
        said: list[Comment] = []
        for k in range(draw.randrange(4)):
            when = moment(at)
            to = draw.choice([*said, None])
            comment = Comment(
                id=imported_id(when, f"c{n}:{k}"),
                post=post,
                author=draw.choice(people),
                body_html="x",
                body_text="x",
                at=when,
                parent=to,
                answers=to,
            )
            comment.save(force_insert=True)
            said.append(comment)
        PostReaction.objects.bulk_create(
            PostReaction(person=p, post=post, sign="useful", at=moment(at))
            for p in draw.sample(people, draw.randrange(5))
        )
    recall()


def by_hand(week: dt.date) -> dict[str, object]:
    """The same from the rows, one by one."""
    end, start = midnight(week), midnight(week - 4 * WEEK)
    people = {p.pk: p for p in Person.objects.all()}
    written, pairs, first = defaultdict(int), set(), {}
    for post in Post.objects.filter(published_at__lt=end):
        written[post.author_id] += start <= post.published_at
        first[post.author_id] = min(first.get(post.author_id, end), post.published_at)
    for comment in Comment.objects.filter(at__lt=end).select_related("post", "answers"):
        written[comment.author_id] += start <= comment.at
        first[comment.author_id] = min(first.get(comment.author_id, end), comment.at)
        to = comment.answers.author_id if comment.answers else comment.post.author_id
        if start <= comment.at and to != comment.author_id:
            pairs.add((comment.author_id, to))
    for reaction in PostReaction.objects.filter(at__gte=start, at__lt=end).select_related("post"):
        if reaction.person_id != reaction.post.author_id:
            pairs.add((reaction.person_id, reaction.post.author_id))
    undirected = {tuple(sorted(pair)) for pair in pairs}
    bridges = defaultdict(int)
    for one, other in undirected:
        bridges[":".join(map(str, sorted((people[one].unit_id, people[other].unit_id))))] += 1
    x = sorted(n for n in written.values() if n)
    n = len(x)
    return {
        "voice": n, "pairs": len(undirected), "two_way": sum((b, a) in pairs for a, b in pairs) // 2, "bridges": dict(bridges),
        "first": sum(at >= end - WEEK for at in first.values()),
        "gini": round(sum((2 * i - n - 1) * v for i, v in enumerate(x, 1)) / (n * sum(x)), 3) if n else None,
    }  # fmt: skip


@pytest.mark.parametrize("seed", [1, 2, 3])
def test_recomputed_in_plain_python(db, seed):
    plant(seed)
    weeks = Weeks()
    for back in (0, 2, 5):
        week = last_monday(clock.now()) - back * WEEK
        window = weeks.window(begin(week, weeks)) if back == 0 else Weeks().window(begin(week, Weeks()))
        truth = by_hand(week)
        [all_, *_] = ladder.participation(window)
        mutual = next(ties.two_way(window))
        assert mutual.members is not None
        both = int((mutual.members.state & 0xFFFFF).sum()) // 2  # of each pair, both ends
        assert all_.counts["voice"] == truth["voice"]
        assert (mutual.value["pairs"], both) == (truth["pairs"], truth["two_way"])
        assert mutual.value["two_way"] == few_hidden(both, truth["pairs"])
        assert {one.cell: one.value["ties"] for one in ties.bridges(window)} == truth["bridges"]
        assert next(ladder.first_voices(window)).events == truth["first"]
        assert next(ties.concentration(window)).value["gini"] == truth["gini"]


def everything() -> list[tuple]:
    rows = Figure.objects.order_by("snapshot__week", "measure", "partition", "cell")
    panel = Panel.objects.order_by("snapshot__week", "unit").values_list(
        "snapshot__week", "unit", "people", "silent", "activated", "first", "voices"
    )
    return [
        *rows.values_list(
            "snapshot__week", "measure", "partition", "cell", "people", "value", "withheld", "counts", "since"
        ),
        *panel,
    ]


def test_run_twice_or_killed_or_week_by_week_it_is_the_same(db, monkeypatch):
    plant(4)
    assert roll_missing(6) == 6
    once = everything()
    assert roll_missing(6) == 0
    assert everything() == once
    Snapshot.objects.all().delete()
    real, taken = rolling.take, []

    def killed(step, snapshot, window):
        if len(taken) == 2 * len(STEPS) + 7:
            taken.append("killed")
            raise KeyboardInterrupt
        taken.append(step)
        real(step, snapshot, window)

    monkeypatch.setattr(rolling, "take", killed)
    with pytest.raises(KeyboardInterrupt):
        roll_missing(6)
    assert Snapshot.objects.filter(frozen_at__isnull=False).count() == 2
    assert len(Snapshot.objects.get(frozen_at__isnull=True).steps) == 7
    roll_missing(6)
    assert taken.count("participation") == 6  # what was done is not done again
    assert everything() == once
    Snapshot.objects.all().delete()
    for back in range(5, -1, -1):  # each in a run of its own
        roll(last_monday(clock.now()) - back * WEEK)
    assert everything() == once


def test_a_week_reads_eight_weeks_and_no_more(db):
    plant(5)
    weeks = Weeks()
    roll(last_monday(clock.now()), weeks)
    start = midnight(last_monday(clock.now()) - 8 * WEEK)
    assert weeks.read <= Entry.objects.filter(at__gte=start).count() < Entry.objects.count()


def test_recalled_twice_counts_once_and_sorts_by_time(db):
    plant(6)
    before = Entry.objects.count()
    assert before == Post.objects.count() + Comment.objects.count() + PostReaction.objects.count()
    assert recall() == 0
    found = list(Entry.objects.order_by("id").values_list("at", flat=True))
    assert [at.replace(microsecond=at.microsecond // 1000 * 1000) for at in found] == sorted(
        at.replace(microsecond=at.microsecond // 1000 * 1000) for at in found
    )


def test_old_snapshots_are_deleted(db):
    plant(7)
    roll_missing(2)
    assert rolling.forget(clock.now()) == 0
    assert rolling.forget(clock.now() + dt.timedelta(days=3 * 365 + 8)) > 0
    assert not Figure.objects.exists()
