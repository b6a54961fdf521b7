"""How long until something happens, when some are still waiting."""

from __future__ import annotations

import dataclasses
from collections.abc import Sequence

import numpy as np

Z = 1.959964


@dataclasses.dataclass(frozen=True)
class Curve:
    """At each of `times`: how many were waiting (`at_risk`), how many it happened to (`deaths`), the share still waiting after it (`survival`), its
    standard `error` (Greenwood 1926) and its 95 % interval on the log(−log) scale, which stays within 0 and 1 (Kalbfleisch and Prentice)."""

    times: np.ndarray
    at_risk: np.ndarray
    deaths: np.ndarray
    survival: np.ndarray
    error: np.ndarray
    low: np.ndarray
    high: np.ndarray

    def median(self) -> float | None:
        """The first time when half or fewer are waiting; None while more are."""
        under = np.flatnonzero(self.survival <= 0.5)
        return float(self.times[under[0]]) if len(under) else None

    def at(self, time: float) -> float:
        """The share still waiting just after `time`."""
        known = np.flatnonzero(self.times <= time)
        return float(self.survival[known[-1]]) if len(known) else 1.0


def from_counts(times: np.ndarray, at_risk: np.ndarray, deaths: np.ndarray) -> Curve:
    """The curve of Kaplan and Meier, JASA 53 (1958), from how many were at risk and how many left at each time."""
    survival = np.cumprod(1 - deaths / np.maximum(at_risk, 1))
    with np.errstate(divide="ignore", invalid="ignore"):
        variance = np.cumsum(deaths / (at_risk * np.maximum(at_risk - deaths, 1)))
        width = Z * np.sqrt(variance) / np.abs(np.log(survival))
        low, high = survival ** np.exp(width), survival ** np.exp(-width)
    low, high = np.where(np.isfinite(low), low, survival), np.where(np.isfinite(high), high, survival)
    return Curve(times, at_risk, deaths, survival, survival * np.sqrt(variance), low, high)


def kaplan_meier(durations: Sequence[float], events: Sequence[bool]) -> Curve:
    """Of each one's duration, and whether it ended by the event (else they were still waiting when last seen)."""
    lasted, happened = np.asarray(durations, float), np.asarray(events, bool)
    times, deaths = np.unique(lasted[happened], return_counts=True)
    at_risk = len(lasted) - np.searchsorted(np.sort(lasted), times, side="left")
    return from_counts(times, at_risk, deaths)
