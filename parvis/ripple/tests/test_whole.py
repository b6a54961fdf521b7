"""Where there are no teams to compare, the organisation is compared with its own past: refused or said, on the page, in the files, within its doubt."""

from __future__ import annotations

import datetime as dt
import json
import re

import numpy as np
import pytest
from scipy import stats

from parvis.kernel import clock
from parvis.ripple.judging import Teams
from parvis.ripple.models import Figure, Snapshot
from parvis.ripple.rolling import last_monday
from parvis.ripple.statistics.effects import NEVER
from parvis.ripple.statistics.interrupted import change
from parvis.ripple.whole import resting, whole

SINCE, WEEKS = 52, 80


def year(
    ratio: float, *, seed: int = 1, fading: float = 0.0, weeks: int = WEEKS, people: float = 300.0, hazard: float = 0.02
) -> tuple[np.ndarray, np.ndarray]:
    """Weeks of silent people, two in a hundred of whom speak, more in winter; `ratio` times as many from week 52 on; moods that fade."""
    chance, time, mood = np.random.default_rng(seed), np.arange(weeks), np.zeros(weeks)
    for week in range(1, weeks):
        mood[week] = fading * mood[week - 1] + chance.normal(0, 0.2 if fading else 0)
    mean = (
        people
        * hazard
        * (1 + 0.4 * np.cos(2 * np.pi * (time + 8) / 52))
        * np.exp(mood)
        * np.where(time >= SINCE, ratio, 1)
    )
    return np.full(weeks, people), chance.poisson(mean)


def teams(starts: list[int], weeks: int = WEEKS) -> Teams:
    return Teams(
        np.full((len(starts), weeks // 4), 50.0), np.zeros((len(starts), weeks // 4), int), np.array(starts), False
    )


@pytest.mark.parametrize(
    ("given", "starts", "words", "refused"),
    [
        (year(2.0), [13] * 6, "with", ""),
        (year(1.0), [13] * 6, "none", ""),
        (year(2.0), [13] * 4, "cannot-tell", "few-leaders"),
        (year(2.0), [0, *[13] * 6], "cannot-tell", "begun-before"),
        (year(2.0), [NEVER] * 6, "cannot-tell", "few-leaders"),
        (year(2.0), [5] * 6, "cannot-tell", "few-weeks"),
        (year(2.0), [12] * 6, "cannot-tell", "few-weeks"),  # four weeks short of a year before
        (year(2.0), [19] * 6, "cannot-tell", "few-weeks"),
        (year(2.0, hazard=0.0002), [13] * 6, "cannot-tell", "few-activations"),
        (year(2.0, people=9.0, hazard=0.2), [13] * 6, "cannot-tell", "few-on-a-side"),
    ],
)
def test_it_is_said_or_refused(given, starts, words, refused):
    found = whole(*given, teams(starts))
    assert (found["wording"], found["refused"]) == (words, refused)
    assert ("times" in found) is not bool(refused)
    assert ("before" in found) is (refused not in ("few-leaders", "begun-before")), (
        "when fewer than five began is about them"
    )
    if words == "with":
        assert found["low"] < 2 < found["high"]


def test_of_fewer_than_five_leaders_nothing_differs():
    """One, two, four that begin, at any time, or nobody: the same is said."""
    said = [
        whole(*year(1.0), teams([*starts, *[NEVER] * 4]))
        for starts in ([], [13], [9], [5, 13], [5, 9, 13, 17], [0], [0, 13])
    ]
    assert [one for one in said if one != said[0]] == []


def test_weeks_that_hang_together_are_no_proof():
    silent, spoke = year(1.0)
    spoke += 25 * (np.arange(WEEKS) // 8 % 2)
    assert whole(silent, spoke, teams([13] * 6))["refused"] == "lasting"


def test_few_people_make_no_dot():
    silent, spoke = year(2.0)
    spoke[8:12] = [1, 1, 1, 1]
    points = whole(silent, spoke, teams([13] * 6))["points"]
    assert [one["period"] for one in points if one["seen"] is None] == [-11]
    assert [one["period"] for one in points] == list(range(-13, 7))


@pytest.mark.parametrize("fading", [0.0, 0.6, 0.8])
@pytest.mark.parametrize("ratio", [1.0, 2.0])
def test_intervals_hold_what_was_planted(fading, ratio):
    """Of 100 made-up years; what is tolerated is what chance gives 100 draws of 94 % (binomial, 99.9 %)."""
    held = 0
    for seed in range(100):
        silent, spoke = year(ratio, seed=seed, fading=fading)
        found = change(spoke, SINCE, silent)
        held += found.low <= ratio <= found.high
    assert held >= int(stats.binom.ppf(0.001, 100, 0.94))


def test_a_holiday_after_is_known_from_the_year_before():
    """Two weeks of the turn of the year are empty, before and after: unless they are set apart, the one after is taken for less talk."""
    ends = dt.date(2026, 1, 19)
    rest = resting(ends, WEEKS)[0]
    assert [int(days) for days in np.flatnonzero(rest)] == [24, 25, 76, 77]
    silent, _spoke = year(1.0)
    spoke = np.round(20 * (1 - 0.8 * rest))
    apart, not_apart = change(spoke, 72, silent, rests=[rest]), change(spoke, 72, silent)
    assert abs(apart.ratio - 1) < 0.02
    assert not_apart.ratio < 0.98
    assert apart.high - apart.low < (not_apart.high - not_apart.low) / 2
    teams_then = teams([18] * 6)
    assert whole(silent, spoke, teams_then, ends=ends)["times"] == pytest.approx(1, abs=0.02)


def frozen(value: dict) -> None:
    week = last_monday(clock.now())
    snapshot = Snapshot.objects.create(week=week, begun_at=clock.now(), cursor=0, frozen_at=clock.now())
    Figure.objects.create(snapshot=snapshot, measure="effect", partition="all", cell="", people=400, value=value)


VALUE = {
    "teams": 6,
    "begun": 6,
    "waiting": 0,
    "periods": 20,
    "left_out": 0,
    "drawn": False,
    "seen_from": None,
    "refused": "few-teams",
    "wording": "cannot-tell",
}


@pytest.mark.parametrize(
    ("ratio", "starts", "words"),
    [
        (2.0, [13] * 6, "Depuis que des dirigeants ont pris la parole"),
        (1.0, [13] * 6, "compatible avec aucun changement"),
        (2.0, [5] * 6, "Il y a 80 semaines, dont 20 avant"),
        (2.0, [0, *[13] * 6], "il n’y a pas d’« avant »"),
        (2.0, [13] * 4, "ce serait un chiffre de ces dirigeants"),
    ],
)
def test_the_page_and_the_files_say_it(signed_in, world, ratio, starts, words):
    found = whole(*year(ratio), teams(starts))
    frozen({**VALUE, "whole": found})
    client = signed_in("helene")
    told = client.get("/echoes/leaders/").text.replace("\xa0", " ").replace("\u202f", " ")
    assert words in told
    assert "au moins huit équipes" in told
    assert "Elle ne dit jamais" in told
    points = found.get("points", [])
    assert told.count("<circle") == len([one for one in points if one["seen"] is not None])
    assert [int(row) for row in re.findall(r'<th scope="row">(-?\d+)</th><td>', told)] == [
        one["period"] for one in points
    ]
    given = json.loads(client.get("/echoes/leaders.json").content)
    assert given["effect"]["whole"] == found
    lines = client.get("/echoes/leaders.csv").content.decode()
    assert f"whole.refused{';' if ';' in lines else ','}{found['refused']}" in lines
    assert ("whole.without" in lines) is bool(points)
    assert signed_in("nadia").get("/echoes/leaders/").status_code == 404
