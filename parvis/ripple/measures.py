"""What is measured of the network, frozen weekly, and of one post and of oneself, kept nowhere: what the roll-up computes, what screens may ask for
and what the public page says are this one list, so that they cannot differ (`parvis.kernel.measuring`)."""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _

from parvis.kernel.measuring import Measure, Words, register
from parvis.ripple import measure_words as w

WINDOW_DAYS = 28
KEPT_YEARS = 3
RUNGS = ("invited", "came", "reader", "reactor", "commenter", "poster", "regular", "connector")
THRESHOLDS = {(False, False): w.FLOOR, (True, False): w.FLOOR_FIVE, (False, True): w.FLOOR_NOBODY, (True, True): w.FLOOR_FIVE_NOBODY}  # fmt: skip


def weekly(name: str, title: Words, words: Words, why: Words, of: Words, source: Words = w.PLAIN, *, seen_by: Words = w.EVERYBODY, partitions: tuple[str, ...] = ("all",), days: int = WINDOW_DAYS, carried: bool = True, events: bool = False, dominance: bool = False, rounding: Words = w.SHARES, steady: Words = w.STAYS, threshold: Words = "") -> Measure:  # fmt: skip
    """A figure that is frozen on Mondays: what all of those have in common is said once."""
    return Measure(
        name=name, title=title, words=words, why=why, of=of, seen_by=seen_by, threshold=threshold or THRESHOLDS[events, dominance], rounding=rounding,
        delay=w.MONDAY, steady=steady, kept=w.YEARS, source=source, partitions=partitions, days=days, carried=carried, events=events, dominance=dominance,
    )  # fmt: skip


UNITS, PLACES = ("all", "unit"), ("all", "community")
_weekly = (
    weekly("participation", _("Who takes part"), _("Shares of people who read, react, or write."), w.WHY_PARTICIPATION, w.DAYS, partitions=UNITS, seen_by=w.BOTH),
    weekly("rungs", _("From spectator to voice"), _("How many people stand at each step, now and at the highest."), w.WHY_RUNGS, w.DAYS, partitions=UNITS, seen_by=w.BOTH, rounding=w.FIVES),
    weekly("first_voices", _("First voices"), _("How many people wrote for the first time in the week, rounded to five."), w.WHY_FIRST_VOICES, w.ACTS, w.AT_RISK, partitions=UNITS, seen_by=w.BOTH, days=7, carried=False, events=True, rounding=w.FIVES, steady=w.ONE_WEEK),
    weekly("hazards", _("First times"), _("Among those who had not done it yet, the share who react, comment or post for the first time in the week."), w.WHY_HAZARDS, w.ACTS, w.AT_RISK, days=7, carried=False, events=True, rounding=w.FIVES, steady=w.ONE_WEEK),
    weekly("survival", _("Weeks before the first word"), _("The share of people who have not written yet, by weeks since they were let in."), w.WHY_SURVIVAL, w.ACTS, w.KAPLAN_MEIER, days=0, events=True, rounding=w.CURVE),
    weekly("concentration", _("How many hold the floor"), _("The share of what is written that comes from the most present voices."), w.WHY_CONCENTRATION, w.ACTS, w.GINI, seen_by=w.COMMUNICATORS, events=True, dominance=True, rounding=w.NO_HANDFUL),
    weekly("two_way", _("Conversations both ways"), _("Among the pairs of people where one answered the other, the share where the other answered too."), w.WHY_TWO_WAY, w.ACTS, partitions=UNITS, seen_by=w.BOTH, events=True, dominance=True, rounding=w.NO_FEW),
    weekly("replies", _("Answers to posts"), _("The share of posts somebody else answered within seven days, and how long it took."), w.WHY_REPLIES, w.ACTS, w.KAPLAN_MEIER_POSTS, partitions=PLACES, seen_by=w.BOTH, events=True, dominance=True),
    weekly("questions", _("Questions"), _("How many posts ask something, and how many wait for an answer."), w.WHY_QUESTIONS, w.ACTS, partitions=PLACES, seen_by=w.BOTH, events=True, rounding=w.NO_FEW),
    weekly("bridges", _("Bridges between units"), _("How many pairs of people of two units answered each other."), w.WHY_BRIDGES, w.ACTS, partitions=("unit×unit",), events=True, dominance=True, rounding=w.NO_FEW),
    weekly("crossing", _("Beyond one’s unit"), _("Ties between units against ties inside, compared with what chance would give."), w.WHY_CROSSING, w.ACTS, w.EXTERNAL_INTERNAL, events=True, rounding=w.NO_FEW),
    weekly("diversity", _("Who answers whom"), _("From how many units those who comment come."), w.WHY_DIVERSITY, w.ACTS, w.BLAU, partitions=PLACES, seen_by=w.BOTH, rounding=w.THOUSANDTH),
    weekly("greeted", _("First words answered"), _("The share of first posts and comments answered within a day."), w.WHY_GREETED, w.ACTS, events=True),
    weekly("fallback", _("Falling silent again"), _("Among those who wrote in the four weeks before, the share who no longer write or react."), w.WHY_FALLBACK, w.ACTS, partitions=UNITS, seen_by=w.BOTH),
    weekly("health", _("Life of a community"), _("People active in four weeks among those active in eight, beside other communities of the same kind."), w.WHY_HEALTH, w.ACTS, w.KINDS_OF, partitions=("community",), seen_by=w.COMMUNICATORS, dominance=True, rounding=w.SHARES),
    weekly("leaders", _("Leaders who answer"), _("Answers by leaders, and the share of comments under their posts that they answered within two days."), w.WHY_LEADERS, w.ACTS, events=True, dominance=True, rounding=w.NO_FEW),
    weekly("new_ties", _("Ties that were not there before"), _("Pairs of people between whom nothing had passed in the four weeks before, and those far apart in the organisation. Not people who never met: that would ask for half a year each week."), w.WHY_NEW_TIES, w.ACTS, events=True, rounding=w.NO_FEW),
    weekly("effect", _("Leaders who begin to speak"), _("Whether more of the silent speak in teams whose leader has begun to, compared with teams whose leader has not yet."), w.WHY_EFFECT, w.ACTS, w.CALLAWAY, seen_by=w.COMMUNICATORS_LEADERS, days=0, rounding=w.NO_FEW_TEAMS, threshold=w.TEAMS, steady=w.STAYS_FREED),
)  # fmt: skip

register(*_weekly)
register(
    Measure("post", _("Echoes of a post"), _("Who answered, shared or took up a post, how it spread in time, beside what such a post usually brings."), w.WHY_POST, w.OF_POST, w.AUTHOR, w.POST_THRESHOLD, w.POST_ROUNDING, w.POST_DELAY, w.PUBLIC_WORDS, w.POST_KEPT, w.VIRALITY),
    Measure("own", _("My echoes"), _("One’s own step, those one talks with, how long others wait for one’s answer, colleagues out of reach."), w.WHY_OWN, w.OF_OWN, w.ONESELF, w.OWN_THRESHOLD, w.AS_IT_IS, w.AT_ONCE, w.NOBODY_ELSE, w.NOWHERE, w.OWN_SOURCE),
)  # fmt: skip


def measures() -> tuple[Measure, ...]:
    """What the roll-up freezes."""
    return _weekly


def measure(name: str) -> Measure:
    """Unknown names raise KeyError."""
    return {one.name: one for one in _weekly}[name]
