"""Saying the text aloud, practising answers to difficult questions, and taking the text out."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.http import Http404, HttpResponse, HttpResponseRedirect
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from parvis.interface.asking import asks_first, safe_because
from parvis.kernel.http import answer
from parvis.kernel.once import key_of
from parvis.kernel.passages import sentences
from parvis.kernel.refusals import Refused
from parvis.people.http import person_required
from parvis.rehearsal import practising, taking
from parvis.rehearsal.forms import WordsForm
from parvis.rehearsal.views.loading import own_rehearsal, page, question_for, rehearsal_for

# Words one says in a minute, unhurried; and two other gaits.
PACES = [(110, gettext_lazy("slow")), (140, gettext_lazy("easy")), (170, gettext_lazy("brisk"))]
EASY = 140
# Where the composer takes what is sent to it (docs/decisions/0008-rehearsal-stands-apart.md).
COMPOSER = "/posts/"


def spoken_lines(text: str) -> list[list[str]]:
    """The text by paragraphs, each by sentences: what is marked while one speaks."""
    lines = [line for line in text.split("\n") if line.strip()]
    return [[passage.of(line) for passage in sentences(line)] for line in lines]


@person_required
def aloud(request: Any, rehearsal_id: int) -> HttpResponse:
    rehearsal = own_rehearsal(request.person, rehearsal_id)
    seconds = max(10, round(len(rehearsal.body.split()) * 60 / EASY / 10) * 10)
    return answer(
        request, page="rehearsal/aloud.html", rehearsal=rehearsal, lines=spoken_lines(rehearsal.body), minutes=seconds // 60,
        seconds=seconds % 60, paces=PACES, easy=EASY, home=rehearsal.get_absolute_url(),
    )  # fmt: skip


@person_required
def said(request: Any, rehearsal_id: int) -> HttpResponse:
    rehearsal = own_rehearsal(request.person, rehearsal_id)
    practising.say_aloud(rehearsal, by=request.person)
    messages.success(request, _("Said. Keep it, open it to somebody you trust, or throw it away: you have practised."))
    return answer(request, to=rehearsal.get_absolute_url(), json={"said": True})


@person_required
def ask(request: Any, rehearsal_id: int) -> HttpResponse:
    rehearsal = rehearsal_for(request.person, rehearsal_id)
    form = WordsForm(request.POST)
    if form.is_valid():
        try:
            row = practising.ask(rehearsal, form.cleaned_data["words"], by=request.person, key=key_of(request))
        except Refused as no:
            no.onto(form)
        else:
            to = f"{rehearsal.get_absolute_url()}#question-{row.pk}"
            return answer(request, to=to, json={"id": str(row.pk)}, status=201)
    return page(request, rehearsal, status=422, ask=form)


@asks_first(gettext_lazy("Take this question back, and the answer tried?"), gettext_lazy("Take back"))
@person_required
def unask(request: Any, rehearsal_id: int, question_id: int) -> HttpResponse:
    question = question_for(request.person, rehearsal_id, question_id)
    practising.take_question_back(question, by=request.person)
    return answer(request, to=f"{question.rehearsal.get_absolute_url()}#questions", json={"gone": True})


@person_required
def reply(request: Any, rehearsal_id: int, question_id: int) -> HttpResponse:
    rehearsal = own_rehearsal(request.person, rehearsal_id)
    question = question_for(request.person, rehearsal_id, question_id)
    form, wrong = WordsForm(request.POST), ""
    if form.is_valid():
        try:
            practising.answer(question, form.cleaned_data["words"], by=request.person)
        except Refused as no:
            wrong = str(no.message)
        else:
            to = f"{rehearsal.get_absolute_url()}#question-{question.pk}"
            return answer(request, to=to, json={"id": str(question.pk)})
    wrong = wrong or " ".join(str(error[0]) for error in form.errors.values())
    typed = request.POST.get("words", "")
    return page(request, rehearsal, status=422, said_to=question.pk, said_words=typed, said_error=wrong)


@person_required
def take_out(request: Any, rehearsal_id: int) -> HttpResponse:
    """Remember that the text is taken, then let the browser send this very form to the composer, as a draft (307 keeps method
    and body). Only a draft: this road never publishes."""
    rehearsal = own_rehearsal(request.person, rehearsal_id)
    if request.POST.getlist("save") != ["draft"]:
        raise Http404
    taking.take_out(rehearsal, by=request.person)
    response = HttpResponseRedirect(COMPOSER)
    response.status_code = 307
    return response


@safe_because("toggle")
@person_required
def go_on(request: Any, rehearsal_id: int) -> HttpResponse:
    rehearsal = own_rehearsal(request.person, rehearsal_id)
    taking.go_on(rehearsal, by=request.person)
    messages.success(request, _("You go on rehearsing: nothing will be deleted."))
    return answer(request, to=rehearsal.get_absolute_url(), json={"taken": False})
