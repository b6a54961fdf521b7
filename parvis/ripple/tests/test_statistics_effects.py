"""The formulas of the effect against published values, against themselves, and where they must refuse."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from parvis.ripple.checking import causes
from parvis.ripple.statistics.effects import NEVER, Unanswerable, group_time, randomisation
from parvis.ripple.statistics.refusing import reason, wording


def test_the_published_effects_of_the_minimum_wage():
    found = group_time(*causes.counties())
    ours = {(g + 2003, t + 2003): (round(one.value, 4), round(one.error, 4)) for (g, t), one in found.each().items()}
    assert ours == causes.PUBLISHED
    study = found.event_study()
    assert {
        event: (round(one.value, 4), round(one.error, 4))
        for event, one in zip(study.events, study.estimates, strict=True)
    } == causes.EVENTS
    assert {kind: round(found.overall(kind).value, 3) for kind in ("simple", "group", "dynamic")} == {"simple": -0.040, "group": -0.031, "dynamic": -0.077}  # fmt: skip
    assert round(found.pretest(), 4) == 0.1681


def test_the_band_holds_all_at_once_so_it_is_wider():
    study = group_time(*causes.counties()).event_study()
    for event, one in zip(study.events, study.estimates, strict=True):
        low, high = study.band(event)
        assert low < one.low
        assert high > one.high


@settings(max_examples=15, deadline=None)
@given(seed=st.integers(0, 10_000))
def test_the_order_of_the_teams_changes_nothing(seed):
    chance = np.random.default_rng(seed)
    panel, cohort = chance.normal(size=(24, 6)), chance.choice([NEVER, 2, 3, 4], size=24)
    cohort[:2] = NEVER, 2
    order = chance.permutation(24)
    one, other = group_time(panel, cohort), group_time(panel[order], cohort[order])
    assert np.allclose(one.att, other.att)
    assert np.isclose(one.overall().error, other.overall().error)


def test_a_known_effect_is_found_exactly_without_noise():
    team, period = np.arange(20)[:, None], np.arange(8)[None, :]
    cohort = np.array([NEVER] * 10 + [3] * 5 + [5] * 5)
    begun = (cohort[:, None] != NEVER) & (period >= cohort[:, None])
    found = group_time(team * 0.1 + period * 0.05 + 0.3 * begun, cohort)
    assert np.allclose(found.att[found.since >= 0], 0.3)
    assert np.allclose(found.att[found.since < 0], 0)


def test_clusters_of_twins_do_not_count_twice():
    chance = np.random.default_rng(4)
    panel, cohort = chance.normal(size=(30, 6)), np.array([NEVER] * 15 + [3] * 15)
    twice = group_time(np.vstack([panel, panel]), np.concatenate([cohort, cohort]), cluster=np.tile(np.arange(30), 2))
    once = group_time(panel, cohort)
    assert np.isclose(twice.overall().error, once.overall().error)
    assert twice.overall().degrees == once.overall().degrees


def test_without_anybody_to_compare_with_it_refuses():
    panel = np.zeros((6, 5))
    with pytest.raises(Unanswerable):
        group_time(panel, np.full(6, NEVER))
    with pytest.raises(Unanswerable):
        group_time(panel, np.full(6, 3))
    assert len(group_time(panel, np.array([2, 2, 2, 4, 4, 4]), control="not-yet").att)


def test_an_order_by_lot_is_tested_by_other_orders():
    chance = np.random.default_rng(8)
    cohort = np.array([2] * 12 + [5] * 12)
    panel = chance.normal(0, 0.3, (24, 6))
    assert randomisation(panel, cohort, draws=200) > 0.02
    begun = np.arange(6)[None, :] >= cohort[:, None]
    assert randomisation(panel + begun, cohort, draws=200) < 0.02


@pytest.mark.parametrize(
    ("given", "why"),
    [
        ({}, None),
        ({"treated": 7}, "few-teams"),
        ({"compared": 7}, "few-teams"),
        ({"periods_before": 3}, "few-periods"),
        ({"activations": 19}, "few-activations"),
        ({"leads_p": 0.09}, "leads"),
    ],
)
def test_when_it_refuses(given, why):
    enough = {"treated": 8, "compared": 8, "periods_before": 4, "activations": 20, "leads_p": 0.10}
    assert reason(**{**enough, **given}) == why


def test_the_four_steps_of_the_scale():
    assert wording(0.1, 0.4, drawn=True) == "caused"
    assert wording(0.1, 0.4, drawn=False) == "with"
    assert wording(-0.1, 0.4, drawn=True) == "none"
    assert wording(0.1, 0.4, drawn=True, refused="few-teams") == "cannot-tell"
