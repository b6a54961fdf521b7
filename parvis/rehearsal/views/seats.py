"""Whom a text is open to: invited, given more time, asked to leave; and leaving by oneself."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from parvis.interface.asking import asks_first, safe_because, say
from parvis.interface.words import day
from parvis.kernel import clock
from parvis.kernel.http import answer
from parvis.kernel.refusals import Refused
from parvis.people.finding import named
from parvis.people.http import person_required
from parvis.rehearsal.forms import SeatForm
from parvis.rehearsal.inviting import close_to, leave, open_to
from parvis.rehearsal.views.loading import own_rehearsal, page, rehearsal_for


@person_required
def create(request: Any, rehearsal_id: int) -> HttpResponse:
    rehearsal = own_rehearsal(request.person, rehearsal_id)
    form, error = SeatForm(request.POST), ""
    if form.is_valid():
        try:
            person = named(request.person, form.cleaned_data["handle"], field="handle")
            seat = open_to(rehearsal, person, days=form.cleaned_data["days"], by=request.person)
        except Refused as no:
            error = str(no.message)
        else:
            words = _("%(name)s can read it until %(day)s. Tell them: nothing is sent in your place.")
            messages.success(request, words % {"name": person.name, "day": day(seat.until)})
            return answer(request, to=rehearsal.get_absolute_url() + "#seats", json={"id": str(seat.pk)}, status=201)
    error = error or " ".join(str(row[0]) for row in form.errors.values())
    return page(request, rehearsal, status=422, seat_form=form, error=error)


@safe_because("undo")
@person_required
def destroy(request: Any, rehearsal_id: int, handle: str) -> HttpResponse:
    rehearsal = own_rehearsal(request.person, rehearsal_id)
    seat = get_object_or_404(rehearsal.seats.select_related("person", "rehearsal"), person__handle=handle)
    rest = max(1, min(30, round((seat.until - clock.now()).total_seconds() / 86400)))
    close_to(seat, by=request.person)
    words = _("%(name)s no longer sees this text.") % {"name": seat.person.name}
    say(request, words, undo=f"{rehearsal.get_absolute_url()}seats/", handle=handle, days=str(rest))
    return answer(request, to=rehearsal.get_absolute_url() + "#seats", json={"closed": True})


@asks_first(
    gettext_lazy("Leave this text? You will no longer see it. What you said of it stays with its author."),
    gettext_lazy("Leave"),
)
@person_required
def quit(request: Any, rehearsal_id: int) -> HttpResponse:
    leave(rehearsal_for(request.person, rehearsal_id), by=request.person)
    messages.success(request, _("You have left this text."))
    return answer(request, to="/rehearsals/opened/", json={"left": True})
