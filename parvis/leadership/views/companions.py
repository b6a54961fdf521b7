"""Companions: whom one opens oneself to and whom one accompanies; opened, given another end, ended by either."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.http import HttpResponse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from parvis.interface.asking import asks_first
from parvis.interface.words import day
from parvis.kernel.http import answer
from parvis.kernel.refusals import Refused
from parvis.leadership import screens
from parvis.leadership.accompanying import end, open_oneself
from parvis.leadership.echoes import echoes_of
from parvis.leadership.forms import CompanionForm
from parvis.leadership.path import path_of
from parvis.leadership.permissions import is_leader
from parvis.leadership.views.loading import link_for
from parvis.people.finding import named
from parvis.people.http import person_required


def listed(request: Any, form: CompanionForm, *, error: str = "", status: int = 200) -> HttpResponse:
    return answer(
        request, page="leadership/companions.html", status=status, mine=screens.companions_of(request.person),
        theirs=screens.accompanied_by(request.person), form=form, error=error,
    )  # fmt: skip


@person_required
def index(request: Any) -> HttpResponse:
    return listed(request, CompanionForm(initial={"handle": request.GET.get("with", "")[:80]}))


@person_required
def create(request: Any) -> HttpResponse:
    form, error = CompanionForm(request.POST), ""
    if form.is_valid():
        try:
            companion = named(request.person, form.cleaned_data["handle"], field="handle")
            link = open_oneself(companion, by=request.person, weeks=form.cleaned_data["weeks"])
        except Refused as no:
            error = str(no.message)
        else:
            words = _("%(name)s accompanies you until %(day)s. Tell them: nothing is sent in your place.")
            messages.success(request, words % {"name": companion.name, "day": day(link.until)})
            return answer(request, to="/companions/", json={"id": str(link.pk)}, status=201)
    error = error or " ".join(str(row[0]) for row in form.errors.values())
    return listed(request, form, error=error, status=422)


@person_required
def show(request: Any, link_id: int) -> HttpResponse:
    link = link_for(request.person, link_id)
    mine = link.person_id == request.person.pk
    person = link.person
    [link] = screens.with_drafts(type(link).objects.filter(pk=link.pk), "companion" if mine else "person")
    return answer(
        request,
        page="leadership/companion.html",
        link=link,
        mine=mine,
        path=path_of(person),
        echoes=echoes_of(person) if is_leader(person) else None,
    )


@asks_first(
    gettext_lazy("End this at once? The companion will no longer see any draft, nor the path."), gettext_lazy("End it")
)
@person_required
def destroy(request: Any, link_id: int) -> HttpResponse:
    link = link_for(request.person, link_id)
    end(link, by=request.person)
    mine = link.person_id == request.person.pk
    words = _("%(name)s sees nothing of you any more.") if mine else _("You no longer accompany %(name)s.")
    messages.success(request, words % {"name": link.companion.name if mine else link.person.name})
    return answer(request, to="/companions/", json={"ended": True})
