"""One population and no one to compare it with: what its own past would have gone on to."""

from __future__ import annotations

import dataclasses
from collections.abc import Iterable

import numpy as np

from parvis.ripple.statistics.remembering import remembering


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
    x = np.column_stack([np.ones(len(y)), np.asarray(after, float), time / len(y), *waves(time, harmonics, period)])
    fitted = regress(x, y, eligible)
    error = float(np.sqrt(fitted.bread[1, 1] * (1 if poisson else fitted.dispersion)))
    ratio, low, high = (float(np.exp(fitted.beta[1] + z * error)) for z in (0, -1.959964, 1.959964))
    return Step(ratio, low, high, fitted.dispersion)


def waves(time: np.ndarray, harmonics: int, period: float) -> list[np.ndarray]:
    return [wave(2 * np.pi * k * time / period) for k in range(1, harmonics + 1) for wave in (np.sin, np.cos)]


@dataclasses.dataclass(frozen=True)
class Fitted:
    """Of log E[y] = x·beta + log(eligible): the coefficients, the means, the inverse of the information, Pearson's dispersion."""

    beta: np.ndarray
    mean: np.ndarray
    bread: np.ndarray
    dispersion: float


def regress(x: np.ndarray, y: np.ndarray, eligible: np.ndarray | None) -> Fitted:
    """Poisson regression by iterated least squares. ValueError when fewer than four times are left over."""
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
    return Fitted(beta, mean, np.linalg.inv((x.T * mean) @ x), dispersion)


@dataclasses.dataclass(frozen=True)
class Change(Step):
    """`without`: by time, what the past would have gone on to. `lasting`: how much of one week's surprise is still there the week after (−1 to 1)."""

    without: np.ndarray
    lasting: float


def change(
    counts: np.ndarray,
    since: int,
    eligible: np.ndarray,
    *,
    harmonics: int = 2,
    period: float = 52.1775,
    rests: Iterable[np.ndarray] = (),
) -> Change:
    """Interrupted time series with a step and a change of slope (notes on adoption, B3.4): log E[count] = a + b·time + c·after + d·(time − since)₊ +
    harmonics + `rests` (the share of each week that is a holiday, by holiday) + log(eligible). `ratio` is the mean over the time after,
    exp(c + d·mean(time − since)). Its doubt: `remembering`, around the Poisson fit made linear (Breslow and Clayton, JASA 88, 1993)."""
    y, n = np.asarray(counts, float), len(counts)
    time = np.arange(n, dtype=float)
    after, past = (time >= since).astype(float), np.maximum(time - since, 0) / n
    x = np.column_stack([np.ones(n), after, time / n, past, *waves(time, harmonics, period), *rests])
    fitted = regress(x, y, eligible)
    contrast = np.zeros(x.shape[1])
    contrast[1], contrast[3] = 1, past[since:].mean()
    working = x @ fitted.beta + (y - fitted.mean) / fitted.mean
    beta, low, high = remembering(x, working, 1 / fitted.mean, contrast)
    residuals = (y - fitted.mean) / np.sqrt(fitted.mean)
    lasting = float((residuals[1:] * residuals[:-1]).sum() / (residuals**2).sum())
    offset = np.log(np.asarray(eligible, float))
    without = np.exp(x @ beta + offset - x[:, 1] * beta[1] - x[:, 3] * beta[3])
    ratio, low, high = (float(np.exp(one)) for one in (contrast @ beta, low, high))
    return Change(ratio, low, high, fitted.dispersion, without, lasting)
