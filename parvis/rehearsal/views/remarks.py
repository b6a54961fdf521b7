"""What is said of a text, by whom it is open to: remarks on a passage and their answers, one word, an echo."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from parvis.interface.asking import asks_first, safe_because
from parvis.interface.saying import replied, tried
from parvis.kernel.http import answer
from parvis.kernel.once import key_of
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
    form = RemarkForm(request.POST)
    row, status = tried(
        form,
        lambda data: remarking.remark(
            rehearsal, data["words"], by=request.person, passage=data["passage"], version=data["version"] or 0, key=key_of(request)
        ),
    )  # fmt: skip
    if row is None:
        return page(request, rehearsal, status=status, remark=form)
    return answer(request, to=f"{rehearsal.get_absolute_url()}#remark-{row.pk}", json={"id": str(row.pk)}, status=201)


@person_required
def reply(request: Any, rehearsal_id: int, remark_id: int) -> HttpResponse:
    row = remark_for(request.person, rehearsal_id, remark_id)
    top = row.parent_id or row.pk
    refused = replied(
        WordsForm(request.POST), lambda words: remarking.reply(row, words, by=request.person, key=key_of(request)), request.POST, to=top
    )  # fmt: skip
    if refused:
        return page(request, row.rehearsal, status=422, **refused)
    return answer(request, to=f"{row.rehearsal.get_absolute_url()}#remark-{top}", json={"to": str(row.pk)}, status=201)


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
    row, status = tried(
        form, lambda data: remarking.echo(rehearsal, data["understood"], data["words"], by=request.person)
    )
    if row is None:
        return page(request, rehearsal, status=status, echo=form)
    messages.success(request, _("%(name)s will read your answer.") % {"name": rehearsal.author.name})
    return answer(request, to=f"{rehearsal.get_absolute_url()}#echo", json={"kept": True})
