"""Texts one practises: listed, begun, changed, thrown away; and those colleagues opened to one."""

from __future__ import annotations

from typing import Any
from urllib.parse import urlencode

from django.contrib import messages
from django.http import HttpResponse, HttpResponseRedirect
from django.http.response import HttpResponseBase
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from parvis.interface.asking import asks_first
from parvis.interface.restoring import forget_unsent, unsent
from parvis.kernel.http import answer, wants_json
from parvis.kernel.once import key_of
from parvis.kernel.pages import page_by_id
from parvis.kernel.refusals import Conflict, Refused
from parvis.people.http import person_required
from parvis.rehearsal import screens
from parvis.rehearsal.forms import BodyForm, errors_of
from parvis.rehearsal.models import Rehearsal
from parvis.rehearsal.views.loading import own_rehearsal, page, rehearsal_for
from parvis.rehearsal.writing import begin, rewrite, throw_away

SIZE, FEW = 20, 3
# Who reads a text over (docs/decisions/0008-rehearsal-stands-apart.md).
READER = "/relecture/"


@person_required
def index(request: Any) -> HttpResponse:
    after = request.GET.get("after", "")
    texts = page_by_id(Rehearsal.objects.filter(author=request.person), after, SIZE)
    opened = [] if after else list(screens.opened_texts(request.person).order_by("-id")[: FEW + 1])
    return answer(
        request, page="rehearsal/index.html", texts=texts, opened=opened[:FEW], more=len(opened) > FEW, first=not after
    )


@person_required
def opened(request: Any) -> HttpResponse:
    texts = page_by_id(screens.opened_texts(request.person), request.GET.get("after", ""), SIZE)
    return answer(request, page="rehearsal/opened.html", texts=texts)


def writer(request: Any, form: BodyForm, *, status: int = 200, **context: Any) -> HttpResponse:
    if status >= 400 and wants_json(request):
        return answer(request, json={"errors": errors_of(form)}, status=status)
    return answer(request, page="rehearsal/write.html", form=form, status=status, **{"rehearsal": None, **context})


@person_required
def new(request: Any) -> HttpResponse:
    waiting = unsent(request)
    return writer(request, BodyForm(initial=waiting), waiting=waiting)


@person_required
def create(request: Any) -> HttpResponse:
    form = BodyForm(request.POST)
    if form.is_valid():
        try:
            rehearsal = begin(form.cleaned_data["body"], by=request.person, key=key_of(request))
        except Refused as no:
            no.onto(form)
        else:
            forget_unsent(request)
            json = {"id": str(rehearsal.pk), "version": rehearsal.version}
            return answer(request, to=rehearsal.get_absolute_url(), json=json, status=201)
    return writer(request, form, status=422)


@person_required
def show(request: Any, rehearsal_id: int) -> HttpResponse:
    return page(request, rehearsal_for(request.person, rehearsal_id))


@person_required
def change(request: Any, rehearsal_id: int) -> HttpResponse:
    rehearsal = own_rehearsal(request.person, rehearsal_id)
    waiting = unsent(request)
    form = BodyForm(initial={"body": rehearsal.body, "version": rehearsal.version, **waiting})
    return writer(request, form, rehearsal=rehearsal, waiting=waiting)


@person_required
def update(request: Any, rehearsal_id: int) -> HttpResponse:
    rehearsal = own_rehearsal(request.person, rehearsal_id)
    form, theirs = BodyForm(request.POST), ""
    if form.is_valid():
        try:
            rewrite(rehearsal, form.cleaned_data["body"], by=request.person, version=form.cleaned_data["version"] or 0)
        except Conflict as no:
            no.onto(form)
            form.data = form.data.copy()  # type: ignore[attr-defined]
            form.data["version"], theirs = str(rehearsal.version), rehearsal.body  # type: ignore[index]
        except Refused as no:
            no.onto(form)
        else:
            forget_unsent(request)
            json = {"id": str(rehearsal.pk), "version": rehearsal.version}
            return answer(request, to=rehearsal.get_absolute_url(), json=json)
    return writer(request, form, status=409 if theirs else 422, rehearsal=rehearsal, theirs=theirs)


@person_required
def read_over(request: Any, rehearsal_id: int | None = None) -> HttpResponseBase:
    """Without JavaScript: keep the text, then let the browser send this very form to who reads it over (307 keeps method and body),
    who says where it came from: no word is in an address."""
    kept = update(request, rehearsal_id) if rehearsal_id else create(request)
    if kept.status_code != 303:
        return kept
    response = HttpResponseRedirect(f"{READER}?{urlencode({'back': kept['location'] + 'edit/'})}")
    response.status_code = 307
    return response


@asks_first(
    gettext_lazy("Throw this text away, with all that was said of it? Nobody will be able to read it again."),
    gettext_lazy("Throw away"),
)
@person_required
def destroy(request: Any, rehearsal_id: int) -> HttpResponse:
    throw_away(own_rehearsal(request.person, rehearsal_id), by=request.person)
    messages.success(request, _("It is thrown away. Nothing is left of it, and you have practised."))
    return answer(request, to="/rehearsals/", json={"gone": True})
