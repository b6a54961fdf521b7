"""What this area holds on a person: their texts, what they said of others' (their own words only), their first steps."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from parvis.kernel.privacy import Holding, register
from parvis.people.models import Person
from parvis.rehearsal.models import Echo, Nod, Question, Rehearsal, Remark, Seat, StepsClosing, StepTaken


def export(person: Person) -> Iterator[dict[str, Any]]:
    """One's own words. Not what others said of them in private, nor the words of others one commented on."""
    for text in Rehearsal.objects.filter(author=person).order_by("id"):
        yield {"text": text.body, "begun": text.at, "changed": text.changed_at, "taken out": text.taken_at}
    for seat in Seat.objects.filter(rehearsal__author=person).select_related("person").order_by("id"):
        yield {"opened to": seat.person.name, "from": seat.at, "until": seat.until}
    for remark in Remark.objects.filter(by=person).order_by("id"):
        yield {"remark": remark.words, "at": remark.at}
    for echo in Echo.objects.filter(person=person).order_by("id"):
        yield {"understood": echo.understood, "would ask": echo.words, "at": echo.at}
    for nod in Nod.objects.filter(person=person).order_by("id"):
        yield {"word": nod.sign, "at": nod.at}
    for question in Question.objects.filter(by=person).order_by("id"):
        yield {"question to practise on": question.words, "at": question.at}
    for asked in Question.objects.filter(rehearsal__author=person, answer__isnull=False).select_related("answer"):
        yield {"answer tried": asked.answer.words, "at": asked.answer.at}


def erase(person: Person) -> None:
    """All of it: nothing of it was ever public, so nobody's words lose their sense."""
    Rehearsal.objects.filter(author=person).delete()
    Seat.objects.filter(person=person).delete()
    Remark.objects.filter(Q(by=person) | Q(parent__by=person)).delete()
    for model in (Echo, Nod):
        model.objects.filter(person=person).delete()  # type: ignore[attr-defined]
    Question.objects.filter(by=person).delete()


def export_steps(person: Person) -> Iterator[dict[str, Any]]:
    for step in StepTaken.objects.filter(person=person).order_by("id"):
        yield {"step": step.name, "at": step.at}
    for closing in StepsClosing.objects.filter(person=person):
        yield {"first steps closed": closing.at}


def erase_steps(person: Person) -> None:
    StepTaken.objects.filter(person=person).delete()
    StepsClosing.objects.filter(person=person).delete()


def declare() -> None:
    register(
        Holding(
            "rehearsals", _("Your rehearsals"),
            ("rehearsal.Rehearsal", "rehearsal.Seat", "rehearsal.Remark", "rehearsal.Nod", "rehearsal.Echo", "rehearsal.Question"),
            _("Texts you practise, the colleagues you opened them to, and what you said of theirs. Nobody else ever reads them: they are in no search, count, feed or administration page."),
            _("Until you throw the text away; 30 days after you took it out to publish it. Your words on a colleague’s text go with that text, or when you take them back. All of it is deleted 30 days after you leave."),
            export, erase,
        ),
        Holding(
            "steps", _("Your first steps"), ("rehearsal.StepTaken", "rehearsal.StepsClosing"),
            _("So that the card “My first steps” knows that you have rehearsed, and whether you closed it. Seen by you alone."),
            _("Until 30 days after you leave."), export_steps, erase_steps,
        ),
    )  # fmt: skip
