"""A number and its doubt."""

from __future__ import annotations

import dataclasses

import scipy


@dataclasses.dataclass(frozen=True)
class Estimate:
    """`value` with its standard `error`; the 95 % interval is Student's with `degrees` of freedom (clusters less one, or fewer where few
    units make the doubt)."""

    value: float
    error: float
    degrees: float

    @property
    def critical(self) -> float:
        return float(scipy.stats.t.ppf(0.975, max(self.degrees, 1)))

    @property
    def low(self) -> float:
        return self.value - self.critical * self.error

    @property
    def high(self) -> float:
        return self.value + self.critical * self.error


@dataclasses.dataclass(frozen=True)
class Table:
    """Estimates by time since a beginning (`events`); `critical` makes the band in which all of them are at once, 95 times out of 100."""

    events: tuple[int, ...]
    estimates: tuple[Estimate, ...]
    critical: float

    def band(self, event: int) -> tuple[float, float]:
        one = self.estimates[self.events.index(event)]
        return one.value - self.critical * one.error, one.value + self.critical * one.error
