"""Networks whose truth is known because it was planted: 40 teams of 25 in 8 directions, people who have never spoken and begin by a weekly
hazard, more in some teams than in others, summers and year-ends (± 40 %), conversations that bring others (Galton-Watson, 0.6 each), leaders who
begin by lot or after their quietest weeks, and an effect of HR 1 (none) or 2."""

from __future__ import annotations

import dataclasses
from collections.abc import Callable

import numpy as np

from parvis.ripple.statistics.effects import NEVER

TEAMS, PEOPLE, DIRECTIONS = 40, 25, 8
WEEKS, WEEKS_A_PERIOD, HAZARD, OFFSPRING, SEASON, SILENT = 52, 4, 0.01, 0.6, 0.4, 13
MOOD, FADING, TALK = 0.6, 0.8, 8
PERIODS = WEEKS // WEEKS_A_PERIOD
WAVES = (5, 7)  # the periods at which a wave of ten teams begins; twenty wait beyond the end
ALONE = tuple(range(5, 13))  # one by one: the period at which each of eight teams begins


@dataclasses.dataclass(frozen=True)
class Planted:
    """By team and period: `first` the share of the silent who spoke, `activated` how many they are, `talk` how much a person wrote; `weekly` what the
    team wrote by week, `cohort` the period each leader begins at."""

    first: np.ndarray
    activated: np.ndarray
    talk: np.ndarray
    weekly: np.ndarray
    cohort: np.ndarray


def season(weeks: np.ndarray) -> np.ndarray:
    return 1 + SEASON * np.cos(2 * np.pi * (weeks + 8) / 52)


def conversations(chance: np.random.Generator, seeds: np.ndarray) -> np.ndarray:
    """How many speak in all when so many begin and each brings Poisson(0.6) others: the total progeny, mean 1 / (1 - 0.6) each."""
    total, newest = seeds.copy(), seeds
    while newest.any():
        newest = chance.poisson(OFFSPRING * newest)
        total = total + newest
    return total


def rates(chance: np.random.Generator, teams: int) -> np.ndarray:
    """The weekly hazard of each team: directions differ, and teams within them, by a quarter or so; the mean is HAZARD."""
    direction = chance.gamma(16, 1 / 16, -(-teams * DIRECTIONS // TEAMS))
    return HAZARD * np.repeat(direction, TEAMS // DIRECTIONS)[:teams] * chance.gamma(16, 1 / 16, teams)


def moods(chance: np.random.Generator, teams: int) -> np.ndarray:
    """What makes a team talk or not, from week to week: log-normal, mean 1, fading by a fifth a week."""
    log = np.empty((teams, WEEKS))
    log[:, 0] = chance.normal(0, MOOD, teams)
    for week in range(1, WEEKS):
        log[:, week] = FADING * log[:, week - 1] + chance.normal(0, MOOD * (1 - FADING**2) ** 0.5, teams)
    return np.exp(log - MOOD**2 / 2)


def live(
    chance: np.random.Generator,
    hazard: np.ndarray,
    mood: np.ndarray,
    ratio: float,
    cohort: np.ndarray,
    talk: np.ndarray,
) -> Planted:
    """Live the weeks: the silent begin at the hazard of their team, in its mood and season, times `ratio` once the leader has begun; conversations
    bring others; who has spoken is silent again after thirteen weeks without a word."""
    teams = len(hazard)
    silent, spoke, share = np.full(teams, PEOPLE), np.zeros((teams, WEEKS), int), np.zeros((teams, WEEKS))
    back = np.zeros((teams, WEEKS + SILENT), int)
    for week in range(WEEKS):
        effect = np.where((cohort != NEVER) & (cohort <= week // WEEKS_A_PERIOD), ratio, 1)
        seeds = chance.poisson(silent * hazard * mood[:, week] * effect * season(np.array(week)) * (1 - OFFSPRING))
        now = np.minimum(conversations(chance, seeds), silent)
        share[:, week], spoke[:, week] = now / np.maximum(silent, 1), now
        back[:, week + SILENT] += now
        silent = silent - now + back[:, week]
    begun = (cohort[:, None] != NEVER) & (cohort[:, None] <= np.arange(WEEKS) // WEEKS_A_PERIOD)
    said = talk + chance.poisson(np.where(begun, (ratio - 1) * TALK * mood * season(np.arange(WEEKS)), 0))
    return Planted(in_periods(share), in_periods(spoke), in_periods(said) / PEOPLE, said, cohort)


def talking(chance: np.random.Generator, mood: np.ndarray) -> np.ndarray:
    """What teams write in a week, leaders apart."""
    return chance.poisson(TALK * mood * season(np.arange(WEEKS)))


def in_periods(weekly: np.ndarray) -> np.ndarray:
    return weekly.reshape(len(weekly), PERIODS, WEEKS_A_PERIOD).sum(axis=2)


def drawn(chance: np.random.Generator, ratio: float, teams: int = TEAMS) -> Planted:
    """Leaders accompanied in an order drawn by lot: a quarter of the teams at each of two periods, half of them later than what is looked at."""
    cohort = chance.permutation(np.repeat([*WAVES, NEVER, NEVER], teams // 4))
    mood = moods(chance, teams)
    return live(chance, rates(chance, teams), mood, ratio, cohort, talking(chance, mood))


def after_dips(chance: np.random.Generator, ratio: float, teams: int = TEAMS) -> Planted:
    """Leaders of half the teams begin after the two weeks when their team talked least, between the sixth period and the ninth."""
    mood = moods(chance, teams)
    talk = talking(chance, mood)
    starts = np.arange(5, 9)
    quiet = np.stack(
        [talk[:, start * WEEKS_A_PERIOD - 2 : start * WEEKS_A_PERIOD].sum(axis=1) for start in starts], axis=1
    )
    cohort = np.where(np.arange(teams) % 2, NEVER, starts[quiet.argmin(axis=1)])
    return live(chance, rates(chance, teams), mood, ratio, cohort, talk)


def one_by_one(chance: np.random.Generator, ratio: float, teams: int = TEAMS) -> Planted:
    """Leaders accompanied one by one in an order drawn by lot: of forty teams one begins at each of eight periods, no two together; thirty-two later than
    what is looked at."""
    begun = np.repeat(ALONE, teams // TEAMS)
    cohort = chance.permutation(np.concatenate([begun, np.full(teams - len(begun), NEVER)]))
    mood = moods(chance, teams)
    return live(chance, rates(chance, teams), mood, ratio, cohort, talking(chance, mood))


def truth(make: Callable[..., Planted], ratio: float, outcome: str, teams: int = 160_000) -> float:
    """What is estimated (the mean over teams that have begun, from then on), on very many teams that live once with the effect and once without."""
    if ratio == 1:
        return 0.0
    found, without = (make(np.random.default_rng(99), one, teams) for one in (ratio, 1.0))
    begun = (found.cohort[:, None] != NEVER) & (found.cohort[:, None] <= np.arange(PERIODS))
    return float((getattr(found, outcome) - getattr(without, outcome))[begun].mean())
