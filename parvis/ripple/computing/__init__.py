"""What is counted in a window, before any threshold: each module a family of measures, each measure a function of the window."""

from __future__ import annotations

import dataclasses
from collections.abc import Iterator
from typing import Any

import numpy as np

from parvis.ripple.window import Window


@dataclasses.dataclass(frozen=True)
class Counted:
    """A figure that has passed nothing yet: only `parvis.ripple.publishing` takes it. `people` are those it is about, `events` what it counts
    (None: people), `largest` the share one person makes of it; `counts` the numbers of people it is made of, by state."""

    partition: str
    cell: str
    people: int
    value: Any
    events: int | None = None
    largest: float | None = None
    counts: dict[str, int] = dataclasses.field(default_factory=dict)


def groups(window: Window, *partitions: str) -> Iterator[tuple[str, str, np.ndarray]]:
    """(partition, cell, who) of all, then of each unit."""
    yield "all", "", window.here
    if "unit" in partitions:
        for cell in window.cells:
            yield "unit", str(cell), window.here & (window.cell == cell)


def largest_of(counts: np.ndarray) -> float | None:
    total = counts.sum()
    return float(counts.max() / total) if total else None
