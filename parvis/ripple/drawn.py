"""The order of a programme drawn by lot, offered by the area that draws it: the estimate of the effect asks, without knowing who answers."""

from __future__ import annotations

import dataclasses
import datetime as dt
from collections.abc import Callable, Mapping

import numpy as np


@dataclasses.dataclass(frozen=True)
class Place:
    """Where the lot put a leader: the `wave` (from 1), among those of one `stratum`; the day the wave begins (None: in a draw without days)."""

    wave: int
    stratum: int = 1
    begins_on: dt.date | None = None


Order = Mapping[int, Place]
_providers: list[Callable[[], Order]] = []


def offer(provider: Callable[[], Order]) -> None:
    """`provider()` gives the place of each leader, by the id of the person, in the draw that holds; nothing without one."""
    _providers[:] = [provider]


def order() -> Order:
    return _providers[0]() if _providers else {}


@dataclasses.dataclass(frozen=True)
class Lot:
    """How an order was drawn: the `wave` and the `stratum` of each leader; of each team the leader who `leads` it (a rank among them); the `period` each
    wave begins at."""

    wave: np.ndarray
    stratum: np.ndarray
    leads: np.ndarray
    period: np.ndarray

    def cohort(self, wave: np.ndarray) -> np.ndarray:
        """When each team begins, leaders being in these waves."""
        return self.period[wave[self.leads]]

    def redrawn(self, chance: np.random.Generator) -> np.ndarray:
        """As the lot could have fallen: as many leaders in each wave, stratum by stratum."""
        wave = self.wave.copy()
        for stratum in np.unique(self.stratum):
            own = np.flatnonzero(self.stratum == stratum)
            wave[own] = chance.permutation(self.wave[own])
        return self.cohort(wave)
