"""What a comparison of two arms of teams could show, before it starts.

Two arms of teams, of which one is accompanied first; of each team, people who have never spoken, of whom a small share speaks for the
first time each week. Before and after are compared between the arms. The variance of a team's change is that of counts, times
`SPREAD` because teams differ; the critical value is Student's. Held against simulated programmes, from 5 + 5 to 80 + 80 teams, in
parvis/leadership/tests/test_programme.py.
"""

from __future__ import annotations

from statistics import NormalDist

SPREAD, WEEKS, POWER, LARGEST = 1.3, 8, 0.8, 5.0
NORMAL = NormalDist()


def student(degrees: int, level: float = 0.975) -> float:
    """Quantile of Student's t (Cornish–Fisher, Abramowitz & Stegun 26.7.5): within 1 % from 4 degrees on."""
    z = NORMAL.inv_cdf(level)
    terms = (
        (z**3 + z) / 4, (5 * z**5 + 16 * z**3 + 3 * z) / 96, (3 * z**7 + 19 * z**5 + 17 * z**3 - 15 * z) / 384,
    )  # fmt: skip
    return z + sum(term / degrees**power for power, term in enumerate(terms, 1))


def power_of(ratio: float, teams: int, silent: float, weekly: float, weeks: int = WEEKS) -> float:
    """The share of such programmes that would show an effect of `ratio` (2: twice as many first voices), with so many teams an arm,
    so many people a team who have never spoken, and that weekly share of them who begin."""
    expected = silent * weekly * weeks
    if teams < 2 or expected <= 0:
        return 0.0
    deviation = (SPREAD * expected * (3 + ratio) / teams) ** 0.5
    return NORMAL.cdf((ratio - 1) * expected / deviation - student(2 * teams - 2))


def smallest_ratio(teams: int, silent: float, weekly: float, weeks: int = WEEKS) -> float | None:
    """The smallest ratio that would be seen four times out of five; None above `LARGEST`: nothing one may hope for would be seen."""
    for tenths in range(11, int(LARGEST * 10) + 1):
        if power_of(tenths / 10, teams, silent, weekly, weeks) >= POWER:
            return tenths / 10
    return None
