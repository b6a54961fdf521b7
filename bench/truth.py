"""`bin/bench truth [--runs 400]`: does the estimate of the effect of leaders say the truth where the truth was planted, and does the naive comparison
of before and after? Intervals of 95 % should hold the truth 92 to 98 times out of 100, and cry wolf 6 times at most."""

from __future__ import annotations

import argparse
import dataclasses
import json
from collections.abc import Callable
from pathlib import Path

import numpy as np
from scipy import stats

from bench import planted, powers, usual
from parvis.ripple.statistics.effects import NEVER, group_time
from parvis.ripple.statistics.refusing import reason


@dataclasses.dataclass(frozen=True)
class Tally:
    """Shares over the runs: `covers` and `alarms` (the interval leaves out 0) among those that
    answered, `refused` among all; `naive` alarms among all."""

    runs: int
    truth: float
    mean: float
    covers: float
    alarms: float
    refused: float
    naive: float


def naive(world: planted.Planted) -> bool:
    """What a slide would say: in teams with a leader, was more written in the two weeks after than in the two before (Student, 5 %)?"""
    begun = np.flatnonzero(world.cohort != NEVER)
    first = world.cohort[begun] * planted.WEEKS_A_PERIOD
    after, before = (sum(world.weekly[begun, first + week] for week in pair) for pair in ((0, 1), (-2, -1)))
    return bool(stats.ttest_rel(after, before).pvalue < 0.05)


def tally(make: Callable[..., planted.Planted], ratio: float, outcome: str, runs: int, seed: int = 7) -> Tally:
    waves = planted.ALONE if make is planted.one_by_one else planted.WAVES
    truth, lot = planted.truth(ratio, outcome, waves), make is not planted.after_dips
    values, covered, alarms, refused, before = [], [], [], 0, []
    for run in range(runs):
        world = make(np.random.default_rng([seed, run]), ratio)
        found = group_time(
            getattr(world, outcome), world.cohort, control="not-yet", small=True, anticipation=0 if lot else 1
        )
        one = found.overall()
        treated = int((world.cohort != NEVER).sum())
        why = reason(
            treated=treated, compared=len(world.cohort) - treated, periods_before=int(min(world.cohort[world.cohort != NEVER])),
            activations=int(world.activated.sum()), leads_p=found.leads(),
        )  # fmt: skip
        before.append(naive(world))
        refused += why is not None
        if why is None:
            values.append(one.value)
            covered.append(one.low <= truth <= one.high)
            alarms.append(not one.low <= 0 <= one.high)
    answered = max(len(values), 1)
    return Tally(runs, truth, float(np.sum(values)) / answered, sum(covered) / answered, sum(alarms) / answered, refused / runs, float(np.mean(before)))  # fmt: skip


CASES = {
    "lot-none": ("drawn by lot, no effect", planted.drawn, 1.0),
    "lot-twice": ("drawn by lot, twice as many", planted.drawn, 2.0),
    "one-none": ("one by one, no effect", planted.one_by_one, 1.0),
    "one-twice": ("one by one, twice as many", planted.one_by_one, 2.0),
    "dips-none": ("after dips, no effect", planted.after_dips, 1.0),
}
OUTCOMES = {"first": "first words of the silent", "talk": "all that is written"}
LEAST, MOST_ALARMS = (
    0.92,
    0.06,
)  # of the truth held, of wolves cried; a team that begins alone is held too well, which is said beside it
PROOF = Path(__file__).parents[1] / "parvis" / "ripple" / "data" / "truth.json"


def main(arguments: list[str]) -> int:
    parser = argparse.ArgumentParser(prog="bin/bench truth", description=__doc__)
    parser.add_argument("--runs", type=int, default=400)
    parser.add_argument(
        "--write", action="store_true", help="keep the figures for the page that says how it is computed"
    )
    options = parser.parse_args(arguments)
    runs, met, rows = options.runs, True, []
    for outcome, title in OUTCOMES.items():
        print(f"\n{title}: {runs} runs a case, shares of runs")
        print(
            f"{'':<30}{'truth':>9}{'mean':>9}{'covers':>9}{'alarms':>9}{'refused':>9}{'naive alarms':>14}", flush=True
        )
        for code, (name, make, ratio) in CASES.items():
            one = tally(make, ratio, outcome, runs)
            print(
                f"{name:<30}{one.truth:9.4f}{one.mean:9.4f}{one.covers:9.3f}{one.alarms:9.3f}{one.refused:9.3f}{one.naive:14.3f}",
                flush=True,
            )
            met &= one.covers >= LEAST and (ratio != 1 or one.alarms <= MOST_ALARMS)
            rows.append(
                {
                    "outcome": outcome,
                    "case": code,
                    **{k: round(v, 4 if k in ("truth", "mean") else 3) for k, v in dataclasses.asdict(one).items()},
                }
            )
    met &= usual.report(runs // 2) & powers.report(runs // 2)
    if options.write:
        PROOF.write_text(json.dumps({"cases": rows}, indent=1) + "\n")
    print("\nevery bar is met" if met else "\na bar is missed")
    return 0 if met else 1
