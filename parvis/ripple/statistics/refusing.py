"""When the data cannot tell, and in what words they may speak. Rules and scale: notes on adoption, B5."""

from __future__ import annotations

from collections.abc import Iterable
from typing import NamedTuple

LEAST_TEAMS, LEAST_PERIODS, LEAST_ACTIVATIONS, LEAST_LEADS_P = 8, 4, 20, 0.10
LEAST_ON_A_SIDE = 5


class Side(NamedTuple):
    """One of the sides of a comparison (teams that begin or not, before or after): how many silent `people`, and how many `spoke`."""

    people: int
    spoke: int


def reason(
    *, treated: int, compared: int, periods_before: int, activations: int, leads_p: float = 1.0, sides: Iterable[Side] = (), floor: int = 10,
) -> str | None:  # fmt: skip
    """Why no number may be said: a code, or None. Teams on a side, periods before the first beginning, people activated in all, the least people and
    activations on any one side (as of any figure that is published: notes on adoption, C2), and the chance of leads as far from flat as these (a dip or
    a rise before the beginning: Ashenfelter 1978)."""
    if min(treated, compared) < LEAST_TEAMS:
        return "few-teams"
    if periods_before < LEAST_PERIODS:
        return "few-periods"
    if activations < LEAST_ACTIVATIONS:
        return "few-activations"
    if any(side.people < floor or side.spoke < LEAST_ON_A_SIDE for side in sides):
        return "few-on-a-side"
    return "leads" if leads_p < LEAST_LEADS_P else None


def wording(low: float, high: float, *, drawn: bool, refused: str | None = None) -> str:
    """The step of the scale: "cannot-tell" when refused, "none" (compatible with no effect) when the interval holds 0, "caused" when the order
    was drawn by lot, "with" (went together with) when it was not."""
    if refused:
        return "cannot-tell"
    if low <= 0 <= high:
        return "none"
    return "caused" if drawn else "with"
