"""What may be said of the effect of leaders: a refusal with its reason, or the estimate with its doubt. Nothing here is read or written."""

from __future__ import annotations

import dataclasses
from typing import Any

import numpy as np

from parvis.ripple.drawn import Lot
from parvis.ripple.statistics.effects import NEVER, GroupTime, Unanswerable, group_time, randomisation
from parvis.ripple.statistics.power import Variation, smallest_ratio, variation
from parvis.ripple.statistics.refusing import LEAST_TEAMS, Side, reason, wording

DRAWS, FLOOR, LEAST_BEHIND, WEEKS_A_PERIOD = 1000, 10, 5, 4


@dataclasses.dataclass(frozen=True)
class Teams:
    """By team and period: `silent` people (mean), `activated` of them; `cohort` the period each begins at (NEVER: not yet). With an order drawn
    by lot, `lot` is how it was drawn."""

    silent: np.ndarray
    activated: np.ndarray
    cohort: np.ndarray
    drawn: bool
    lot: Lot | None = None

    @property
    def share(self) -> np.ndarray:
        return self.activated / np.maximum(self.silent, 1)

    @property
    def anticipation(self) -> int:
        """Periods before a beginning that do not count as before: who begins may have chosen the moment, unless a lot has."""
        return 0 if self.drawn else 1

    @property
    def end(self) -> int:
        """How many periods may be looked at: to the last one in which eight teams had not begun. Afterwards nobody is left to compare with, which takes
        nothing from what was seen before (Callaway and Sant'Anna compare with those not yet treated)."""
        waiting = [self.left(period).sum() for period in range(self.silent.shape[1])]
        return max((period + 1 for period, count in enumerate(waiting) if count >= LEAST_TEAMS), default=len(waiting))

    def left(self, period: int) -> np.ndarray:
        """The teams one may compare with in a period."""
        return (self.cohort == NEVER) | (self.cohort > period + self.anticipation)

    def until(self, end: int) -> Teams:
        """As if one had stopped looking before the period `end`."""
        cohort = np.where(self.cohort >= end + self.anticipation, NEVER, self.cohort)
        return dataclasses.replace(self, silent=self.silent[:, :end], activated=self.activated[:, :end], cohort=cohort)

    @property
    def begun(self) -> np.ndarray:
        """The teams that began while one looked."""
        return (self.cohort > 0) & (self.cohort < self.silent.shape[1])

    @property
    def sides(self) -> tuple[Side, ...]:
        """The four the comparison is made of: teams that begin and teams that do not, before the first beginning and after."""
        first = int(self.cohort[self.begun].min()) if self.begun.any() else 0
        begun, waiting = self.begun, ~self.begun & (self.cohort != 0)
        return tuple(
            Side(int(self.silent[who, when].mean(axis=1).sum()) if who.any() and self.silent[:, when].size else 0, int(self.activated[who, when].sum()))
            for who in (begun, waiting)
            for when in (slice(0, first), slice(first, None))
        )  # fmt: skip

    @property
    def variation(self) -> Variation | None:
        """How much teams change by themselves, from one period to the two that follow, before they begin."""
        now = np.arange(self.silent.shape[1])[None, :]
        begun = (self.cohort[:, None] != NEVER) & (now >= self.cohort[:, None])
        return variation(self.activated, self.silent, before=1, after=2, untouched=~begun)


def judged(teams: Teams, floor: int = FLOOR) -> dict[str, Any]:
    """What may be said: a refusal with its reason, or the estimate with its doubt; and what could have been seen. Nothing is said of a side that is
    fewer than `floor` people."""
    whole, end = teams, teams.end
    teams = teams.until(end)
    begun = teams.begun
    waiting = int(((teams.cohort == NEVER) | (teams.cohort >= end)).sum())
    said: dict[str, Any] = {
        "teams": len(teams.cohort), "begun": int(begun.sum()), "waiting": waiting, "periods": end, "left_out": whole.silent.shape[1] - end,
        "drawn": teams.drawn, "seen_from": smallest_ratio(len(teams.cohort) // 2, teams.variation),
    }  # fmt: skip
    before = int(teams.cohort[begun].min()) if begun.any() else 0
    found, leads = None, 1.0
    try:
        found = group_time(teams.share, teams.cohort, control="not-yet", small=True, anticipation=teams.anticipation)
        leads = found.leads()
    except Unanswerable:
        before = 0
    why = reason(
        treated=int(begun.sum()), compared=int(teams.left(end - 1).sum()), periods_before=before, activations=int(teams.activated.sum()),
        leads_p=leads, sides=teams.sides, floor=floor,
    )  # fmt: skip
    if why or found is None:
        return {**said, "refused": why or "few-teams", "wording": "cannot-tell"}
    return {**said, "refused": "", **estimated(teams, found, floor)}


def behind(teams: Teams, event: int, floor: int) -> bool:
    """Whether enough teams and people stand behind one point of the event study, on both sides: those who began so long ago (or are to), and those
    they are compared with then."""
    own = teams.begun & (teams.cohort + event >= 0) & (teams.cohort + event < teams.silent.shape[1])
    periods = sorted({int(start) + event for start in teams.cohort[own]})
    if own.sum() < LEAST_BEHIND:
        return False
    people = teams.silent[own, teams.cohort[own] + event].sum()
    others = [teams.left(period) & ~(teams.cohort == period - event) for period in periods]
    return bool(
        people >= floor
        and all(one.sum() >= LEAST_BEHIND and teams.silent[one, period].sum() >= floor for one, period in zip(others, periods, strict=True))
    )  # fmt: skip


def estimated(teams: Teams, found: GroupTime, floor: int) -> dict[str, Any]:
    one, study = found.overall(), found.event_study()
    begun = np.flatnonzero(teams.begun)
    after = float(np.mean([teams.share[team, teams.cohort[team] :].mean() for team in begun]))
    before = float(np.mean([teams.share[team, : teams.cohort[team]].mean() for team in begun]))
    usual = max(after - one.value, 1e-6)

    def times(value: float) -> float:
        return round(max(0.0, 1 + value / usual), 2)

    p = (
        round(randomisation(teams.share, teams.cohort, draws=DRAWS, redraw=teams.lot.redrawn if teams.lot else None), 3)
        if teams.drawn
        else None
    )
    # "Caused" needs the lot itself to say so: other orders would seldom have shown as much.
    return {
        "wording": wording(one.low, one.high, drawn=p is not None and p <= 0.05), "times": times(one.value), "low": times(one.low), "high": times(one.high),
        "before": round(before, 4), "after": round(after, 4), "others": round(usual, 4),
        "p": p,
        "events": [
            {"event": event, **{name: round(100 * value, 2) for name, value in zip(("value", "low", "high", "band_low", "band_high"), (e.value, e.low, e.high, *study.band(event)), strict=True)}}
            for event, e in zip(study.events, study.estimates, strict=True)
            if behind(teams, event, floor)  # never one leader's
        ],
    }  # fmt: skip
