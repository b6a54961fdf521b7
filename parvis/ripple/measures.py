"""Everything Parvis measures of the network, by name: what the roll-up computes, what screens may ask for and what the public page says are
this one list, so that they cannot differ."""

from __future__ import annotations

import dataclasses

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

WINDOW_DAYS = 28
KEPT_YEARS = 3
RUNGS = ("invited", "came", "reader", "reactor", "commenter", "poster", "regular", "connector")


@dataclasses.dataclass(frozen=True)
class Measure:
    """`title` and `words` say what it is, `of` what it is computed from; `partitions` are the only cuts there are; `carried`
    says whether a figure stays what it was while fewer than five people make the difference."""

    name: str
    title: str | Promise
    words: str | Promise
    of: str | Promise
    partitions: tuple[str, ...] = ("all",)
    days: int = WINDOW_DAYS
    carried: bool = True

    @property
    def seen_by(self) -> str | Promise:
        """Everybody is told of the whole and of pairs of units; what goes by unit or community, and how unequally people write, communicators only."""
        if self.name in ("concentration", "health"):
            return _("communicators")
        if self.name == "effect":
            return _("communicators and leaders")
        if "unit" in self.partitions or "community" in self.partitions:
            return _("everybody for the whole, communicators for each")
        return _("everybody")


_ACTS = _("posts, comments, reactions and shares that others can see")
_DAYS = _("the days somebody came, which only that person sees, and posts, comments and reactions that others can see")

_measures = (
    Measure("participation", _("Who takes part"), _("Shares of people who read, react, or write."), _DAYS, ("all", "unit")),
    Measure("rungs", _("From spectator to voice"), _("How many people stand at each step, now and at the highest."), _DAYS, ("all", "unit")),
    Measure("first_voices", _("First voices"), _("How many people wrote for the first time in the week, rounded to five."), _ACTS, ("all", "unit"), 7, False),
    Measure("hazards", _("First times"), _("Among those who had not done it yet, the share who read, react, comment or post for the first time in the week."), _DAYS, days=7, carried=False),
    Measure("survival", _("Weeks before the first word"), _("The share of people who have not written yet, by weeks since they were let in."), _ACTS, days=0),
    Measure("concentration", _("How many hold the floor"), _("The share of what is written that comes from the most present voices."), _ACTS),
    Measure("two_way", _("Conversations both ways"), _("Among the pairs of people where one answered the other, the share where the other answered too."), _ACTS, ("all", "unit")),
    Measure("replies", _("Answers to posts"), _("The share of posts somebody else answered within seven days, and how long it took."), _ACTS, ("all", "community")),
    Measure("questions", _("Questions"), _("How many posts ask something, and how many wait for an answer."), _ACTS, ("all", "community")),
    Measure("bridges", _("Bridges between units"), _("How many pairs of people of two units answered each other."), _ACTS, ("unit×unit",)),
    Measure("crossing", _("Beyond one’s unit"), _("Ties between units against ties inside, compared with what chance would give."), _ACTS),
    Measure("diversity", _("Who answers whom"), _("From how many units those who comment come."), _ACTS, ("all", "community")),
    Measure("greeted", _("First words answered"), _("The share of first posts and comments answered within a day."), _ACTS),
    Measure("fallback", _("Falling silent again"), _("Among those who wrote in the four weeks before, the share who no longer write or react."), _ACTS, ("all", "unit")),
    Measure("health", _("Life of a community"), _("People active in four weeks among those active in eight, beside other communities of the same kind."), _ACTS, ("community",)),
    Measure("leaders", _("Leaders who answer"), _("Answers by leaders, and the share of comments under their posts that they answered within two days."), _ACTS),
    Measure("new_ties", _("New ties"), _("Pairs of people who had not met in the four weeks before, and those far apart in the organisation."), _ACTS),
    Measure("effect", _("Leaders who begin to speak"), _("Whether more of the silent speak in teams whose leader has begun to, compared with teams whose leader has not yet."), _ACTS, days=0, carried=False),
)  # fmt: skip


def measures() -> tuple[Measure, ...]:
    return _measures


def measure(name: str) -> Measure:
    """Unknown names raise KeyError."""
    return {one.name: one for one in _measures}[name]
