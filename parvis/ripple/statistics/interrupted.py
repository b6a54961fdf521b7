"""One population and no one to compare it with: what its own past would have gone on to."""

from __future__ import annotations

import dataclasses

import numpy as np


@dataclasses.dataclass(frozen=True)
class Step:
    """`ratio` of what is counted after to what the past would have given, its 95 % interval (`low`, `high`), and how many times larger than
    Poisson's the variance is (`dispersion`, Pearson's χ² over its degrees of freedom)."""

    ratio: float
    low: float
    high: float
    dispersion: float


def fit(
    counts: np.ndarray,
    after: np.ndarray,
    eligible: np.ndarray | None = None,
    *,
    harmonics: int = 2,
    period: float = 12,
    poisson: bool = False,
) -> Step:
    """Interrupted time series: log E[count] = a + b·time + c·after + harmonics of `period` + log(eligible). Lopez Bernal, Cummins and Gasparrini,
    International Journal of Epidemiology 46 (2017). Errors are quasi-Poisson's, as counts of people vary more than Poisson's; `poisson` leaves them
    naive. At least four times must be left over: ValueError."""
    y, time = np.asarray(counts, float), np.arange(1, len(counts) + 1, dtype=float)
    waves = [wave(2 * np.pi * k * time / period) for k in range(1, harmonics + 1) for wave in (np.sin, np.cos)]
    x = np.column_stack([np.ones(len(y)), np.asarray(after, float), time / len(y), *waves])
    if len(y) - x.shape[1] < 4:
        raise ValueError("too few times to fit")
    offset = np.zeros(len(y)) if eligible is None else np.log(np.asarray(eligible, float))
    beta = np.linalg.lstsq(x, np.log(y + 0.5) - offset, rcond=None)[0]
    for _round in range(50):
        mean = np.exp(x @ beta + offset)
        new = np.linalg.solve((x.T * mean) @ x, (x.T * mean) @ (x @ beta + (y - mean) / mean))
        done = np.max(np.abs(new - beta)) < 1e-10
        beta = new
        if done:
            break
    mean = np.exp(x @ beta + offset)
    dispersion = float(((y - mean) ** 2 / mean).sum() / (len(y) - x.shape[1]))
    error = float(np.sqrt(np.linalg.inv((x.T * mean) @ x)[1, 1] * (1 if poisson else dispersion)))
    ratio, low, high = (float(np.exp(beta[1] + z * error)) for z in (0, -1.959964, 1.959964))
    return Step(ratio, low, high, dispersion)
