"""The four weeks before a Monday as the measures see them: acts between members who are here, people by their rank, units by theirs."""

from __future__ import annotations

import dataclasses
import datetime as dt
from collections.abc import Callable
from functools import cached_property

import numpy as np

from parvis.kernel.ids import first_id_at
from parvis.ripple.population import Population, days_here
from parvis.ripple.reading import COMMENT, POST, REACTION, SHARE, TAKEN_BACK, Acts

WEEK = dt.timedelta(days=7)


@dataclasses.dataclass
class Window:
    """`now` are the acts of the 28 days before `end`, `before` those of the 28 days before; `by` and `to` of both are ranks in `people`.
    `here` says who is counted, `cell` the unit of each. `sees_days`: whether the days people came are known for this window."""

    week: dt.date
    end: dt.datetime
    people: Population
    here: np.ndarray
    cell: np.ndarray
    now: Acts
    before: Acts
    silent_before: np.ndarray  # said nothing in the 90 days before the last week
    open_communities: dict[int, str]  # id of an open or closed community, and which
    floor: int
    sees_days: bool
    only_members: bool = False  # an earlier window, asked who made its figures: values are not worked out
    earlier: Callable[[dt.date], Window | None] = lambda week: (
        None
    )  # the window of a Monday published before, while it is at hand

    @property
    def size(self) -> int:
        return int(self.here.sum())

    @cached_property
    def start_of_week(self) -> int:
        return first_id_at(self.end - WEEK)

    @cached_property
    def cut(self) -> int:
        return first_id_at(self.end)

    @cached_property
    def said(self) -> np.ndarray:
        """Posts and comments of the window by person."""
        return self.count(self.now, POST) + self.count(self.now, COMMENT)

    def count(self, acts: Acts, *kinds: int) -> np.ndarray:
        return np.bincount(acts.by[np.isin(acts.kind, kinds)], minlength=len(self.people.ids))

    @cached_property
    def came(self) -> np.ndarray:
        return days_here(self.people, self.week) if self.sees_days else np.zeros(len(self.people.ids), dtype=np.int64)

    def ties(self) -> Acts:
        """Acts towards somebody else: answers, reactions, shares of what they wrote."""
        return self.now.where((self.now.kind != POST) & (self.now.by != self.now.to))

    @cached_property
    def pairs(self) -> tuple[np.ndarray, np.ndarray, np.ndarray]:
        """(one, other, whether both acted towards the other): each pair of people once, one < other."""
        ties, size = self.ties(), len(self.people.ids)
        directed = np.unique(ties.by * size + ties.to)
        one, other = directed // size, directed % size
        keys, times = np.unique(np.minimum(one, other) * size + np.maximum(one, other), return_counts=True)
        return keys // size, keys % size, times == 2

    @cached_property
    def cells(self) -> list[int]:
        return [int(cell) for cell in np.unique(self.cell[self.here])]

    @cached_property
    def rung(self) -> np.ndarray:
        """Where each person stands now, 0 to 7 (measures.RUNGS)."""
        return rungs(self, self.now)


def rungs(window: Window, acts: Acts) -> np.ndarray:
    """Invited, came, reader (two days or more), reactor, commenter, poster, regular (wrote in three of the four weeks), connector (five
    ties both ways, one of them outside the unit)."""
    size = len(window.people.ids)
    found = np.zeros(size, dtype=np.int64)
    came = window.came
    ever = (window.people.first > 0) & (window.people.first < window.cut)
    found[(came >= 1) | ever.any(axis=1)] = 1
    found[came >= 2] = 2
    found[window.count(acts, REACTION, SHARE) > 0] = 3
    found[window.count(acts, COMMENT) > 0] = 4
    found[window.count(acts, POST) > 0] = 5
    written = acts.where(np.isin(acts.kind, (POST, COMMENT)))
    weeks = (window.cut - written.id) // (first_id_at(window.end) - first_id_at(window.end - WEEK))
    person_weeks = np.unique(written.by * 64 + weeks) // 64
    found[np.bincount(person_weeks, minlength=size) >= 3] = 6
    one, other, both = window.pairs
    one, other = one[both], other[both]
    ties = np.bincount(one, minlength=size) + np.bincount(other, minlength=size)
    outside = window.cell[one] != window.cell[other]
    beyond = np.bincount(one[outside], minlength=size) + np.bincount(other[outside], minlength=size)
    found[(ties >= 5) & (beyond >= 1) & (found >= 4)] = 7
    return found


def by_rank(acts: Acts, people: Population, here: np.ndarray) -> Acts:
    """`by` and `to` as ranks; acts of or towards people who are not counted are out."""
    by, to = people.index(acts.by), people.index(acts.to)
    keep = (by >= 0) & (to >= 0) & (acts.kind != TAKEN_BACK)
    keep &= here[np.maximum(by, 0)] & here[np.maximum(to, 0)]
    ranked = dataclasses.replace(acts, by=by, to=to)
    return ranked.where(keep)
