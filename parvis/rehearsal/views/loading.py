"""Rows for views, loaded through the viewer: not there, not yours and no longer open are the same 404."""

from __future__ import annotations

from typing import Any

from django.http import HttpResponse
from django.shortcuts import get_object_or_404

from parvis.kernel.http import answer
from parvis.people.models import Person
from parvis.rehearsal import screens
from parvis.rehearsal.forms import EchoForm, RemarkForm, SeatForm, WordsForm
from parvis.rehearsal.models import Nod, Question, Rehearsal, Remark
from parvis.rehearsal.visibility import thread_visible_to_q


def rehearsal_for(viewer: Person, rehearsal_id: int) -> Rehearsal:
    rows = Rehearsal.objects.visible_to(viewer).select_related("author__unit", "author__mandate", "author__portrait")
    return get_object_or_404(rows, pk=rehearsal_id)


def own_rehearsal(person: Person, rehearsal_id: int) -> Rehearsal:
    return get_object_or_404(Rehearsal, author=person, pk=rehearsal_id)


def remark_for(viewer: Person, rehearsal_id: int, remark_id: int) -> Remark:
    """A remark of a rehearsal the viewer sees, in a thread they see."""
    rows = Remark.objects.filter(thread_visible_to_q(viewer), rehearsal=rehearsal_for(viewer, rehearsal_id))
    return get_object_or_404(rows.select_related("rehearsal"), pk=remark_id)


def question_for(viewer: Person, rehearsal_id: int, question_id: int) -> Question:
    rows = Question.objects.filter(rehearsal=rehearsal_for(viewer, rehearsal_id)).select_related("rehearsal")
    question: Question = get_object_or_404(rows, pk=question_id)
    return (
        question if question.by_id == viewer.pk else get_object_or_404(rows, pk=question_id, rehearsal__author=viewer)
    )


def own_echo(shown: screens.Stage, viewer: Person) -> dict[str, Any]:
    """What one answered before, for the form."""
    mine = next((row for row in shown.echoes if row.person_id == viewer.pk), None)
    return {"understood": mine.understood, "words": mine.words} if mine else {}


def page(request: Any, rehearsal: Rehearsal, *, status: int = 200, **forms: Any) -> HttpResponse:
    """The page of a rehearsal; `forms` are those that were refused, with what was typed."""
    shown = screens.stage(rehearsal, request.person)
    nodded = next((row.sign for row in shown.nods if row.person_id == request.person.pk), "")
    context: dict[str, Any] = {
        "remark": RemarkForm(initial={"version": rehearsal.version}), "echo": EchoForm(initial=own_echo(shown, request.person)),
        "ask": WordsForm(), "seat_form": SeatForm(), "error": "", "said_to": None, "said_words": "", "said_error": "",
    }  # fmt: skip
    return answer(
        request, page="rehearsal/show.html", status=status, stage=shown, rehearsal=rehearsal, signs=Nod.Sign.choices, nodded=nodded,
        home=rehearsal.get_absolute_url(), **{**context, **forms},
    )  # fmt: skip
