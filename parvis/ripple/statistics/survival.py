"""How long until something happens, when some are still waiting."""

from __future__ import annotations

import dataclasses
from collections.abc import Sequence

import numpy as np


@dataclasses.dataclass(frozen=True)
class Curve:
    times: np.ndarray
    at_risk: np.ndarray
    deaths: np.ndarray
    survival: np.ndarray

    def median(self) -> float | None:
        under = np.flatnonzero(self.survival <= 0.5)
        return float(self.times[under[0]]) if len(under) else None


def kaplan_meier(durations: Sequence[float], events: Sequence[bool]) -> Curve:
    """Kaplan and Meier, JASA 53 (1958)."""
    lasted, happened = np.asarray(durations, float), np.asarray(events, bool)
    times = np.unique(lasted[happened])
    at_risk = np.array([(lasted >= t).sum() for t in times])
    deaths = np.array([(happened & (lasted == t)).sum() for t in times])
    return Curve(times, at_risk, deaths, np.cumprod(1 - deaths / np.maximum(at_risk, 1)))
