"""Practising: the text said aloud, difficult questions, and the answers one tries."""

from __future__ import annotations

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from parvis.kernel import clock
from parvis.kernel.refusals import require
from parvis.people.models import Person
from parvis.rehearsal.models import Answer, Question, Rehearsal, StepTaken
from parvis.rehearsal.permissions import is_author, is_seated
from parvis.rehearsal.remarking import CLOSED
from parvis.rehearsal.writing import claimed, said

REHEARSED = "rehearse"


@transaction.atomic
def say_aloud(rehearsal: Rehearsal, *, by: Person) -> None:
    """One has said it. That one did is kept, for oneself alone, even when the text is thrown away; not how often, nor how long."""
    require(is_author(by, rehearsal), _("Only its author does this."))
    StepTaken.objects.get_or_create(person=by, name=REHEARSED, defaults={"at": clock.now()})


@transaction.atomic
def ask(rehearsal: Rehearsal, words: str, *, by: Person, key: str | None = None) -> Question:
    """A difficult question: from a colleague, or the one the author dreads."""
    require(is_author(by, rehearsal) or is_seated(by, rehearsal), CLOSED)
    text = said(words)
    identifier, known = claimed(rehearsal.questions.all(), text, by=by, key=key)
    if known:
        return known  # type: ignore[no-any-return]
    row = Question(id=identifier, rehearsal=rehearsal, by=by, words=text, at=clock.now())
    row.save(force_insert=True)
    return row


@transaction.atomic
def take_question_back(question: Question, *, by: Person) -> None:
    """By who asked it, or by the author, who practises on what they choose."""
    require(by.pk == question.by_id or is_author(by, question.rehearsal), _("Only who asked takes it back."))
    question.delete()


@transaction.atomic
def answer(question: Question, words: str, *, by: Person) -> Answer:
    """Try an answer, as often as one likes: each takes the place of the one before."""
    require(is_author(by, question.rehearsal), _("Only the author of the text practises the answer."))
    defaults = {"words": said(words), "at": clock.now()}
    return Answer.objects.update_or_create(question=question, defaults=defaults)[0]
