"""The path of those who lead: twelve steps of five minutes or less, each with the fear it meets and what helps. Nine are those everybody
has (kernel/steps.py); three are more than one asks of anybody. A step is recognised when it is done here; one alone, which no program could tell, is said to be taken by who took it."""

from __future__ import annotations

import dataclasses
from collections.abc import Sequence

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from parvis.kernel.steps import Step
from parvis.kernel.steps import steps as common
from parvis.leadership import recognising
from parvis.leadership.models import StepSaid, StepSkip
from parvis.people.models import Person

ORDERED = 4  # until there one step leads to the next; then any order
PRIVATE = {"rehearse"}  # one's own eyes only: a companion is not told


@dataclasses.dataclass(frozen=True)
class Fear:
    words: str | Promise
    help: str | Promise


FEARS = {
    "profile": Fear(_("This is not me."), _("Not a portrait for the press: the photo your team would smile at, and one line you would say at table.")),
    "read": Fear(_("I have no time."), _("Five minutes, once. Between two meetings, one reads three people one would never have met.")),
    "react": Fear(_("What if my finger slips?"), _("You have eight seconds to take it back: nobody will have seen anything.")),
    "thank": Fear(_("I do not know what to say."), _("A first name, a fact, thank you. That is all, and it is what they will show at home.")),
    "ask": Fear(_("I am supposed to know."), _("You are supposed to be curious. The question you dare gives everybody else the right to theirs.")),
    "answer": Fear(_("Who cares what I think?"), _("Whoever asked. Say what you have seen, and from where; the rest they will sort out.")),
    "rehearse": Fear(_("I am not good at this."), _("Nobody is, the first time. Three sentences in the wings, aloud, then in the bin: you have practised.")),
    "figure": Fear(_("It will sound like a press release."), _("Not what the figure is: what it does to you. Relief, worry, surprise; then the figure.")),
    "post": Fear(_("And if nobody answers?"), _("It happens to everybody. Write to one person, with their first name in mind; rehearse it if you like.")),
    "return": Fear(_("They will contradict me."), _("All the better. Thank them, ask for an example, answer tomorrow.")),
    "failure": Fear(_("My word binds the company."), _("Say “I” and what you know. What one admits makes the rest credible.")),
    "stage": Fear(_("I will put them on the spot."), _("Ask them first, in private. Then name them where it concerns them, and let them speak.")),
}  # fmt: skip
OWN = [
    Step(
        "figure", 75, _("Say what a figure does to you"), _("One figure, or one page, passed on with your own words: not what it is, what it does to you."),
        _("You have said what a figure does to you."), 5, "/", recognising.has_shared_a_fact,
    ),
    Step(
        "failure", 100, _("Say what did not work"), _("One thing, in the first person, and what you kept from it. Nobody reads your words to find out: you say when it is done."),
        _("You have said what did not work."), 5, "/posts/new/", recognising.says_it_told_a_failure,
    ),
    Step(
        "stage", 110, _("Bring somebody on stage"), _("A colleague nobody hears: ask them in private, then name them where it is theirs to tell."),
        _("You have named somebody, and they spoke."), 4, "/questions/", recognising.has_brought_somebody_on,
    ),
]  # fmt: skip
# The first post goes through the wings: one writes it where nobody sees it, and takes it out when it is ready.
WHERE = {"post": "/rehearsals/new/"}


@dataclasses.dataclass(frozen=True)
class Pace:
    """One step as its person sees it."""

    number: int
    step: Step
    fear: Fear
    taken: bool
    skipped: bool
    private: bool
    where: str
    own: bool = False  # only its person can tell that it is taken


@dataclasses.dataclass(frozen=True)
class Path:
    paces: Sequence[Pace]
    next: Sequence[Pace]  # those one may take now: one until the fourth, then any

    @property
    def taken(self) -> int:
        return sum(pace.taken for pace in self.paces)

    @property
    def is_free(self) -> bool:
        return all(pace.taken or pace.skipped for pace in self.paces[:ORDERED])

    @property
    def shown(self) -> Sequence[Pace]:
        """What a companion is told: one's own eyes only, it stays."""
        return [pace for pace in self.paces if not pace.private]


def steps() -> list[Step]:
    """The twelve, in order."""
    return sorted([step for step in common() if step.name in FEARS] + OWN, key=lambda step: step.rank)


def path_of(person: Person) -> Path:
    """The path of this person: for themselves, and for the companion they opened themselves to."""
    skipped = set(StepSkip.objects.filter(person=person).values_list("name", flat=True))
    paces = [
        Pace(
            number, step, FEARS[step.name], step.taken(person), step.name in skipped, step.name in PRIVATE,
            WHERE.get(step.name) or step.address(person), step.name in StepSaid.ONES_OWN,
        )
        for number, step in enumerate(steps(), 1)
    ]  # fmt: skip
    ahead = [pace for pace in paces if not pace.taken and not pace.skipped]
    return Path(paces, ahead[:1] if any(pace.number <= ORDERED for pace in ahead) else ahead)
