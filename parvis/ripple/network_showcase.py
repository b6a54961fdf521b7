"""The figures of a made-up network, for the styleguide: some shown, some kept back."""

from __future__ import annotations

import datetime as dt
from typing import Any

import numpy as np

from parvis.kernel import thresholds
from parvis.kernel.thresholds import Withheld
from parvis.ripple.boarding import Board, across_of, keys_of
from parvis.ripple.drawing_bridges import bridges_of
from parvis.ripple.drawing_effect import series_of, study_of
from parvis.ripple.drawing_ladder import firsts_of, ladder_of
from parvis.ripple.drawing_network import bars_of, both, curve_of
from parvis.ripple.judging import Teams, judged
from parvis.ripple.models import Snapshot
from parvis.ripple.network import Network
from parvis.ripple.parts import Row, Said, said
from parvis.ripple.statistics.effects import NEVER
from parvis.ripple.whole import whole

WEEK = dt.date(2026, 11, 23)
VOICES = [5, 10, 0, 5, 15, 10, 25, 20]
NAMES = {1: "Lyon", 2: "Grenoble", 3: "Lille"}


def of_a_network(request: Any) -> dict[str, Any] | None:
    if request.person is None:
        return None

    def shown(value: Any) -> Any:
        return thresholds.show(value, people=40, floor=10)

    weeks = [(WEEK - dt.timedelta(weeks=len(VOICES) - n), shown({"count": count}) if count else Withheld("few-events")) for n, count in enumerate(VOICES)]  # fmt: skip
    wait = [1 - 0.02 * n for n in range(30)]
    curve = {"weeks": list(range(30)), "survival": wait, "low": [one - 0.05 for one in wait], "high": [min(1.0, one + 0.05) for one in wait], "median": 25, "at_13": 0.74, "at_52": None}  # fmt: skip
    firsts = [(week, shown({"reader": None, "reactor": 0.031, "commenter": 0.012 if n % 3 else None, "poster": None})) for n, (week, _count) in enumerate(weeks)]  # fmt: skip
    hours = {**curve, "hours": curve["weeks"], "median": 3}
    hours.pop("weeks")
    whole = {
        "first_voices": shown({"count": 20}), "greeted": shown({"answered_24h": 0.85}), "participation": shown({"voice": 0.31, "reactor": 0.42, "reader": "<= 0.10"}),
        "replies": shown({"answered": 0.78, "median_hours": 3, "p90_hours": None}), "questions": shown({"unanswered": 6, "share": 0.2}), "survival": shown(curve), "fallback": shown({"share": 0.12}), "two_way": shown({"share": 0.31}), "diversity": shown({"blau": 0.82}), "leaders": Withheld("dominated"),
        "crossing": shown({"external": 61, "internal": 22, "index": 0.47, "expected": 0.33, "low": 0.2, "high": 0.45}), "new_ties": shown({"ties": 12, "far": None}),
        "concentration": shown({"gini": 0.4, "gini_low": 0.31, "gini_high": 0.48, "top10_of_people": None}),
    }  # fmt: skip
    bridges = {
        "1:2": shown({"ties": 31}),
        "1:3": shown({"ties": 12}),
        "2:2": shown({"ties": 9}),
        "2:3": Withheld("few-people"),
    }
    units = [Row("Lyon", {"participation": Said({"voice": 0.3, "reactor": 0.4})}), Row("Lille", {"participation": said(Withheld("few-people"))})]  # fmt: skip
    places = [Row("Relation client", {"health": Said({"kind": "forum", "ratio": 0.8, "kind_median": 0.7})})]
    network = Network(
        Snapshot(week=WEEK, floor=10), True, {name: said(found) for name, found in whole.items()}, both(lambda width: bars_of(weeks, width)), firsts_of(firsts),
        ladder_of({"current": [20, 15, 40, 30, 25, 10, 5, 5], "ever": [5, 10, 30, 40, 35, 20, 5, 5]}), both(lambda width: curve_of(curve, width)), both(lambda width: curve_of(hours, width)),
        bridges_of(bridges, NAMES), units, places, ["Relation client"],
    )  # fmt: skip
    return {"n": network}


def of_a_board(request: Any) -> dict[str, Any] | None:
    found = of_a_network(request)
    if found is None:
        return None
    n = found["n"]
    drawn = n.bridges.drawn(3) if n.bridges else None
    return {"n": n, "board": Board(n, keys_of(n.all), drawn, across_of(n.all), None, str(said(Withheld("young")).why))}


def of_leaders(request: Any) -> dict[str, Any] | None:
    """Twenty teams made up, ten of which begin and speak more."""
    if request.person is None:
        return None
    chance, cohort, period = np.random.default_rng(3), np.array([5] * 10 + [NEVER] * 10), np.arange(12)[None, :]
    begun = (cohort[:, None] != NEVER) & (period >= cohort[:, None])
    value = judged(Teams(np.full((20, 12), 40.0), chance.binomial(40, 0.1 + 0.08 * begun), cohort, False))
    few = Teams(np.full((6, 20), 40.0), np.zeros((6, 20), int), np.full(6, 13), False)
    seen = whole(np.full(80, 240.0), chance.poisson(5.0 * np.where(np.arange(80) < 52, 1, 1.8)), few)
    return {
        "e": value,
        "why": "",
        "study": study_of(value.get("events") or []),
        "w": seen,
        "series": series_of(seen["points"]),
    }
