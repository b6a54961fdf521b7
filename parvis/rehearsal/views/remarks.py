"""What is said of a text, by whom it is open to: remarks on a passage and their answers, one word, an echo."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from parvis.interface.asking import asks_first, safe_because
from parvis.kernel.http import answer
from parvis.kernel.once import key_of
from parvis.kernel.refusals import Conflict, Refused
from parvis.people.http import person_required
from parvis.rehearsal import remarking
from parvis.rehearsal.forms import EchoForm, RemarkForm, WordsForm
from parvis.rehearsal.permissions import is_author
from parvis.rehearsal.views.loading import own_rehearsal, page, rehearsal_for, remark_for


@person_required
def create(request: Any, rehearsal_id: int) -> HttpResponse:
    rehearsal = rehearsal_for(request.person, rehearsal_id)
    if is_author(request.person, rehearsal):
        raise Http404  # one answers remarks on one's own text
    form, status = RemarkForm(request.POST), 422
    if form.is_valid():
        data = form.cleaned_data
        try:
            row = remarking.remark(
                rehearsal, data["words"], by=request.person, passage=data["passage"], version=data["version"] or 0, key=key_of(request)
            )  # fmt: skip
        except Refused as no:
            no.onto(form)
            status = 409 if isinstance(no, Conflict) else 422
        else:
            to = f"{rehearsal.get_absolute_url()}#remark-{row.pk}"
            return answer(request, to=to, json={"id": str(row.pk)}, status=201)
    return page(request, rehearsal, status=status, remark=form)


@person_required
def reply(request: Any, rehearsal_id: int, remark_id: int) -> HttpResponse:
    row = remark_for(request.person, rehearsal_id, remark_id)
    form, wrong = WordsForm(request.POST), ""
    if form.is_valid():
        try:
            remarking.reply(row, form.cleaned_data["words"], by=request.person, key=key_of(request))
        except Refused as no:
            wrong = str(no.message)
        else:
            to = f"{row.rehearsal.get_absolute_url()}#remark-{row.parent_id or row.pk}"
            return answer(request, to=to, json={"to": str(row.pk)}, status=201)
    wrong = wrong or " ".join(str(error[0]) for error in form.errors.values())
    typed = request.POST.get("words", "")
    return page(request, row.rehearsal, status=422, said_to=row.parent_id or row.pk, said_words=typed, said_error=wrong)


@asks_first(gettext_lazy("Take this remark back?"), gettext_lazy("Take back"))
@person_required
def destroy(request: Any, rehearsal_id: int, remark_id: int) -> HttpResponse:
    row = remark_for(request.person, rehearsal_id, remark_id)
    if row.by_id != request.person.pk:
        raise Http404
    remarking.take_back(row, by=request.person)
    messages.success(request, _("Your remark is taken back."))
    return answer(request, to=f"{row.rehearsal.get_absolute_url()}#remarks", json={"gone": True})


def settled(request: Any, rehearsal_id: int, remark_id: int, verb: Any) -> HttpResponse:
    own_rehearsal(request.person, rehearsal_id)
    row = remark_for(request.person, rehearsal_id, remark_id)
    verb(row, by=request.person)
    return answer(request, to=f"{row.rehearsal.get_absolute_url()}#remarks", json={"id": str(row.pk)})


@person_required
def hear(request: Any, rehearsal_id: int, remark_id: int) -> HttpResponse:
    return settled(request, rehearsal_id, remark_id, remarking.hear)


@safe_because("toggle")
@person_required
def unhear(request: Any, rehearsal_id: int, remark_id: int) -> HttpResponse:
    return settled(request, rehearsal_id, remark_id, remarking.unhear)


def guest_of(request: Any, rehearsal_id: int) -> Any:
    """A text of somebody else: one does not nod to oneself."""
    rehearsal = rehearsal_for(request.person, rehearsal_id)
    if is_author(request.person, rehearsal):
        raise Http404
    return rehearsal


@person_required
def nod(request: Any, rehearsal_id: int) -> HttpResponse:
    rehearsal = guest_of(request, rehearsal_id)
    remarking.nod(rehearsal, request.POST.get("sign", ""), by=request.person)
    return answer(request, to=f"{rehearsal.get_absolute_url()}#nod", json={"sign": request.POST.get("sign", "")})


@safe_because("toggle")
@person_required
def unnod(request: Any, rehearsal_id: int) -> HttpResponse:
    rehearsal = guest_of(request, rehearsal_id)
    remarking.unnod(rehearsal, by=request.person)
    return answer(request, to=f"{rehearsal.get_absolute_url()}#nod", json={"sign": None})


@person_required
def echo(request: Any, rehearsal_id: int) -> HttpResponse:
    rehearsal = guest_of(request, rehearsal_id)
    form = EchoForm(request.POST)
    if form.is_valid():
        try:
            remarking.echo(rehearsal, form.cleaned_data["understood"], form.cleaned_data["words"], by=request.person)
        except Refused as no:
            no.onto(form)
        else:
            messages.success(request, _("%(name)s will read your answer.") % {"name": rehearsal.author.name})
            return answer(request, to=f"{rehearsal.get_absolute_url()}#echo", json={"kept": True})
    return page(request, rehearsal, status=422, echo=form)
