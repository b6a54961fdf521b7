"""The standing door of a leader: “ask me a question”."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from parvis.interface.asking import asks_first
from parvis.kernel.http import answer, wants_fragment
from parvis.kernel.refusals import Refused
from parvis.leadership import keeping_a_door
from parvis.leadership.doors_forms import StandingForm
from parvis.leadership.doors_permissions import is_leader
from parvis.leadership.models import StandingDoor
from parvis.leadership.views.door_loading import standing_for, standing_page
from parvis.leadership.views.questions import asked_at
from parvis.people.http import person_required


@person_required
def show(request: Any, handle: str) -> HttpResponse:
    return standing_page(request, standing_for(request.person, handle))


@person_required
def create(request: Any, handle: str) -> HttpResponse:
    door = standing_for(request.person, handle)
    return asked_at(request, door, lambda form: standing_page(request, door, form=form, status=422))


@person_required
def card(request: Any, handle: str) -> HttpResponse:
    """For the profile of a leader: the door when it is open; to the leader themselves, the way to open it."""
    mine = handle == request.person.handle
    door = StandingDoor.objects.filter(leader__handle=handle, closed_at=None).select_related("leader").first()
    if request.person.is_guest:
        raise Http404
    if door is None and not (mine and is_leader(request.person)) and wants_fragment(request):
        return HttpResponse("")
    kept = keeping_a_door.promise_of(door) if door and (mine or door.shows_promise) else None
    return answer(
        request, page="leadership/doors/standing_card.html", fragment="leadership/doors/_standing_card.html", door=door, mine=mine, promise=kept
    )  # fmt: skip


def edit_page(request: Any, form: StandingForm, *, status: int = 200) -> HttpResponse:
    row = StandingDoor.objects.filter(leader=request.person).first()
    kept = keeping_a_door.promise_of(row) if row else None
    is_open = row is not None and row.closed_at is None
    return answer(request, page="leadership/doors/standing_edit.html", form=form, door=row, is_open=is_open, promise=kept, status=status)  # fmt: skip


@person_required
def edit(request: Any) -> HttpResponse:
    if not is_leader(request.person):
        raise Http404
    row = StandingDoor.objects.filter(leader=request.person).first()
    names = ("words", "days", "allows_anonymous", "shows_promise")
    return edit_page(request, StandingForm(initial={name: getattr(row, name) for name in names} if row else {}))


@person_required
def update(request: Any) -> HttpResponse:
    if not is_leader(request.person):
        raise Http404
    form = StandingForm(request.POST)
    if form.is_valid():
        try:
            door = keeping_a_door.keep_open(**form.cleaned_data, by=request.person)
        except Refused as no:
            no.onto(form)
        else:
            messages.success(request, _("Your door is open: one reads it on your profile."))
            return answer(request, to=door.get_absolute_url(), json={"days": door.days})
    return edit_page(request, form, status=422)


@asks_first(
    gettext_lazy("Close your door? It takes no more questions; those that wait still wait."), gettext_lazy("Close")
)
@person_required
def destroy(request: Any) -> HttpResponse:
    keeping_a_door.close_standing(request.person)
    messages.success(request, _("Your door is closed. You can open it again whenever you like."))
    return answer(request, to=request.person.get_absolute_url(), json={"closed": True})
