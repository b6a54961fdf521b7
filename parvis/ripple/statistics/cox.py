"""Proportional hazards, with what changes over time."""

from __future__ import annotations

import dataclasses

import numpy as np


@dataclasses.dataclass(frozen=True)
class Hazards:
    """`coefficients` of the log hazard ratio, their standard `errors`, and the log of the partial `likelihood`."""

    coefficients: np.ndarray
    errors: np.ndarray
    likelihood: float


class Unanswerable(ValueError):
    """The data cannot tell, and why."""


LARGEST = 15.0  # of a coefficient times the deviation of its column: beyond, the likelihood grows for ever (separation)
SEPARATED = "a column tells by itself to whom it happens: no finite answer (separation)"
SAME = "a column is the same for all who are at risk together, or is made of others"


def cox(start: np.ndarray, stop: np.ndarray, event: np.ndarray, columns: np.ndarray, rounds: int = 30) -> Hazards:
    """Cox, JRSS B 34 (1972), ties by Efron, JASA 72 (1977), by Newton's method. A row is at risk on (start, stop]: one who comes in at the moment
    of an event is not yet there. `columns` (rows × covariates) are centred, which changes neither coefficients nor errors. Raises
    `Unanswerable` where no finite answer is there: nobody, nothing happens, a column that says nothing of who is at risk, or one that tells all
    (separation: the likelihood has no maximum, Bryson and Johnson, Technometrics 23, 1981)."""
    x = np.asarray(columns, float)
    start, stop, event = np.asarray(start, float), np.asarray(stop, float), np.asarray(event, bool)
    refuse_what_cannot_tell(x, start, stop, event)
    x = x - x.mean(axis=0)
    deviation = x.std(axis=0)
    times = np.unique(stop[event])
    sets = [(np.flatnonzero((start < t) & (stop >= t)), np.flatnonzero(event & (stop == t))) for t in times]
    beta = np.zeros(x.shape[1])
    for turn in range(rounds):
        likelihood, slope, curvature = _derivatives(x, sets, beta)
        scaled = curvature / np.outer(deviation, deviation)
        if np.linalg.matrix_rank(scaled, tol=1e-10, hermitian=True) < len(beta):
            raise Unanswerable(SEPARATED if turn else SAME)
        step = np.linalg.solve(curvature, slope)
        beta = beta + step
        if np.max(np.abs(beta * deviation)) > LARGEST:
            raise Unanswerable(SEPARATED)
        if np.max(np.abs(step)) < 1e-9 * max(1.0, float(np.max(np.abs(beta)))):
            break
    else:
        raise Unanswerable("the likelihood has no maximum that can be found")
    likelihood, _slope, curvature = _derivatives(x, sets, beta)
    return Hazards(beta, np.sqrt(np.diag(np.linalg.inv(curvature))), likelihood)


def refuse_what_cannot_tell(x: np.ndarray, start: np.ndarray, stop: np.ndarray, event: np.ndarray) -> None:
    if x.ndim != 2 or not x.size:
        raise Unanswerable("nobody, or no column")
    if not np.isfinite(x).all() or not (np.isfinite(start).all() and np.isfinite(stop).all()):
        raise Unanswerable("a value is missing")
    if (start >= stop).any():
        raise Unanswerable("somebody leaves before coming in")
    if not event.any():
        raise Unanswerable("nothing happened to anybody")
    if event.sum() <= x.shape[1]:
        raise Unanswerable("fewer events than columns")
    if (x.std(axis=0) < 1e-12).any():
        raise Unanswerable("one group only: a column is the same for all")


def _derivatives(
    x: np.ndarray, sets: list[tuple[np.ndarray, np.ndarray]], beta: np.ndarray
) -> tuple[float, np.ndarray, np.ndarray]:
    """The log partial likelihood, its gradient and minus its Hessian."""
    weight = np.exp(x @ beta)
    value, slope, curvature = 0.0, np.zeros(len(beta)), np.zeros((len(beta), len(beta)))
    for at_risk, dead in sets:
        value += float(x[dead].sum(axis=0) @ beta)
        slope += x[dead].sum(axis=0)
        for rank in range(len(dead)):
            part = rank / len(dead)
            total = weight[at_risk].sum() - part * weight[dead].sum()
            first = weight[at_risk] @ x[at_risk] - part * weight[dead] @ x[dead]
            second = (x[at_risk].T * weight[at_risk]) @ x[at_risk] - part * (x[dead].T * weight[dead]) @ x[dead]
            value -= float(np.log(total))
            slope -= first / total
            curvature += second / total - np.outer(first, first) / total**2
    return value, slope, curvature
