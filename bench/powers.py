"""Is what a programme is told it could show, before it starts, what such programmes show? The power is told from a year in which nothing begins; then as
many programmes are lived, drawn by lot, half of the teams accompanied from one of eight
periods on (each in its turn, as seasons differ), judged after two periods."""

from __future__ import annotations

import numpy as np

from bench import planted
from parvis.ripple.statistics.effects import NEVER, group_time
from parvis.ripple.statistics.power import power_of, variation

ARMS, RATIOS, FIRST, AFTER = (10, 20, 40), (1.5, 2.0, 3.0), range(3, 11), 2
FAR = 0.1  # how far the two may be, with the chance of some hundred runs


def organisation(chance: np.random.Generator, cohort: np.ndarray, ratio: float) -> planted.Planted:
    mood = planted.moods(chance, len(cohort))
    hazard = planted.rates(chance, max(len(cohort), planted.DIRECTIONS))[: len(cohort)]
    return planted.live(chance, hazard, mood, ratio, cohort, planted.talking(chance, mood))


def told_and_seen(arm: int, ratio: float, runs: int, seed: int = 3) -> tuple[float, float]:
    told, seen = [], 0
    for run in range(runs):
        quiet = organisation(np.random.default_rng([seed, 0, arm, run]), np.full(2 * arm, NEVER), 1.0)
        people = np.full(quiet.first.shape, float(planted.PEOPLE))
        own = variation(quiet.first * planted.PEOPLE, people, before=1, after=AFTER)
        told.append(power_of(ratio, arm, own) if own else 0.0)
        chance, first = np.random.default_rng([seed, 1, arm, run]), FIRST[run % len(FIRST)]
        world = organisation(chance, chance.permutation(np.repeat([first, NEVER], arm)), ratio)
        seen += group_time(world.first[:, : first + AFTER], world.cohort, small=True).overall().low > 0
    return float(np.mean(told)), seen / runs


def report(runs: int) -> bool:
    """Print it; whether each is told within `FAR` of what is seen."""
    print(
        f"\npower before starting: {runs} programmes a case, share that show the effect, told and seen; bar {FAR} apart"
    )
    print(f"{'':<18}" + "".join(f"{f'x {ratio:g}':>16}" for ratio in RATIOS))
    met = True
    for arm in ARMS:
        found = [told_and_seen(arm, ratio, runs) for ratio in RATIOS]
        met &= all(abs(told - seen) <= FAR for told, seen in found)
        print(f"{f'{arm} + {arm} teams':<18}" + "".join(f"{told:9.2f} {seen:6.2f}" for told, seen in found))
    return met
