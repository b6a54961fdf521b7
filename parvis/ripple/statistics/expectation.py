"""What such a post usually brings: negative binomial regression, and what the next one may bring.

Thirty posts do not tell the mean and the dispersion exactly; an interval drawn as if they did holds 7 new posts out of 10 where 9 were promised. The
interval is therefore of the *predictive* distribution, which averages the negative binomial over everything the posts leave possible (Aitchison and
Dunsmore, "Statistical Prediction Analysis", 1975):

    P(next = n) = Σ_a w(a) ∫ NB(n; exp η, a) N(η; x·β_a, x'V_a x) dη

- for each dispersion a of a grid, β_a is the mode of the posterior and V_a the inverse of its curvature (Laplace). The constant is free; of every other
  coefficient a normal of mean 0 and deviation `SLACK` is believed beforehand, as 30 posts cannot tell ten columns apart;
- w(a) is the posterior of the dispersion, by the Laplace approximation of Tierney and Kadane, JASA 81 (1986), which is the adjusted profile likelihood
  of Cox and Reid, JRSS B 49 (1987), under the prior 1 / (1 + a)²: a / (1 + a) is as likely anywhere between 0 and 1;
- the integral is Gauss and Hermite's.

Held against made-up posts of k = 1/a in {0.3, 1, 5}, 30, 60 and 200 of them: `bin/bench truth`.
"""

from __future__ import annotations

import dataclasses
from typing import Any

import numpy as np
import scipy

SLACK, LEAST_WEIGHT, NARROWED = 0.5, 1e-3, 48
WIDE, CLOSE = np.geomspace(0.005, 30, 17), 15
NODES, SHARES = np.polynomial.hermite_e.hermegauss(9)
SHARES = SHARES / SHARES.sum()


@dataclasses.dataclass(frozen=True)
class Model:
    """What the posts leave possible: `dispersions` a (the variance is m + a m²) with their `weights`; for each the `coefficients` of log E[count] and
    their covariance (`spreads`)."""

    dispersions: np.ndarray
    weights: np.ndarray
    coefficients: np.ndarray
    spreads: np.ndarray

    @property
    def dispersion(self) -> float:
        """The posterior median, so to say: of its logarithm, the mean."""
        return float(np.exp(self.weights @ np.log(self.dispersions)))

    def interval(self, row: Any, level: float = 0.9) -> tuple[float, float, float]:
        """The mean count expected of a post (`row`: its columns), and the shortest interval in which the next such post falls with the chance
        `level`. Where nothing at all is common the interval begins at 0 and only the top is left out, so that it holds no more than it says."""
        x = np.asarray(row, float)
        centre, width = self.coefficients @ x, np.sqrt(np.einsum("i,aij,j->a", x, self.spreads, x))
        means = np.exp(np.clip(centre[:, None] + width[:, None] * NODES, -10, 12)).ravel()
        sizes = np.repeat(1 / self.dispersions, len(NODES))
        weights = (self.weights[:, None] * SHARES).ravel()

        def below(counts: np.ndarray) -> np.ndarray:
            """The chance of at most so many."""
            held = scipy.special.betainc(sizes, np.maximum(counts, 0)[:, None] + 1.0, sizes / (sizes + means))
            return np.where(counts < 0, 0.0, held @ weights)

        def least(chances: np.ndarray) -> np.ndarray:
            """The smallest counts whose chance of at most so many reaches `chances`."""
            low, high = np.full(len(chances), -1), np.full(len(chances), 1)
            while (short := below(high) < chances).any():
                high = np.where(short, 2 * high, high)
                if high.max() > 1 << 24:
                    break
            while (high - low > 1).any():
                middle = (low + high) // 2
                reached = below(middle) >= chances
                low, high = np.where(reached, low, middle), np.where(reached, middle, high)
            return high

        # Those left out below are at most 1 − level: past that the top would have to hold more than there is.
        last = int(least(np.array([1 - level]))[0])
        lows = np.unique(np.linspace(0, last, NARROWED).astype(int))
        chances, top = below(lows - 1) + level, 1 - (1 - level) / 100
        lows, chances = lows[chances < top], chances[chances < top]
        highs = least(chances)
        best = int(np.argmin(highs - lows))
        return float(np.exp(np.clip(self.weights @ centre, -10, 12))), float(lows[best]), float(highs[best])


def fit(counts: Any, columns: Any) -> Model:
    """Of the counts of some posts and their `columns`, of which the first is the constant."""
    y, x = np.asarray(counts, float), np.asarray(columns, float)
    believed = np.eye(x.shape[1]) / SLACK**2
    believed[0, 0] = 1e-6
    grid = WIDE  # widely first, then closely where anything is left
    for _look in range(2):
        weights, coefficients, spreads = _posterior(y, x, grid, believed)
        kept = np.flatnonzero(weights >= LEAST_WEIGHT)
        if grid is WIDE:
            grid = np.geomspace(WIDE[max(kept[0] - 1, 0)], WIDE[min(kept[-1] + 1, len(WIDE) - 1)], CLOSE)
    return Model(grid[kept], weights[kept] / weights[kept].sum(), coefficients[kept], spreads[kept])


def _posterior(y: np.ndarray, x: np.ndarray, grid: np.ndarray, believed: np.ndarray) -> tuple[np.ndarray, ...]:
    """Of each dispersion of `grid`: its weight, the coefficients and their covariance."""
    beta = np.zeros(x.shape[1])
    beta[0] = np.log(y.mean() + 0.1)
    coefficients, spreads, likelihoods = [], [], []
    for a in grid:
        beta, curvature = _mode(y, x, a, believed, beta)
        mean, size = np.exp(np.clip(x @ beta, -10, 12)), 1 / a
        told = scipy.special.gammaln(y + size) - scipy.special.gammaln(size) - size * np.log1p(mean / size) + y * np.log(mean / (size + mean))  # fmt: skip
        prior = np.log(a) - 2 * np.log1p(a) - beta @ believed @ beta / 2
        likelihoods.append(told.sum() + prior - np.linalg.slogdet(curvature)[1] / 2)
        coefficients.append(beta)
        spreads.append(np.linalg.inv(curvature))
    weights = np.exp(np.array(likelihoods) - max(likelihoods))
    return weights / weights.sum(), np.array(coefficients), np.array(spreads)


def _mode(
    y: np.ndarray, x: np.ndarray, a: float, believed: np.ndarray, beta: np.ndarray
) -> tuple[np.ndarray, np.ndarray]:
    """The most likely coefficients under a dispersion, and the curvature there, by Fisher's scoring (never more than 2 a step)."""
    curvature = believed
    for _round in range(50):
        mean = np.exp(np.clip(x @ beta, -10, 12))
        curvature = (x.T * (mean / (1 + a * mean))) @ x + believed
        step = np.linalg.solve(curvature, x.T @ ((y - mean) / (1 + a * mean)) - believed @ beta)
        beta = beta + np.clip(step, -2, 2)
        if np.max(np.abs(step)) < 1e-7:
            break
    return beta, curvature
