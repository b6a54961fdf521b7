"""What happens in the wings of the demo: Thomas practises before three colleagues, Nadia before two, Karim for himself alone."""

from __future__ import annotations

import dataclasses
import datetime as dt
from collections.abc import Mapping, Sequence

from parvis.people.models import Person
from parvis.rehearsal.models import Answer, Echo, Heard, Nod, Question, Rehearsal, Remark, Seat, StepTaken


@dataclasses.dataclass(frozen=True)
class Said:
    """A remark: by whom, on which words, what, and the author's answer."""

    by: str
    quote: str
    words: str
    answer: str = ""
    heard: bool = False


@dataclasses.dataclass(frozen=True)
class Play:
    by: str
    days_ago: int
    body: str
    seats: Mapping[str, int] = dataclasses.field(default_factory=dict)
    remarks: Sequence[Said] = ()
    nods: Mapping[str, str] = dataclasses.field(default_factory=dict)
    echoes: Mapping[str, tuple[str, str]] = dataclasses.field(default_factory=dict)
    questions: Sequence[tuple[str, str, str]] = ()


PLAYS = [
    Play(
        "karim", 9,
        "Je n’ai jamais rien écrit ici. Ce matin, une cliente m’a rappelé juste pour dire merci. J’ai gardé le casque deux minutes de plus.",
    ),
    Play(
        "nadia", 4,
        "Depuis trois semaines, on rappelle les clients le jour même.\n\nAu début j’avais peur de déranger. En fait, sur quarante appels, un seul m’a dit que ce n’était pas le moment. Les autres étaient surpris qu’on se souvienne d’eux.\n\nCe que je n’arrive pas encore à faire : tenir quand il y a plus de cinquante dossiers.",
        {"karim": 5, "cleo": 2},
        [
            Said("karim", "Au début j’avais peur de déranger.", "C’est exactement ma peur à moi aussi. Laisse cette phrase, elle aide."),
            Said("cleo", "tenir quand il y a plus de cinquante dossiers", "Dis combien on est les jours à cinquante dossiers, les autres équipes ne le savent pas.", "Cinq, et deux le lundi. Je l’ajoute."),
        ],
        {"karim": "you"},
        {"cleo": ("yes", "Qu’est-ce que tu demandes aux autres équipes, au juste ?")},
    ),
    Play(
        "thomas", 2,
        "Jeudi, j’ouvre ma porte pendant une heure. Avant, je voudrais vous dire où on en est à Grenoble.\n\nOn a arrêté la ligne 3 deux fois en janvier. La première fois, c’était prévu. La seconde, non : une équipe a entendu un bruit et a coupé, sans demander la permission. Elle a eu raison. Je ne le lui ai pas dit assez vite.\n\nOptimiser notre trajectoire capacitaire reste une priorité. Mais si vous entendez un bruit, coupez. On parlera des chiffres après.",
        {"marine": 4, "nadia": 3, "cleo": 3},
        [
            Said("marine", "Optimiser notre trajectoire capacitaire reste une priorité.", "Le diriez-vous comme cela à la machine à café ?", "Non. Je dirais : « on doit produire plus, et je ne sais pas encore comment. »"),
            Said("nadia", "Je ne le lui ai pas dit assez vite.", "C’est la phrase que j’aurais retenue. Elle donne envie de vous croire."),
            Said("cleo", "pendant une heure", "On peut venir même si on n’est pas de l’usine ?", "Oui, tout le monde. Je l’écris.", True),
        ],
        {"nadia": "touched", "marine": "you"},
        {"nadia": ("partly", "La « trajectoire capacitaire », c’est la ligne 4 ?"), "marine": ("yes", "")},
        [
            ("marine", "Et si le bruit n’était rien, qui paie l’arrêt ?", "Moi. Un arrêt pour rien coûte une matinée ; une ligne cassée, trois semaines."),
            ("nadia", "Est-ce que vous allez fermer la ligne 3 ?", ""),
        ],
    ),
]  # fmt: skip


def fill(people: Mapping[str, Person], now: dt.datetime) -> None:
    """Play it all, dated back from `now`."""
    for play in PLAYS:
        perform(play, people, now)
    StepTaken.objects.bulk_create(
        [StepTaken(person=people[handle], name="rehearse", at=now) for handle in ("karim", "thomas")]
    )


def perform(play: Play, people: Mapping[str, Person], now: dt.datetime) -> None:
    author, at = people[play.by], now - dt.timedelta(days=play.days_ago)
    text = Rehearsal.objects.create(author=author, hand=author, body=play.body, at=at, changed_at=at)
    for place, (handle, days) in enumerate(play.seats.items(), 1):
        until = now + dt.timedelta(days=days)
        Seat.objects.create(rehearsal=text, person=people[handle], place=place, at=at, until=until)
    for number, said in enumerate(play.remarks):
        remark(text, said, people, at + dt.timedelta(hours=3 + number))
    for handle, sign in play.nods.items():
        Nod.objects.create(rehearsal=text, person=people[handle], sign=sign, at=at)
    for handle, (understood, words) in play.echoes.items():
        Echo.objects.create(rehearsal=text, person=people[handle], understood=understood, words=words, at=at)
    for handle, words, answer in play.questions:
        question = Question.objects.create(rehearsal=text, by=people[handle], words=words, at=at)
        if answer:
            Answer.objects.create(question=question, words=answer, at=at)


def remark(text: Rehearsal, said: Said, people: Mapping[str, Person], at: dt.datetime) -> None:
    start = text.body.index(said.quote)
    row = Remark.objects.create(
        rehearsal=text, by=people[said.by], start=start, end=start + len(said.quote), quote=said.quote, words=said.words, at=at
    )  # fmt: skip
    if said.answer:
        Remark.objects.create(
            rehearsal=text, parent=row, by=text.author, words=said.answer, at=at + dt.timedelta(hours=1)
        )
    if said.heard:
        Heard.objects.create(remark=row, at=at + dt.timedelta(hours=2))
