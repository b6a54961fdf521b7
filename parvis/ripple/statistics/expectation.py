"""What such a post usually brings: negative binomial regression."""

from __future__ import annotations

import dataclasses
from typing import Any

import numpy as np
from scipy import stats


@dataclasses.dataclass(frozen=True)
class Model:
    """`coefficients` of log E[count]; `dispersion` a: the variance is m + a m²."""

    coefficients: np.ndarray
    dispersion: float

    def interval(self, row: Any, level: float = 0.9) -> tuple[float, float, float]:
        mean = float(np.exp(np.clip(np.asarray(row, float) @ self.coefficients, -10, 10)))
        if self.dispersion < 1e-6:
            law = stats.poisson(mean)
        else:
            size = 1 / self.dispersion
            law = stats.nbinom(size, size / (size + mean))
        return mean, float(law.ppf((1 - level) / 2)), float(law.ppf((1 + level) / 2))


def fit(counts: Any, columns: Any, rounds: int = 30) -> Model:
    """Iteratively reweighted least squares (a ridge of 1e-6), the dispersion by moments at each round."""
    y, x = np.asarray(counts, float), np.asarray(columns, float)
    beta, a = np.linalg.lstsq(x, np.log(y + 0.5), rcond=None)[0], 0.0
    for _round in range(rounds):
        mean = np.exp(np.clip(x @ beta, -10, 10))
        weight = mean / (1 + a * mean)
        aim = x @ beta + (y - mean) / mean
        new = np.linalg.solve(x.T @ (weight[:, None] * x) + 1e-6 * np.eye(x.shape[1]), x.T @ (weight * aim))
        done = np.max(np.abs(new - beta)) < 1e-7
        beta = new
        mean = np.exp(np.clip(x @ beta, -10, 10))
        a = max(0.0, float(np.sum((y - mean) ** 2 - mean) / np.sum(mean**2)))
        if done:
            break
    return Model(beta, a)
