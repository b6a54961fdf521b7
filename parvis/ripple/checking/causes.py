"""Effects: county minimum wages (Callaway and Sant'Anna 2021), the Sicilian smoking ban (Lopez Bernal et al. 2017)."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import numpy as np

from parvis.ripple.checking import Check, rows
from parvis.ripple.statistics.effects import NEVER, group_time
from parvis.ripple.statistics.interrupted import fit

FIRST_YEAR = 2003
# As printed by the R package did for these data: (group, year): (effect, analytic standard error).
PUBLISHED = {
    (2004, 2004): (-0.0105, 0.0233), (2004, 2005): (-0.0704, 0.0310), (2004, 2006): (-0.1373, 0.0364), (2004, 2007): (-0.1008, 0.0344),
    (2006, 2004): (0.0065, 0.0233), (2006, 2005): (-0.0028, 0.0196), (2006, 2006): (-0.0046, 0.0178), (2006, 2007): (-0.0412, 0.0202),
    (2007, 2004): (0.0305, 0.0150), (2007, 2005): (-0.0027, 0.0164), (2007, 2006): (-0.0311, 0.0179), (2007, 2007): (-0.0261, 0.0167),
}  # fmt: skip
EVENTS = {
    -3: (0.0305, 0.0150), -2: (-0.0006, 0.0133), -1: (-0.0245, 0.0142), 0: (-0.0199, 0.0118), 1: (-0.0510, 0.0169), 2: (-0.1373, 0.0364), 3: (-0.1008, 0.0344),
}  # fmt: skip
# The standard error of the mean by group was published from a bootstrap; the others are analytic.
OVERALL = {"simple": (-0.0400, 0.0120), "dynamic": (-0.0772, 0.0200)}
# Step of the ban: (poisson, harmonics): (ratio, low, high), in four decimals.
SICILY = {
    (True, 0): (0.8944, 0.8647, 0.9251),
    (False, 0): (0.8944, 0.8392, 0.9532),
    (False, 2): (0.8851, 0.8394, 0.9332),
}


def counties() -> tuple[np.ndarray, np.ndarray]:
    """Log employment (500 counties × 5 years), and the year each began, counted from the first."""
    found = [(int(row["countyreal"]), int(row["year"]), float(row["lemp"]), int(float(row["first.treat"]))) for row in rows("mpdta.csv")]  # fmt: skip
    rank = {county: n for n, county in enumerate(sorted({row[0] for row in found}))}
    panel, cohort = np.zeros((len(rank), 5)), np.full(len(rank), NEVER)
    for county, year, employed, first in found:
        panel[rank[county], year - FIRST_YEAR] = employed
        cohort[rank[county]] = first - FIRST_YEAR if first else NEVER
    return panel, cohort


def checks() -> Iterator[Check]:
    found = group_time(*counties())
    each = found.each()
    for (group, year), (effect, error) in PUBLISHED.items():
        ours = each[group - FIRST_YEAR, year - FIRST_YEAR]
        yield Check(f"minimum wage, ATT({group},{year})", effect, ours.value)
        yield Check(f"minimum wage, standard error of ATT({group},{year})", error, ours.error)
    study = found.event_study()
    for event, one in zip(study.events, study.estimates, strict=True):
        yield Check(f"minimum wage, {event:+d} years", EVENTS[event][0], one.value)
        yield Check(f"minimum wage, standard error at {event:+d} years", EVENTS[event][1], one.error)
    for kind, (effect, error) in OVERALL.items():
        yield Check(f"minimum wage, overall ({kind})", effect, found.overall(kind).value)
        yield Check(f"minimum wage, standard error of overall ({kind})", error, found.overall(kind).error)
    yield Check("minimum wage, overall (group)", -0.031, found.overall("group").value, 3)
    yield Check("minimum wage, joint test of the leads (p)", 0.1681, found.pretest())


def of_sicily(folder: Path) -> Iterator[Check]:
    months = rows("sicily.csv", folder)
    counts, after, people = (np.array([float(row[name]) for row in months]) for name in ("aces", "smokban", "stdpop"))
    for (poisson, harmonics), published in SICILY.items():
        ours = fit(counts, after, people, harmonics=harmonics, poisson=poisson)
        form = f"{'Poisson' if poisson else 'quasi-Poisson'}, {harmonics} harmonics"
        for name, value, own in zip(
            ("ratio", "low", "high"), published, (ours.ratio, ours.low, ours.high), strict=True
        ):
            yield Check(f"Sicilian smoking ban, {form}, {name}", value, own)
