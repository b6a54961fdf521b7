"""What a comparison of two arms of teams could show, before it starts, from how much the organisation's own teams change by themselves.

Two arms of as many teams, of which one is accompanied first; of each team, the share of its silent people who speak, by weeks (or longer times). The
estimate (`effects.group_time`) is the difference between the arms of a team's mean over `after` times less its mean over the `before` times that
precede. Its variance is not assumed: it is that of the same difference among the teams of the past, in every run of so many times in which nothing
began. So unequal teams, conversations that bring others and weeks that resemble one another are in it; what all teams have in common is not, as it
cancels out. `design_effect` says how many times larger it is than if people spoke independently of one another.

With an effect of `ratio` r the accompanied arm varies more: the noise of the times after grows as the counts do (r times, as of any over-dispersed
count), and teams that differ in how often their people speak differ in what they gain, (r − 1)² times their variance. The critical value is
Student's. Held against programmes lived in bench/planted.py by `bin/bench truth`.
"""

from __future__ import annotations

import dataclasses
from statistics import NormalDist

import numpy as np

POWER, LARGEST = 0.8, 5.0
BEFORE, AFTER = 4, 8  # weeks: the period of four weeks one compares with, and two such periods
LEAST_TEAMS, LEAST_COUNTED = 4, 20
NORMAL = NormalDist()


@dataclasses.dataclass(frozen=True)
class Variation:
    """Of teams left to themselves: the mean `rate` (share of the silent who speak in one time); over teams, the variance of their `change` from some
    times to the next, of which `later` is that of the times after; what it would be if people were independent (`counting`); and the variance
    `between` teams of their own rate."""

    rate: float
    change: float
    later: float
    counting: float
    between: float

    @property
    def design_effect(self) -> float:
        return self.change / self.counting if self.counting else 1.0


def variation(spoke: np.ndarray, silent: np.ndarray, *, before: int = BEFORE, after: int = AFTER, untouched: np.ndarray | None = None) -> Variation | None:  # fmt: skip
    """From how many of the `silent` spoke (teams × times), where nothing had begun yet (`untouched`, teams × times; all without it). None when fewer
    than four teams, than twenty people who spoke, or than one run of times would tell."""
    shown = silent > 0
    share = np.divide(spoke, silent, out=np.zeros(spoke.shape), where=shown)
    held = shown if untouched is None else shown & untouched
    changes, counted, rates = [], [], []
    for start in range(share.shape[1] - before - after + 1):
        run = slice(start, start + before + after)
        own = held[:, run].all(axis=1)
        if own.sum() < LEAST_TEAMS:
            continue
        seen, people = share[own, run], silent[own, run]
        changes.append(float((seen[:, before:].mean(axis=1) - seen[:, :before].mean(axis=1)).var(ddof=1)))
        rates.append(seen.mean(axis=1))
        counted.append(float((seen.mean(axis=1) / people.mean(axis=1)).mean()))
    if not changes or spoke[held].sum() < LEAST_COUNTED:
        return None
    of_counting = float(np.mean(counted))
    change = max(
        float(np.mean(changes)), of_counting * (1 / before + 1 / after)
    )  # less than independent people is luck
    later = change * before / (before + after)
    # What one team shows over a whole run is its own rate and noise; the noise of so many times is taken off.
    noise = change * (before * after) / (before + after) ** 2
    between = max(0.0, float(np.mean([one.var(ddof=1) for one in rates])) - noise)
    rate = float(np.mean([one.mean() for one in rates]))
    return Variation(rate, change, later, of_counting * (1 / before + 1 / after), between)


def student(degrees: int, level: float = 0.975) -> float:
    """Quantile of Student's t (Cornish–Fisher, Abramowitz & Stegun 26.7.5): within 1 % from 4 degrees on."""
    z = NORMAL.inv_cdf(level)
    terms = (
        (z**3 + z) / 4, (5 * z**5 + 16 * z**3 + 3 * z) / 96, (3 * z**7 + 19 * z**5 + 17 * z**3 - 15 * z) / 384,
    )  # fmt: skip
    return z + sum(term / degrees**power for power, term in enumerate(terms, 1))


def power_of(ratio: float, teams: int, own: Variation) -> float:
    """The share of such programmes that would show an effect of `ratio` (2: twice as many speak), with so many teams an arm."""
    if teams < 2 or own.rate <= 0:
        return 0.0
    accompanied = own.change + (ratio - 1) * own.later + (ratio - 1) ** 2 * own.between
    deviation = float(((own.change + accompanied) / teams) ** 0.5)
    return NORMAL.cdf((ratio - 1) * own.rate / deviation - student(2 * teams - 2))


def smallest_ratio(teams: int, own: Variation | None) -> float | None:
    """The smallest ratio that would be seen four times out of five; None above `LARGEST`, as nothing one may hope for would be seen, and
    where nothing is known."""
    for tenths in range(11, int(LARGEST * 10) + 1) if own else ():
        if power_of(tenths / 10, teams, own) >= POWER:  # type: ignore[arg-type]
            return tenths / 10
    return None
