"""How many hold the floor."""

from __future__ import annotations

import numpy as np


def gini(values: np.ndarray, times: np.ndarray) -> np.ndarray:
    """Gini coefficients of tables of frequencies (draws × values): Σ (2i − n − 1) x_i / (n Σ x), x ascending, taken by runs of equal values."""
    n = times.sum(axis=1)
    before = np.cumsum(times, axis=1) - times
    ranks = times * (2 * before + times + 1)  # the sum of 2i over each run
    total = (times * values).sum(axis=1)
    return ((ranks - times * (n[:, None] + 1)) * values).sum(axis=1) / (n * total)


def interval(counts: np.ndarray, *, draws: int = 2000, seed: int = 1) -> tuple[float, float, float]:
    """(Gini, low, high): percentile bootstrap over people (Efron 1979), drawn as tables of frequencies, which is the same."""
    values, times = np.unique(counts, return_counts=True)
    drawn = np.random.default_rng(seed).multinomial(len(counts), times / len(counts), size=draws)
    low, high = np.quantile(gini(values, drawn), [0.025, 0.975])
    return float(gini(values, times[None])[0]), float(low), float(high)
