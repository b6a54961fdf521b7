"""People and steps: who takes part, the ladder, first times, survival, falling silent again (notes A3)."""

from __future__ import annotations

import dataclasses
from collections.abc import Iterator

import numpy as np

from parvis.kernel.ids import LOW_BITS
from parvis.kernel.thresholds import coded, to_five
from parvis.ripple.computing import Counted, Members, groups
from parvis.ripple.reading import COMMENT, POST, REACTION, SHARE
from parvis.ripple.statistics.survival import from_counts
from parvis.ripple.window import Window

MS_A_WEEK = 7 * 24 * 3_600_000
FEWEST_AT_RISK = 10


def participation(window: Window) -> Iterator[Counted]:
    """Voices wrote, reactors only reacted, readers only came on two days or more. Where the days are not known (a week of the past) there are
    no readers and everybody else is silent: `reader` is then null."""
    rung = window.rung
    state = np.where(
        window.said > 0, 2, np.where(rung == 3, 1, 0)
    )  # the days somebody came are not known of an earlier window
    for partition, cell, who in groups(window, "unit"):
        people = int(who.sum())
        voice, reactor = int((who & (window.said > 0)).sum()), int((who & (window.said == 0) & (rung == 3)).sum())
        reader = int((who & (rung == 2)).sum())
        counts = {"reader": reader, "reactor": reactor, "voice": voice, "silent": people - voice - reactor - reader}
        value: dict[str, object] = {key: coded(n, people) for key, n in counts.items()} if people else {}
        if not window.sees_days:
            value["reader"] = None
        yield Counted(partition, cell, people, value, counts=counts, members=Members.of(who, state))


def rungs(window: Window) -> Iterator[Counted]:
    """`ever` is the highest of the first times and of now: regular and connector say how somebody lives here at present, and to know that
    they once were would ask for a history of each person, which is not kept."""
    now = window.rung
    first = (window.people.first > 0) & (window.people.first < window.cut)
    ever = np.maximum(now, np.where(first[:, 2], 5, np.where(first[:, 1], 4, np.where(first[:, 0], 3, 0))))
    state = 8 * np.maximum(now, 2) + np.maximum(
        ever, 2
    )  # below, it is the days somebody came: not known of an earlier window
    for partition, cell, who in groups(window, "unit"):
        current = np.bincount(now[who], minlength=8).tolist()
        highest = np.bincount(ever[who], minlength=8).tolist()
        people = int(who.sum())
        value = {"current": hidden_few(current, people), "ever": hidden_few(highest, people)}
        counts = {f"now{n}": count for n, count in enumerate(current)}
        yield Counted(partition, cell, people, value, counts=counts, members=Members.of(who, state))


def hidden_few(counts: list[int], people: int) -> list[int]:
    """Counts of people as they are said: rounded to five, so that a step with one person on it does not point at them."""
    return [to_five(count) for count in counts]


def first_word(window: Window) -> np.ndarray:
    """When each person first wrote, as an id in time; the largest number where never before `cut`."""
    never = np.iinfo(np.int64).max
    first = np.where(window.people.first[:, 1:] == 0, never, window.people.first[:, 1:]).min(axis=1)
    return np.where(first < window.cut, first, never)


def first_voices(window: Window) -> Iterator[Counted]:
    first = first_word(window)
    for partition, cell, who in groups(window, "unit"):
        at_risk = int((who & (first >= window.start_of_week)).sum())
        count = int((who & (first >= window.start_of_week) & (first < window.cut)).sum())
        value = {
            "count": to_five(count),
            "at_risk": to_five(at_risk),
            "hazard": round(to_five(count) / to_five(at_risk), 3)
            if to_five(at_risk)
            else None,  # of what is said: a finer one tells the count
        }
        yield Counted(partition, cell, at_risk, value, events=count)


def hazards(window: Window) -> Iterator[Counted]:
    """First time in the week, among those who never had. A first day of reading is not dated by anything kept: `reader` is null."""
    value: dict[str, float | None] = {"reader": None}
    least, risk_of_all = [], []
    for rank, name in enumerate(("reactor", "commenter", "poster")):
        first = window.people.first[:, rank]
        risk = window.here & ((first == 0) | (first >= window.start_of_week))
        count = int((risk & (first > 0) & (first < window.cut)).sum())
        at_risk = int(risk.sum())
        value[name] = round(to_five(count) / to_five(at_risk), 4) if count >= 5 and at_risk >= FEWEST_AT_RISK else None
        least.append(count)
        risk_of_all.append(at_risk)
    yield Counted("all", "", max(risk_of_all), value, events=max(least))


def survival(window: Window) -> Iterator[Counted]:
    """Kaplan and Meier (1958) from the day somebody was let in (the time of their id, known of everybody; visits are not dated further back
    than 28 days) to their first word; who left before is censored then. Greenwood's interval on the log(-log) scale; cut where fewer
    than ten are at risk."""
    people, first = window.people, first_word(window)
    entered = people.ids >> LOW_BITS
    inside = people.ids < window.cut
    spoke = first < window.cut
    end = np.where(spoke, np.minimum(first, window.cut), np.minimum(people.left, window.cut)) >> LOW_BITS
    weeks = np.maximum(end - entered, 0)[inside] // MS_A_WEEK
    found = curve(weeks, spoke[inside], {"at_13": 13, "at_52": 52})
    yield dataclasses.replace(found, members=Members.of(inside, spoke))


def curve(durations: np.ndarray, events: np.ndarray, named: dict[str, int]) -> Counted:
    """The Kaplan-Meier curve of whole durations as a figure; `named` are the times whose survival is said apart."""
    last = int(durations.max()) + 1 if len(durations) else 0
    deaths = np.bincount(durations[events], minlength=last)
    at_risk = (
        len(durations) - np.concatenate([[0], np.cumsum(np.bincount(durations, minlength=last))[:-1]])
        if last
        else np.empty(0)
    )
    keep = at_risk >= FEWEST_AT_RISK
    deaths, at_risk = deaths[keep], at_risk[keep]
    found = from_counts(np.arange(len(deaths)), at_risk, deaths)
    survival, low, high = found.survival, found.low, found.high
    below = np.flatnonzero(survival <= 0.5)
    value = {
        "weeks": list(range(len(survival))), "survival": survival.round(4).tolist(), "low": low.round(4).tolist(),
        "high": high.round(4).tolist(), "at_risk": [to_five(n) for n in at_risk.tolist()], "median": int(below[0]) if len(below) else None,
        **{name: round(float(survival[at]), 4) if at < len(survival) else None for name, at in named.items()},
    }  # fmt: skip
    spoken = int(events.sum())
    return Counted(
        "all", "", len(durations), value, events=spoken, counts={"spoken": spoken, "not": len(durations) - spoken}
    )


def fallback(window: Window) -> Iterator[Counted]:
    """Of those who wrote in the four weeks before, who neither wrote nor reacted in these four."""
    wrote = window.count(window.before, POST, COMMENT) > 0
    quiet = window.count(window.now, POST, COMMENT, REACTION, SHARE) == 0
    for partition, cell, who in groups(window, "unit"):
        people, fell = int((who & wrote).sum()), int((who & wrote & quiet).sum())
        value = {"share": coded(fell, people) if people else None}
        yield Counted(partition, cell, people, value, members=Members.of(who & wrote, quiet))
