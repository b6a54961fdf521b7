"""What is counted in a window, before any threshold: each module a family of measures, each measure a function of the window."""

from __future__ import annotations

import dataclasses
from collections.abc import Iterator
from typing import Any

import numpy as np

from parvis.ripple.window import Window


@dataclasses.dataclass(frozen=True)
class Members:
    """The people a figure is made of, by rank, each once and in order, and what each of them is or makes in it: the figure depends on nothing
    else. In memory only, for the length of a run: two weeks side by side say how many people made the difference."""

    who: np.ndarray
    state: np.ndarray

    @classmethod
    def of(cls, mask: np.ndarray, state: np.ndarray) -> Members:
        """Those of `mask` (one place a person), with their place in `state`."""
        who = np.flatnonzero(mask)
        return cls(who, state[who].astype(np.int64))

    def changed(self, before: Members) -> np.ndarray:
        """Who came, left, or is something else than before: either way counts."""
        _both, here, there = np.intersect1d(self.who, before.who, assume_unique=True, return_indices=True)
        same = self.who[here][self.state[here] == before.state[there]]
        return np.setdiff1d(np.union1d(self.who, before.who), same, assume_unique=True)

    @property
    def tally(self) -> dict[str, int]:
        """How many people in each state."""
        states, sizes = np.unique(self.state, return_counts=True)
        return dict(zip(map(str, states.tolist()), sizes.tolist(), strict=True))


@dataclasses.dataclass(frozen=True)
class Counted:
    """A figure that has passed nothing yet: only `parvis.ripple.publishing` takes it. `people` are those it is about, `events` what it counts
    (None: people), `largest` the share one person makes of it; `members` those it is made of, `counts` how many of them by state
    (worked out from the members where it is not given)."""

    partition: str
    cell: str
    people: int
    value: Any
    events: int | None = None
    largest: float | None = None
    counts: dict[str, int] = dataclasses.field(default_factory=dict)
    members: Members | None = None

    @property
    def tally(self) -> dict[str, int]:
        return self.counts or (self.members.tally if self.members is not None else {})


def groups(window: Window, *partitions: str) -> Iterator[tuple[str, str, np.ndarray]]:
    """(partition, cell, who) of all, then of each unit."""
    yield "all", "", window.here
    if "unit" in partitions:
        for cell in window.cells:
            yield "unit", str(cell), window.here & (window.cell == cell)


def largest_of(counts: np.ndarray) -> float | None:
    total = counts.sum()
    return float(counts.max() / total) if total else None
