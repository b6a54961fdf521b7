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


def cox(start: np.ndarray, stop: np.ndarray, event: np.ndarray, columns: np.ndarray, rounds: int = 30) -> Hazards:
    """Cox, JRSS B 34 (1972), ties by Efron, JASA 72 (1977), by Newton's method. A row is at risk on (start, stop]: one who comes in at the moment
    of an event is not yet there. `columns` (rows × covariates) are centred, which changes neither coefficients nor errors."""
    x = np.asarray(columns, float) - np.mean(columns, axis=0)
    start, stop, event = np.asarray(start, float), np.asarray(stop, float), np.asarray(event, bool)
    times = np.unique(stop[event])
    sets = [(np.flatnonzero((start < t) & (stop >= t)), np.flatnonzero(event & (stop == t))) for t in times]
    beta = np.zeros(x.shape[1])
    for _round in range(rounds):
        likelihood, slope, curvature = _derivatives(x, sets, beta)
        step = np.linalg.solve(curvature, slope)
        beta = beta + step
        if np.max(np.abs(step)) < 1e-9:
            break
    likelihood, _slope, curvature = _derivatives(x, sets, beta)
    return Hazards(beta, np.sqrt(np.diag(np.linalg.inv(curvature))), likelihood)


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
