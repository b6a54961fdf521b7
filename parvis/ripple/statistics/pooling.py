"""The doubt of teams that begin one by one, or by two or three: too few together to show how much they differ.

A team alone in its cohort has no spread of its own. Measured from the mean of those it is compared with, its whole effect counts as doubt, and the
estimate divided by that error can hardly pass 2 whatever is true (a sum over the root of its own squares). So the teams of small cohorts are measured
from what they show on average, all cohorts of that size together: Borusyak, Jaravel and Spiess, "Revisiting event-study designs", Review of Economic
Studies 91 (2024), §4.3 (averages over coarser groups, never too narrow where effects differ), each residual widened by 1/√(1 − p), `p` its weight
(CR2: Bell and McCaffrey, Survey Methodology 28, 2002), and Student's t with Satterthwaite's degrees (Imbens and Kolesár, Review of Economics and
Statistics 98, 2016).
"""

from __future__ import annotations

import numpy as np

LEAST_TOGETHER = 5


def small_cohorts(cohort: np.ndarray, never: int) -> np.ndarray:
    """Which units begin with fewer than `LEAST_TOGETHER`; all that begin, when the small cohorts are together fewer than that."""
    begun = cohort != never
    sizes = {group: int((cohort == group).sum()) for group in np.unique(cohort[begun]).tolist()}
    small = begun & np.array([sizes.get(group, 0) < LEAST_TOGETHER for group in cohort.tolist()], bool)
    return begun if 0 < small.sum() < LEAST_TOGETHER else small


def pooled(told: np.ndarray, weight: np.ndarray) -> np.ndarray:
    """The influence of pooled units: `told` is the weight of each times what it shows, measured then from the weighted mean of all. One that is alone with its
    weight stays as it is."""
    total = weight.sum()
    if not total:
        return told
    share = weight / total
    if share.max() > 1 - 1e-9:
        return told
    return np.asarray((told - share * told.sum()) / np.sqrt(1 - share))


def own_degrees(weight: np.ndarray) -> float:
    """Satterthwaite's degrees of freedom of the variance made of `pooled` (as many as units, less one, when weights are equal): variances are taken to go
    as 1/weight, which makes the residuals a projection."""
    if not weight.sum():
        return np.inf
    share = weight / weight.sum()
    if share.max() > 1 - 1e-9:
        return 1.0
    crossed = share**2 / (1 - share)
    return float(1 / ((share**2).sum() + crossed.sum() ** 2 - (crossed**2).sum()))


def degrees(sums: np.ndarray, pool: np.ndarray, weight: np.ndarray, clusters: int) -> float:
    """Welch's: of the variance that the pooled units make and of that of all others."""
    if not pool.any():
        return clusters - 1
    theirs, others = float((sums[pool] ** 2).sum()), float((sums[~pool] ** 2).sum())
    left = max(int((~pool).sum()) - 1, 1)
    whole = theirs + others
    return whole**2 / (theirs**2 / own_degrees(weight) + others**2 / left) if whole else clusters - 1
