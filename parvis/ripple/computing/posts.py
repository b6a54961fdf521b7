"""Posts and what answered them: replies, questions, first words greeted, leaders, life of the communities (notes A3)."""

from __future__ import annotations

from collections.abc import Iterator
from statistics import median

import numpy as np

from parvis.kernel.thresholds import coded
from parvis.ripple.computing import Counted, largest_of
from parvis.ripple.computing.ladder import curve, first_word
from parvis.ripple.reading import COMMENT, POST, Acts
from parvis.ripple.statistics.ties import blau
from parvis.ripple.window import Window

WITHIN_HOURS = 7 * 24


def places(window: Window, acts: Acts) -> Iterator[tuple[str, str, np.ndarray]]:
    """(partition, cell, which acts) of all, then of each open or closed community; a secret one counts in all and is never named."""
    yield "all", "", np.ones(len(acts), dtype=bool)
    for community in sorted(window.open_communities):
        inside = acts.community == community
        if inside.any():
            yield "community", str(community), inside


def first_answers(window: Window, posts: Acts) -> np.ndarray:
    """Hours from each post to the first comment by somebody else; infinite without one before the end of the window."""
    answers = window.now.where(window.now.kind == COMMENT)
    order = np.lexsort((posts.post,))
    sorted_posts = posts.post[order]
    found = np.full(len(posts), np.inf)
    if not len(posts):
        return found
    place = np.minimum(np.searchsorted(sorted_posts, answers.post), len(sorted_posts) - 1)
    known = sorted_posts[place] == answers.post
    rank = order[place[known]]
    other = answers.by[known] != posts.by[rank]
    np.minimum.at(found, rank[other], (answers.hours[known] - posts.hours[rank])[other])
    return found


def replies(window: Window) -> Iterator[Counted]:
    """Time to the first answer by Kaplan and Meier over posts: one without an answer is censored at seven days or at the end of the window,
    never left out (a mean over answered posts alone flatters)."""
    posts = window.now.where(window.now.kind == POST)
    waits, seen = first_answers(window, posts), (window.cut >> 21) / 3_600_000 - posts.hours
    limit = np.minimum(seen, WITHIN_HOURS)
    answered = waits <= limit
    hours = np.floor(np.maximum(np.where(answered, waits, limit), 0)).astype(np.int64)
    for partition, cell, inside in places(window, posts):
        found = curve(hours[inside], answered[inside], {})
        survival = np.array(found.value.pop("survival")), found.value
        beyond = np.flatnonzero(survival[0] <= 0.1)
        value = {
            "posts": int(inside.sum()), "answered": round(1 - float(survival[0][-1]), 3) if len(survival[0]) else None,
            "median_hours": survival[1]["median"], "p90_hours": int(beyond[0]) if len(beyond) else None,
            "curve": {"hours": survival[1]["weeks"], "survival": survival[0].tolist(), "low": survival[1]["low"], "high": survival[1]["high"], "at_risk": survival[1]["at_risk"]},
        }  # fmt: skip
        authors = np.bincount(posts.by[inside])
        yield Counted(
            partition, cell, int((authors > 0).sum()), value, events=int(inside.sum()), largest=largest_of(authors)
        )


def questions(window: Window) -> Iterator[Counted]:
    """A question is what its author posted as one; it waits while nobody else has commented."""
    posts = window.now.where(window.now.kind == POST)
    waiting = np.isinf(first_answers(window, posts))
    asked = posts.question == 1
    for partition, cell, inside in places(window, posts):
        total, questions = int(inside.sum()), int((inside & asked).sum())
        unanswered = int((inside & asked & waiting).sum())
        people = len(np.unique(posts.by[inside]))
        value = {"posts": total, "share": round(questions / total, 3) if total else None, "unanswered": unanswered}
        yield Counted(partition, cell, people, value, events=total)


def diversity(window: Window) -> Iterator[Counted]:
    """Blau's index (1977) of the units of those who comment, 1 - sum of p², times K/(K - 1) for K units."""
    comments = window.now.where(window.now.kind == COMMENT)
    for partition, cell, inside in places(window, comments):
        who = np.unique(comments.by[inside])
        _units, sizes = np.unique(window.cell[who], return_counts=True)
        mixed = blau(sizes, len(window.cells))
        yield Counted(
            partition,
            cell,
            len(who),
            {"blau": None if mixed is None else round(mixed, 3)},
            counts={"people": len(who)},
        )


def greeted(window: Window) -> Iterator[Counted]:
    """First words of the window, but for its last day, that somebody else answered within 24 hours under the same post."""
    first, now = first_word(window), window.now
    day = 24 * 3_600_000 << 21
    written = now.where(np.isin(now.kind, (POST, COMMENT)))
    words = written.where(
        np.unique(written.by, return_index=True)[1]
    )  # the first of each in these four weeks, in the order of time
    words = words.where((first[words.by] >= window.cut - 28 * day) & (words.id < window.cut - day))
    answers = now.where((now.kind == COMMENT) & (now.by != now.to))
    size = len(window.people.ids)
    by_key: dict[int, list[int]] = {}
    wanted = set((words.post.astype(object) * size + words.by).tolist())
    posts = np.isin(answers.post, words.post)
    for post, to, when in zip(
        answers.post[posts].tolist(), answers.to[posts].tolist(), answers.id[posts].tolist(), strict=True
    ):
        if post * size + to in wanted:
            by_key.setdefault(post * size + to, []).append(when)
    people = {int(by): False for by in words.by}
    for post, by, when in zip(words.post.tolist(), words.by.tolist(), words.id.tolist(), strict=True):
        people[by] |= any(when < then <= when + day for then in by_key.get(post * size + by, ()))
    count, answered = len(people), sum(people.values())
    yield Counted(
        "all",
        "",
        count,
        {"first_voices": count // 5 * 5, "answered_24h": coded(answered, count) if count else None},
        events=count,
    )


def leaders(window: Window) -> Iterator[Counted]:
    """Comments under the posts of leaders that the leader answered within 48 hours; about those who commented."""
    lead, now = window.people.leaders, window.now
    comments = now.where(now.kind == COMMENT)
    posts = now.where((now.kind == POST) & lead[now.by])
    own = dict(zip(posts.post.tolist(), posts.by.tolist(), strict=True))
    under = comments.where(np.isin(comments.post, posts.post))
    answers: dict[tuple[int, int], list[float]] = {}
    made = [0] * len(window.people.ids)
    rows = list(zip(under.post.tolist(), under.by.tolist(), under.to.tolist(), under.hours.tolist(), strict=True))
    for post, by, to, hour in rows:
        if own[post] == by:
            answers.setdefault((post, to), []).append(hour)
            made[by] += 1
    asked = [(post, by, hour) for post, by, _to, hour in rows if own[post] != by]
    heard = sum(any(hour < then <= hour + 48 for then in answers.get((post, by), ())) for post, by, hour in asked)
    value = {
        "replies": int((lead[comments.by] & (comments.by != comments.to)).sum()), "posts": len(posts),
        "share_answered_48h": coded(heard, len(asked)) if asked else None,
    }  # fmt: skip
    people = len({by for _post, by, _hour in asked})
    yield Counted("all", "", people, value, events=len(asked))


def health(window: Window) -> Iterator[Counted]:
    """Active in the four weeks over active in the eight weeks read (SWOOP divides by twelve months, which a week must not read again), beside the
    median of communities of the same kind."""
    found = []
    for _partition, cell, inside in [one for one in places(window, window.now) if one[0] == "community"]:
        acts = window.now.where(inside)
        active = np.unique(acts.by)
        ever = np.union1d(active, window.before.by[window.before.community == int(cell)])
        kind = kind_of(acts)
        found.append((cell, len(active), len(ever), kind, np.bincount(acts.by)))
    ratios: dict[str, list[float]] = {}
    for _cell, active_count, ever_count, kind, _by in found:
        if ever_count >= window.floor:
            ratios.setdefault(kind, []).append(active_count / ever_count)
    for cell, active_count, ever_count, kind, by in found:
        middle = round(median(ratios[kind]), 2) if len(ratios.get(kind, ())) >= 3 else None
        value = {
            "active": active_count,
            "ever": ever_count,
            "ratio": coded(active_count, ever_count),
            "kind": kind,
            "kind_median": middle,
        }
        counts = {"active": active_count, "not": ever_count - active_count}
        yield Counted("community", cell, ever_count, value, largest=largest_of(by), counts=counts)


def kind_of(acts: Acts) -> str:
    """After the archetypes of Riemer, Lock Lee, Kjaer and Haeffner (ACIS 2018), by what can be counted: a *stream* is written by few (its first
    author made six posts in ten, or there are fewer than half as many comments as posts); a *forum* asks (three posts in ten are
    questions); a *team* talks much among few (two comments a post, at most 25 people); the rest are *communities of practice*."""
    posts, comments = acts.where(acts.kind == POST), int((acts.kind == COMMENT).sum())
    if not len(posts):
        return "practice"
    if np.bincount(posts.by).max() >= 0.6 * len(posts) or comments < 0.5 * len(posts):
        return "stream"
    if posts.question.mean() >= 0.3:
        return "forum"
    if comments >= 2 * len(posts) and len(np.unique(acts.by)) <= 25:
        return "team"
    return "practice"
