"""What began at different times in different teams: staggered difference-in-differences.

Callaway and Sant'Anna, "Difference-in-Differences with multiple time periods", Journal of Econometrics 225 (2021). A team is compared with teams not
(or not yet) treated, never with teams treated before it, which is what two-way fixed effects do (Goodman-Bacon, same issue).

    ATT(g,t) = E[Y_t − Y_b | G = g] − E[Y_t − Y_b | C],   b = g − 1 − a from g − a on, t − 1 before

`a` is the anticipation: periods before the beginning that are not used as "before", as who begins may have chosen the moment (Ashenfelter's dip).

Influence of unit i: 1{G=g}/p_g (ΔY_i − mean_g) − 1{C}/p_C (ΔY_i − mean_C); the standard error is sqrt(mean ψ²/n), or, with clusters, of their sums.
"""

from __future__ import annotations

import dataclasses
from collections.abc import Callable, Iterable

import numpy as np
import scipy

from parvis.ripple.statistics.estimates import Estimate, Table
from parvis.ripple.statistics.pooling import degrees, pooled, small_cohorts

NEVER = -1


class Unanswerable(ValueError):
    """The panel cannot tell: nobody begins in it, or there is nobody to compare with."""


@dataclasses.dataclass(frozen=True)
class GroupTime:
    """ATT(g,t): `group` and `time` (periods, from 0), `att` and `psi` (units × estimates); `cohort` of each unit, `cluster` numbered from 0. What units of
    small cohorts show (`pool`: which they are) is apart, in `own`: it is measured from their mean once ATT(g,t) are summed up (`pooling`)."""

    group: np.ndarray
    time: np.ndarray
    att: np.ndarray
    psi: np.ndarray
    cohort: np.ndarray
    cluster: np.ndarray
    own: np.ndarray
    pool: np.ndarray
    anticipation: int = 0
    fixed: bool = False  # how many units begin when is given, not drawn from a larger world

    @property
    def since(self) -> np.ndarray:
        """Periods since the beginning: negative before it."""
        return self.time - self.group

    def estimate(self, value: float, psi: np.ndarray, weight: np.ndarray) -> Estimate:
        """`weight`: that of each unit of `pool` in the estimate."""
        sums = np.bincount(self.cluster, weights=psi)
        free = degrees(psi, self.pool, weight[self.pool], len(sums))
        return Estimate(float(value), float(np.sqrt((sums**2).sum()) / len(psi)), free)

    def each(self) -> dict[tuple[int, int], Estimate]:
        names = zip(self.group.tolist(), self.time.tolist(), strict=True)
        return {name: self.estimate(*self.weighted([rank])) for rank, name in enumerate(names)}

    def weighted(self, chosen: Iterable[int]) -> tuple[float, np.ndarray, np.ndarray]:
        """The mean of some ATT(g,t) by the size of their groups, its influence, that of the estimates and that of the weights, which are
        estimated too (Callaway and Sant'Anna 2021, corollary 2) unless the units are all there are; and the weight of each unit of `pool`."""
        index = np.fromiter(chosen, int)
        own = self.cohort[:, None] == self.group[index][None, :]
        share = own.mean(axis=0)
        total = share.sum()
        of_weights = (own - share) / total - (own - share).sum(axis=1, keepdims=True) * share / total**2
        weights = share / total
        psi = self.psi[:, index] @ weights
        each = np.where(self.pool[:, None], own, 0) @ (weights / (share * len(own)))
        psi = psi + pooled(self.own[:, index] @ weights, each)
        if not self.fixed:
            psi = psi + of_weights @ self.att[index]
        return float(weights @ self.att[index]), psi, each

    def event_study(self, draws: int = 1000, seed: int = 1) -> Table:
        """The effect by time since the beginning, leads (before it) included, with a band that holds for all of them at once: multiplier
        bootstrap by cluster (Rademacher), 95 % quantile of the largest |t|."""
        events = sorted(set(self.since.tolist()))
        found = [self.weighted(np.flatnonzero(self.since == event)) for event in events]
        psi = np.column_stack([influence for _value, influence, _weight in found])
        estimates = [self.estimate(*one) for one in found]
        errors = np.array([one.error for one in estimates])
        clusters = int(self.cluster.max()) + 1
        sums = np.column_stack([np.bincount(self.cluster, weights=column, minlength=clusters) for column in psi.T])
        signs = np.random.default_rng(seed).choice([-1.0, 1.0], size=(draws, clusters))
        shaken = np.abs(signs @ sums) / len(psi)
        with np.errstate(divide="ignore", invalid="ignore"):
            largest = np.nan_to_num(shaken / errors).max(axis=1)
        critical = max(float(np.quantile(largest, 0.95)), *(one.critical for one in estimates))
        return Table(tuple(events), tuple(estimates), critical)

    def overall(self, kind: str = "simple") -> Estimate:
        """One number of the effect after the beginning: "simple" (every ATT(g,t)), "group" (each group's mean), "dynamic" (each time since)."""
        after = self.since >= 0
        if kind == "simple":
            return self.estimate(*self.weighted(np.flatnonzero(after)))
        if kind == "dynamic":
            found = [
                self.weighted(np.flatnonzero(self.since == event)) for event in sorted(set(self.since[after].tolist()))
            ]
            value, psi, weight = (np.mean(part, axis=0) for part in zip(*found, strict=True))
            return self.estimate(value, psi, weight)
        if kind != "group":
            raise ValueError(f"{kind!r} is no way to sum up")
        groups = sorted(set(self.group[after].tolist()))
        columns = [np.flatnonzero(after & (self.group == group)) for group in groups]
        att = np.array([self.att[own].mean() for own in columns])
        psi, shown = (np.column_stack([part[:, one].mean(axis=1) for one in columns]) for part in (self.psi, self.own))
        by_group = dataclasses.replace(self, group=np.array(groups), time=np.array(groups), att=att, psi=psi, own=shown)
        return by_group.estimate(*by_group.weighted(range(len(groups))))

    def pretest(self) -> float:
        """The chance of leads as large as these if there was nothing before the beginning: Wald's joint test of every ATT(g, t < g). 1 without
        a lead; what leads repeat of one another is left out (pseudo-inverse)."""
        before = np.flatnonzero(self.since < -self.anticipation)
        if not len(before):
            return 1.0
        clusters = int(self.cluster.max()) + 1
        sums = np.column_stack(
            [np.bincount(self.cluster, weights=self.weighted([int(one)])[1], minlength=clusters) for one in before]
        )
        covariance = sums.T @ sums / len(self.psi) ** 2
        wald = self.att[before] @ np.linalg.pinv(covariance, hermitian=True) @ self.att[before]
        return float(scipy.stats.chi2.sf(wald, np.linalg.matrix_rank(covariance, hermitian=True)))

    def leads(self, most: int = 4) -> float:
        """As `pretest`, for a few dozen clusters: the `most` latest leads of the event study, against Hotelling's F (with as many leads as there are
        groups × periods Wald's test cries wolf one time in three with 40 clusters: `bin/bench truth`)."""
        events = [
            event for event in range(-most - self.anticipation, -self.anticipation) if (self.since == event).any()
        ]
        clusters = int(self.cluster.max()) + 1
        if not events or clusters <= len(events):
            return 1.0
        found = [self.weighted(np.flatnonzero(self.since == event)) for event in events]
        free = min(self.estimate(*one).degrees for one in found)
        sums = np.column_stack([np.bincount(self.cluster, weights=one[1], minlength=clusters) for one in found])
        covariance, values = sums.T @ sums / len(self.psi) ** 2, np.array([one[0] for one in found])
        rank = int(np.linalg.matrix_rank(covariance, hermitian=True))
        if not rank or free < rank:
            return 1.0
        wald = float(values @ np.linalg.pinv(covariance, hermitian=True) @ values)
        return float(scipy.stats.f.sf(wald * (free + 1 - rank) / (rank * free), rank, free + 1 - rank))


def group_time(
    panel: np.ndarray,
    cohort: np.ndarray,
    *,
    control: str = "never",
    cluster: np.ndarray | None = None,
    small: bool = False,
    anticipation: int = 0,
) -> GroupTime:
    """Every ATT(g,t) of `panel` (units × periods) where each unit begins at the period `cohort` (NEVER: not in the panel). Units that had begun by the
    first period teach nothing and are left out. `control`: "never", or "not-yet" (those who begin later too). `small` corrects the
    variance of small groups by n/(n − 1). Raises `Unanswerable`."""
    kept = cohort != 0
    outcome, begun = np.asarray(panel, float)[kept], np.asarray(cohort)[kept]
    groups = sorted(set(begun[begun > 0].tolist()))
    if not groups:
        raise Unanswerable("nobody begins within the panel")
    pool = small_cohorts(begun, NEVER) if small else np.zeros(len(begun), bool)
    found: list[tuple[int, int, float, np.ndarray, np.ndarray]] = []
    for group in groups:
        for time in range(1, outcome.shape[1]):
            base = group - 1 - anticipation if time >= group - anticipation else time - 1
            if base < 0:
                continue
            compared = begun == NEVER
            if control == "not-yet":
                compared |= (begun > max(time, base) + anticipation) & (begun != group)
            if compared.any():
                change = outcome[:, time] - outcome[:, base]
                found.append((group, time, *contrast(change, begun == group, compared, small, pool)))
    if not any(time >= group for group, time, *_rest in found):
        raise Unanswerable("nobody is left to compare with")
    clusters = (
        np.arange(len(begun)) if cluster is None else np.unique(np.asarray(cluster)[kept], return_inverse=True)[1]
    )
    return GroupTime(
        np.array([one[0] for one in found]), np.array([one[1] for one in found]), np.array([one[2] for one in found]),
        np.column_stack([one[3] for one in found]), begun, clusters, np.column_stack([one[4] for one in found]), pool, anticipation, small,
    )  # fmt: skip


def contrast(
    change: np.ndarray, treated: np.ndarray, compared: np.ndarray, small: bool, pool: np.ndarray
) -> tuple[float, np.ndarray, np.ndarray]:
    """The difference of two means of changes, the influence of each unit on it, and, apart, what treated units of `pool` show: their change less the mean of
    the others'."""
    units, psi, shown, means = len(change), np.zeros(len(change)), np.zeros(len(change)), []
    for side, sign in ((compared, -1.0), (treated, 1.0)):
        count, mean = int(side.sum()), float(change[side].mean())
        means.append(mean)
        if sign > 0 and pool[side].any():
            shown[side] = units / count * (change[side] - means[0])
            continue
        scale = np.sqrt(count / (count - 1)) if small and count > 1 else 1.0
        psi[side] = sign * scale * units / count * (change[side] - mean)
    return means[1] - means[0], psi, shown


def randomisation(
    panel: np.ndarray,
    cohort: np.ndarray,
    *,
    redraw: Callable[[np.random.Generator], np.ndarray] | None = None,
    draws: int = 1000,
    seed: int = 1,
    control: str = "not-yet",
) -> float:
    """Fisher's test of an order drawn by lot: the share of `draws` other orders whose effect is at least as large as that of the order that was drawn,
    itself counted. `redraw` draws one as the first was drawn (strata, waves, teams of one leader together); without it beginnings are dealt to
    teams one by one. An order that would have compared nobody counts as larger: what it would have shown is not known."""
    chance = np.random.default_rng(seed)
    ours = abs(group_time(panel, cohort, control=control).overall().value)
    larger = 1
    for _draw in range(draws):
        other = redraw(chance) if redraw else chance.permutation(cohort)
        try:
            larger += abs(group_time(panel, other, control=control).overall().value) >= ours - 1e-12
        except Unanswerable:
            larger += 1
    return larger / (draws + 1)
