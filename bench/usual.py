"""Does the interval of what a post usually brings hold nine new posts out of ten? Posts are made up whose law is known, so that the chance of the next
one to fall in an interval is computed, not drawn."""

from __future__ import annotations

import numpy as np
from scipy import stats

from parvis.ripple.statistics import expectation

POSTS, SIZES, MEAN, LEVEL = (30, 60, 200), (0.3, 1.0, 5.0), 6.0, 0.9
LEAST, MOST = (
    0.87,
    0.94,
)  # what the mean over the runs must be between: counts are whole, so nine in ten cannot be met exactly


def world(chance: np.random.Generator, posts: int) -> tuple[np.ndarray, np.ndarray]:
    """The columns of some posts (constant, author's usual, length, place, weekday, hour, as `ripple.expecting` makes them), and what each may expect."""
    hour, day, place = 2 * np.pi * chance.uniform(8, 18, posts) / 24, chance.integers(0, 7, posts), chance.integers(0, 3, posts)  # fmt: skip
    columns = np.column_stack([
        np.ones(posts), chance.normal(0, 0.5, posts), np.log1p(chance.gamma(2, 150, posts) / 100), place == 1, place == 2,
        day >= 5, day == 0, day == 4, np.sin(hour), np.cos(hour),
    ]).astype(float)  # fmt: skip
    true = np.array([np.log(MEAN) - 0.2, 0.8, 0.2, -0.4, 0.3, -0.5, 0.1, -0.2, 0.1, 0.1])
    return columns, np.exp(columns @ true)


def coverage(posts: int, size: float, runs: int, *, columns: bool = True, seed: int = 5) -> float:
    """The chance that the next post falls in its interval, over `runs` of so many posts of a negative binomial of `size` k; with the columns of real
    posts, or the constant alone."""
    held = []
    for run in range(runs):
        chance = np.random.default_rng([seed, posts, run])
        x, mean = world(chance, posts + 1) if columns else (np.ones((posts + 1, 1)), np.full(posts + 1, MEAN))
        counts = chance.negative_binomial(size, size / (size + mean))
        _mean, low, high = expectation.fit(counts[:-1], x[:-1]).interval(x[-1], LEVEL)
        law = stats.nbinom(size, size / (size + mean[-1]))
        held.append(law.cdf(high) - law.cdf(low - 1))
    return float(np.mean(held))


def table(runs: int) -> list[tuple[str, int, float, float]]:
    """(columns, posts, k, coverage) of every case."""
    return [
        (name, posts, size, coverage(posts, size, runs, columns=own))
        for name, own in (("ten columns", True), ("the mean alone", False))
        for posts in POSTS
        for size in SIZES
    ]


def report(runs: int) -> bool:
    """Print it; whether every case is between its bars."""
    found = table(runs)
    print(
        f"\nwhat a post usually brings: {runs} runs a case, share of new posts in their interval of {LEVEL:.0%}, bar {LEAST} to {MOST}"
    )
    print(f"{'':<18}{'posts':>7}" + "".join(f"{f'k = {size:g}':>10}" for size in SIZES))
    for rank in range(0, len(found), len(SIZES)):
        name, posts = found[rank][:2]
        print(f"{name:<18}{posts:>7}" + "".join(f"{one[3]:10.3f}" for one in found[rank : rank + len(SIZES)]))
    return all(LEAST <= one[3] <= MOST for one in found)
