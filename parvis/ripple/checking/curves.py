"""Time until something happens: remissions under 6-MP (Gehan 1965), arrests (Rossi 1980), heart transplants (Crowley and Hu 1977)."""

from __future__ import annotations

from collections.abc import Iterator

import numpy as np

from parvis.ripple.checking import Check, rows
from parvis.ripple.statistics.cox import cox
from parvis.ripple.statistics.survival import kaplan_meier

# Weeks of remission; a minus says that the patient was still in remission when last seen.
REMISSION = [6, 6, 6, -6, 7, -9, 10, -10, -11, 13, 16, -17, -19, -20, 22, 23, -25, -32, -32, -34, -35]
# Cox and Oakes, "Analysis of survival data" (1984), table 4.1: week: (share in remission, its standard error).
REMAINING = {
    6: (0.857, 0.0764), 7: (0.807, 0.0869), 10: (0.753, 0.0963), 13: (0.690, 0.1068), 16: (0.627, 0.1141), 22: (0.538, 0.1282), 23: (0.448, 0.1346),
}  # fmt: skip
# R's survival (Efron): coefficient, standard error.
ROSSI = {
    "fin": (-0.3794, 0.1914), "age": (-0.0574, 0.0220), "race": (0.3139, 0.3080), "wexp": (-0.1498, 0.2122), "mar": (-0.4337, 0.3819),
    "paro": (-0.0849, 0.1958), "prio": (0.0915, 0.0286),
}  # fmt: skip
HEART = {
    "age": (0.0272, 0.0137),
    "year": (-0.1463, 0.0705),
    "surgery": (-0.6372, 0.3672),
    "transplant": (-0.0103, 0.3138),
}


def checks() -> Iterator[Check]:
    curve = kaplan_meier([abs(week) for week in REMISSION], [week > 0 for week in REMISSION])
    for rank, (week, (share, error)) in enumerate(REMAINING.items()):
        yield Check(f"remission, share at week {week}", share, curve.at(week), 3)
        yield Check(f"remission, standard error at week {week}", error, float(curve.error[rank]))
    yield Check("remission, median", 23, curve.median() or 0, 0)
    yield from hazards("arrest", "rossi.csv", ROSSI, ("", "week", "arrest"), -658.7477)
    yield from hazards("heart transplant", "stanford_heart.csv", HEART, ("start", "stop", "event"), -290.5656)


def hazards(
    name: str, file: str, published: dict[str, tuple[float, float]], columns: tuple[str, str, str], likelihood: float
) -> Iterator[Check]:
    """Coefficients, errors and likelihood of a proportional hazards model."""
    found = rows(file)
    start, stop, event = (np.array([float(row[column]) if column else 0.0 for row in found]) for column in columns)
    ours = cox(start, stop, event, np.array([[float(row[column]) for column in published] for row in found]))
    for rank, (column, (coefficient, error)) in enumerate(published.items()):
        yield Check(f"{name}, {column}", coefficient, float(ours.coefficients[rank]))
        yield Check(f"{name}, standard error of {column}", error, float(ours.errors[rank]))
    yield Check(f"{name}, log partial likelihood", likelihood, ours.likelihood)
