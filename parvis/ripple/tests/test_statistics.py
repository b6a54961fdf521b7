"""Formulas against the slow way of saying the same."""

from __future__ import annotations

import itertools

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from parvis.ripple.statistics import ties
from parvis.ripple.statistics.concentration import gini, interval
from parvis.ripple.statistics.cox import Unanswerable, cox
from parvis.ripple.statistics.interrupted import fit
from parvis.ripple.statistics.survival import kaplan_meier
from parvis.ripple.statistics.trees import shape

trees = st.integers(1, 25).flatmap(lambda n: st.tuples(*(st.integers(0, max(0, node - 1)) for node in range(n))))


@settings(max_examples=60, deadline=None)
@given(trees)
def test_virality_is_the_mean_distance_of_all_pairs(above):
    parents = [-1, *above[1:]]
    if len(parents) < 2:
        assert shape(parents).virality is None
        return

    def way(node):
        return [node, *(way(parents[node]) if node else [])]

    def distance(a, b):
        one, other = way(a), way(b)
        meet = next(node for node in one if node in other)
        return one.index(meet) + other.index(meet)

    pairs = list(itertools.combinations(range(len(parents)), 2))
    assert shape(parents).virality == pytest.approx(sum(distance(a, b) for a, b in pairs) / len(pairs))


@settings(max_examples=60, deadline=None)
@given(st.lists(st.tuples(st.integers(1, 12), st.booleans()), min_size=1, max_size=40))
def test_kaplan_meier_is_the_product_of_those_who_stay(seen):
    curve, left = kaplan_meier([t for t, _event in seen], [event for _t, event in seen]), 1.0
    for time in sorted({t for t, event in seen if event}):
        left *= 1 - sum(event and t == time for t, event in seen) / sum(t >= time for t, _event in seen)
        assert curve.at(time) == pytest.approx(left)
    assert np.all(curve.low <= curve.survival + 1e-12)
    assert np.all(curve.survival <= curve.high + 1e-12)


@settings(max_examples=60, deadline=None)
@given(st.lists(st.integers(1, 50), min_size=1, max_size=40))
def test_gini_is_half_the_mean_difference(counts):
    by_pairs = sum(abs(a - b) for a in counts for b in counts) / (2 * len(counts) * sum(counts))
    values, times = np.unique(counts, return_counts=True)
    assert float(gini(values, times[None])[0]) == pytest.approx(by_pairs)
    found, low, high = interval(np.array(counts), draws=50)
    assert found == pytest.approx(by_pairs)
    assert low <= high


@settings(max_examples=20, deadline=None)
@given(st.integers(0, 1000))
def test_chance_is_what_shuffled_ends_give(seed):
    chance = np.random.default_rng(seed)
    ends = chance.integers(0, 4, 60)
    mean, low, high = ties.by_chance(ends, seed=seed)
    drawn = [2 * (other[:30] != other[30:]).mean() - 1 for other in (chance.permutation(ends) for _ in range(2000))]
    assert abs(mean - np.mean(drawn)) < 0.03
    assert low < mean < high


def test_a_step_that_was_planted_is_found_and_noise_widens_its_interval():
    chance, time = np.random.default_rng(2), np.arange(60)
    mean = 200 * np.exp(0.002 * time + 0.2 * np.sin(2 * np.pi * time / 12) + np.log(1.5) * (time >= 30))
    found = fit(chance.poisson(mean), time >= 30)
    assert found.low < 1.5 < found.high
    noisy = fit(chance.negative_binomial(10, 10 / (10 + mean)), time >= 30)
    assert noisy.high / noisy.low > found.high / found.low
    with pytest.raises(ValueError, match="too few"):
        fit(np.ones(8), np.arange(8) > 4)


def test_a_mixed_public_and_one_of_a_kind():
    assert ties.blau(np.array([5, 5]), 2) == pytest.approx(1)
    assert ties.blau(np.array([9]), 3) == 0
    assert ties.blau(np.array([9]), 1) is None
    assert ties.blau(np.array([]), 3) is None


def test_ties_to_oneself_are_neither_returned_nor_counted():
    one, other = np.array([0, 1, 1, 2, 3]), np.array([1, 0, 2, 2, 3])
    assert ties.reciprocity(one, other) == pytest.approx(2 / 3)
    assert ties.reciprocity(np.array([4]), np.array([4])) is None


PEOPLE = np.random.default_rng(6).normal(size=(40, 2))
LASTED = np.random.default_rng(7).exponential(size=40) + 0.1
HAPPENED = np.arange(40) % 3 > 0


@pytest.mark.parametrize(
    ("changed", "why"),
    [
        ({"event": np.zeros(40, bool)}, "nothing happened"),
        ({"columns": np.column_stack([PEOPLE[:, 0], np.ones(40)])}, "one group only"),
        ({"columns": np.column_stack([PEOPLE[:, 0], 2 * PEOPLE[:, 0]])}, "made of others"),
        ({"columns": (-LASTED)[:, None], "event": np.ones(40, bool)}, "separation"),
        ({"columns": np.where(HAPPENED, 1.0, 0.0)[:, None]}, "separation"),
        ({"event": np.arange(40) == 3}, "fewer events"),
        ({"columns": np.full((40, 1), np.nan)}, "missing"),
        ({"start": LASTED}, "leaves before"),
        ({"start": LASTED[:0], "stop": LASTED[:0], "event": HAPPENED[:0], "columns": PEOPLE[:0]}, "nobody"),
    ],
)
def test_hazards_that_cannot_be_told_are_refused_with_the_reason(changed, why):
    given = {"start": np.zeros(40), "stop": LASTED, "event": HAPPENED, "columns": PEOPLE}
    assert np.isfinite(cox(**given).errors).all()
    with pytest.raises(Unanswerable, match=why):
        cox(**{**given, **changed})
