"""Posts and what answered them: replies, questions, first words greeted, leaders, life of the communities (notes A3)."""

from __future__ import annotations

from collections.abc import Iterator
from statistics import median

import numpy as np

from parvis.kernel.thresholds import coded, few_hidden
from parvis.ripple.computing import Counted, Members, largest_of
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
    one = np.where(answered, 1 + hours, 0)
    for partition, cell, inside in places(window, posts):
        found = curve(hours[inside], answered[inside], {})
        survival = np.array(found.value.pop("survival")), found.value
        beyond = np.flatnonzero(survival[0] <= 0.1)
        value = {
            "posts": int(inside.sum()), "answered": as_told(1 - float(survival[0][-1]), int(inside.sum())) if len(survival[0]) else None,
            "median_hours": survival[1]["median"], "p90_hours": int(beyond[0]) if len(beyond) else None,
            "curve": {"hours": survival[1]["weeks"], "survival": survival[0].tolist(), "low": survival[1]["low"], "high": survival[1]["high"], "at_risk": survival[1]["at_risk"]},
        }  # fmt: skip
        authors = np.bincount(posts.by[inside])
        made = by_author(posts.by[inside], one[inside])
        yield Counted(partition, cell, len(made.who), value, events=int(inside.sum()), largest=largest_of(authors), members=made)  # fmt: skip


def as_told(share: float, whole: int) -> float | str:
    """A share estimated over `whole` posts: to the hundredth, and not at all precise where few are nearly all alike."""
    return coded(share * whole, whole) if whole else 0.0


def by_author(by: np.ndarray, state: np.ndarray) -> Members:
    """Who wrote, each with a number that stands for all that was found of what they wrote: it changes when anything of it does."""
    who, place = np.unique(by, return_inverse=True)
    each = np.bincount(
        place, weights=(state + 1) * 1000 + 1, minlength=len(who)
    )  # their number is in the thousands' rest
    return Members(who, each.astype(np.int64))


def questions(window: Window) -> Iterator[Counted]:
    """A question is what its author posted as one; it waits while nobody else has commented."""
    posts = window.now.where(window.now.kind == POST)
    waiting = np.isinf(first_answers(window, posts))
    asked = posts.question == 1
    for partition, cell, inside in places(window, posts):
        total, questions = int(inside.sum()), int((inside & asked).sum())
        unanswered = int((inside & asked & waiting).sum())
        made = by_author(posts.by[inside], (asked * 2 + (asked & waiting))[inside])
        value = {
            "posts": total,
            "share": as_told(questions / total, total) if total else None,
            "unanswered": few_hidden(unanswered),
        }
        yield Counted(partition, cell, len(made.who), value, events=total, members=made)  # fmt: skip


def diversity(window: Window) -> Iterator[Counted]:
    """Blau's index (1977) of the units of those who comment, 1 - sum of p², times K/(K - 1) for K units."""
    comments = window.now.where(window.now.kind == COMMENT)
    for partition, cell, inside in places(window, comments):
        who = np.unique(comments.by[inside])
        _units, sizes = np.unique(window.cell[who], return_counts=True)
        mixed = blau(sizes, len(window.cells))
        value = {"blau": None if mixed is None else round(mixed, 3)}
        yield Counted(partition, cell, len(who), value, members=Members(who, window.cell[who]))


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
    who = np.array(sorted(people), dtype=np.int64)
    value = {"first_voices": count // 5 * 5, "answered_24h": coded(answered, count) if count else None}
    members = Members(who, np.array([people[one] for one in who.tolist()], dtype=np.int64))
    yield Counted("all", "", count, value, events=count, members=members)


def leaders(window: Window) -> Iterator[Counted]:
    """Comments under the posts of leaders that the leader answered within 48 hours; about those who commented. Answers most of which one leader
    gave are not said: the figures of one leader are that leader's."""
    lead, now = window.people.leaders, window.now
    comments = now.where(now.kind == COMMENT)
    posts = now.where((now.kind == POST) & lead[now.by])
    own = dict(zip(posts.post.tolist(), posts.by.tolist(), strict=True))
    under = comments.where(np.isin(comments.post, posts.post))
    answers: dict[tuple[int, int], list[float]] = {}
    rows = list(zip(under.post.tolist(), under.by.tolist(), under.to.tolist(), under.hours.tolist(), strict=True))
    for post, by, to, hour in rows:
        if own[post] == by:
            answers.setdefault((post, to), []).append(hour)
    asked = [(post, by, hour) for post, by, _to, hour in rows if own[post] != by]
    heard = [any(hour < then <= hour + 48 for then in answers.get((post, by), ())) for post, by, hour in asked]
    replies = comments.by[lead[comments.by] & (comments.by != comments.to)]
    value = {
        "replies": few_hidden(len(replies)), "posts": few_hidden(len(posts)),
        "share_answered_48h": coded(sum(heard), len(asked)) if asked else None,
    }  # fmt: skip
    by = np.array([by for _post, by, _hour in asked], dtype=np.int64)
    who, place = np.unique(np.concatenate([by, replies]), return_inverse=True)
    weight = np.concatenate([1 + 1000 * np.array(heard, dtype=np.int64), np.full(len(replies), 1_000_000)])
    members = Members(who, np.bincount(place, weights=weight, minlength=len(who)).astype(np.int64))
    yield Counted("all", "", len(np.unique(by)), value, events=len(asked), largest=largest_of(np.bincount(replies)) if len(replies) else None, members=members)  # fmt: skip


def health(window: Window) -> Iterator[Counted]:
    """Active in the four weeks over active in the eight weeks read (SWOOP divides by twelve months, which a week must not read again), beside the
    median of communities of the same kind."""
    found = []
    for _partition, cell, inside in [one for one in places(window, window.now) if one[0] == "community"]:
        acts = window.now.where(inside)
        active = np.unique(acts.by)
        either = np.union1d(active, window.before.by[window.before.community == int(cell)])
        found.append(
            (cell, Members(either, np.isin(either, active).astype(np.int64)), kind_of(acts), np.bincount(acts.by))
        )
    ratios: dict[str, list[float]] = {}
    for _cell, ever, kind, _by in found:
        if len(ever.who) >= window.floor:
            ratios.setdefault(kind, []).append(float(ever.state.mean()))
    for cell, ever, kind, by in found:
        middle = round(median(ratios[kind]), 2) if len(ratios.get(kind, ())) >= 3 else None
        whole, active_count = len(ever.who), int(ever.state.sum())
        value = {
            "active": few_hidden(active_count, whole), "ever": whole, "ratio": coded(active_count, whole), "kind": kind, "kind_median": middle,
        }  # fmt: skip
        yield Counted("community", cell, whole, value, largest=largest_of(by), members=ever)


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
