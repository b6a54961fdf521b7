"""`bin/bench truth [--runs 400]`: does the estimate of the effect of leaders say the truth where the truth was planted, and does the naive comparison
of before and after? Intervals of 95 % should hold the truth 92 to 98 times out of 100, and cry wolf 6 times at most."""

from __future__ import annotations

import argparse
import dataclasses
import json
from collections.abc import Callable, Iterator
from pathlib import Path

import numpy as np
from scipy import stats

from bench import alone, planted, powers, usual
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
    truth, lot = planted.truth(make, ratio, outcome), make is not planted.after_dips
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
    "dips-twice": ("after dips, twice as many", planted.after_dips, 2.0),
}
OUTCOMES = {"first": "first words of the silent", "talk": "all that is written"}
HELD, MOST_ALARMS = (0.92, 0.98), 0.06  # how often the truth may be held: no less, and no more; and wolves cried
PROOF = Path(__file__).parents[1] / "parvis" / "ripple" / "data" / "truth.json"


def verdict(one: Tally, without_effect: bool) -> str:
    """Which bar is missed: a word, or nothing."""
    if one.covers < HELD[0]:
        return "too narrow"
    if one.covers > HELD[1]:
        return "too wide"
    return "cries wolf" if without_effect and one.alarms > MOST_ALARMS else ""


def cases(outcome: str, runs: int) -> Iterator[tuple[str, str, bool, Tally]]:
    """The code of each case, its name, whether nothing was planted, what was found."""
    if outcome == "whole":
        for code, (name, _lasting, ratio) in alone.CASES.items():
            yield code, name, ratio == 1, whole(code, runs)
        return
    for code, (name, make, ratio) in CASES.items():
        yield code, name, ratio == 1, tally(make, ratio, outcome, runs)


def whole(code: str, runs: int, seed: int = 5) -> Tally:
    """The organisation against its own past (`parvis/ripple/whole.py`): ratios, so that no effect is 1. Naive: Student's comparison of the eight weeks before
    and after."""
    _name, lasting, ratio = alone.CASES[code]
    years = [alone.lived(np.random.default_rng([seed, run]), lasting, ratio) for run in range(runs)]
    naive = [
        stats.ttest_ind(*np.split(year.spoke[alone.SINCE - 8 : alone.SINCE + 8], 2)).pvalue < 0.05 for year in years
    ]
    said = [found for year in years if not (found := alone.told(year))["refused"]]
    answered = max(len(said), 1)
    covered = sum(one["low"] <= ratio <= one["high"] for one in said) / answered
    alarms = sum(not one["low"] <= 1 <= one["high"] for one in said) / answered
    middle = float(np.median([one["times"] for one in said])) if said else 0.0
    return Tally(runs, ratio, middle, covered, alarms, 1 - len(said) / runs, float(np.mean(naive)))


def main(arguments: list[str]) -> int:
    parser = argparse.ArgumentParser(prog="bin/bench truth", description=__doc__)
    parser.add_argument("--runs", type=int, default=400)
    parser.add_argument("--only", choices=[*OUTCOMES, "whole"], nargs="+", help="these tables, and no others")
    parser.add_argument(
        "--write", action="store_true", help="keep the figures for the page that says how it is computed"
    )
    options = parser.parse_args(arguments)
    runs, met, rows = options.runs, True, []
    print(
        f"bars: the truth is held {HELD[0]:.0%} to {HELD[1]:.0%} of the time; without an effect wolf is cried {MOST_ALARMS:.0%} at most"
    )
    for outcome, title in {**OUTCOMES, "whole": "one organisation against its own past (times; median)"}.items():
        if options.only and outcome not in options.only:
            continue
        print(f"\n{title}: {runs} runs a case, shares of runs")
        print(
            f"{'':<52}{'truth':>9}{'mean':>9}{'covers':>9}{'alarms':>9}{'refused':>9}{'naive alarms':>14}", flush=True
        )
        for code, name, without_effect, one in cases(outcome, runs):
            missed = verdict(one, without_effect)
            print(
                f"{name:<52}{one.truth:9.4f}{one.mean:9.4f}{one.covers:9.3f}{one.alarms:9.3f}{one.refused:9.3f}{one.naive:14.3f}  {missed}",
                flush=True,
            )
            met &= not missed
            rows.append(
                {
                    "outcome": outcome,
                    "case": code,
                    **{k: round(v, 4 if k in ("truth", "mean") else 3) for k, v in dataclasses.asdict(one).items()},
                }
            )
    if not options.only:
        met &= usual.report(runs // 2) & powers.report(runs // 2)
    if options.write:
        kept = json.loads(PROOF.read_text())["cases"] if options.only else []
        rows = [row for row in kept if row["outcome"] not in (options.only or ())] + rows
        PROOF.write_text(json.dumps({"cases": rows}, indent=1) + "\n")
    print("\nevery bar is met" if met else "\na bar is missed")
    return 0 if met else 1
