"""Open doors: listed, announced, shown and watched, moved, cancelled, closed; reminders and calendar."""

from __future__ import annotations

import json
from typing import Any

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from parvis.interface.asking import safe_because
from parvis.interface.restoring import forget_unsent, unsent
from parvis.kernel.http import answer
from parvis.kernel.once import key_of
from parvis.kernel.pages import page_by_id
from parvis.kernel.refusals import Refused
from parvis.leadership import doors_ahead, doors_pace, doors_screens, first_voices, opening_doors, reminding
from parvis.leadership.door_calendar import calendar_of
from parvis.leadership.doors_forms import MINUTES, DoorForm, MoveForm, WordForm
from parvis.leadership.doors_permissions import is_leader
from parvis.leadership.doors_version import version_of
from parvis.leadership.models import Door
from parvis.leadership.views.door_loading import door_for, door_page, listing, own_door
from parvis.people.http import person_required
from parvis.posts.naming import places_for

SIZE = 20


@person_required
def index(request: Any) -> HttpResponse:
    viewer, after = request.person, request.GET.get("after", "")
    past = page_by_id(doors_screens.past(viewer), after, SIZE)
    return answer(
        request, page="leadership/doors/index.html", found=None if after else doors_screens.index(viewer), past=past, leads=is_leader(viewer),
        json=lambda: {"past": [{"id": str(row.pk), "subject": row.subject, "state": row.state} for row in past]},
    )  # fmt: skip


def form_page(request: Any, form: DoorForm, *, status: int = 200) -> HttpResponse:
    return answer(request, page="leadership/doors/new.html", form=form, status=status, waiting=unsent(request))


@person_required
def new(request: Any) -> HttpResponse:
    if not is_leader(request.person):
        raise Http404
    return form_page(request, DoorForm(initial=unsent(request), places=places_for(request.person)))


@person_required
def create(request: Any) -> HttpResponse:
    if not is_leader(request.person):
        raise Http404
    form = DoorForm(request.POST, places=places_for(request.person))
    if form.is_valid():
        try:
            door = opening_doors.announce(form.plan(), by=request.person, key=key_of(request))
        except Refused as no:
            no.onto(form)
        else:
            forget_unsent(request)
            messages.success(
                request, _("Your door is announced. Your invitation is in %(place)s.") % {"place": door.community.name}
            )
            return answer(request, to=door.get_absolute_url(), json={"id": str(door.pk)}, status=201)
    return form_page(request, form, status=422)


@person_required
def show(request: Any, door_id: int) -> HttpResponse:
    return door_page(request, door_for(request.person, door_id))


@person_required
def live(request: Any, door_id: int) -> HttpResponse:
    """What the page asks for again and again: nothing (204 or 304) while nothing has changed. `heard`: the version it was told of."""
    heard = request.GET.get("heard", "")
    found = doors_screens.watched(
        request.person, door_id, (lambda *kept: version_of(*kept) == heard) if heard else None
    )
    if found is None:
        raise Http404
    doors_pace.count(door_id)
    door, scene = found
    version = version_of(door, scene)
    tag = f'W/"{version}"'
    if request.headers.get("if-none-match", "") == tag:
        response = HttpResponse(status=304)
    elif request.GET.get("seen") == version:
        response = HttpResponse(status=204)
    else:
        # Only shows the link: refusing asks who one is.
        moderates = request.GET.get("host") == "1" and door.leader_id != request.person.pk
        context = listing(request, door, scene, moderates=moderates)
        response = answer(request, page="leadership/doors/_live.html", **context)
        known = request.GET.get("answers", "")
        if known.isdecimal() and scene.answered > int(known[:6]):
            response["HX-Trigger"] = announcement(door)
    response["ETag"] = tag
    return response


def announcement(door: Door) -> str:
    """What a screen reader says when an answer comes. In ASCII, as headers are."""
    words = _("%(name)s has answered a question.") % {"name": door.leader.first_name}
    return json.dumps({"parvis:say": words})


@person_required
def calendar(request: Any, door_id: int) -> HttpResponse:
    door = door_for(request.person, door_id)
    response = HttpResponse(calendar_of(door), content_type="text/calendar; charset=utf-8")
    response["Content-Disposition"] = 'attachment; filename="porte-ouverte.ics"'
    return response


@person_required
def remind(request: Any, door_id: int) -> HttpResponse:
    door = door_for(request.person, door_id)
    reminding.remind_me(door, by=request.person)
    messages.success(request, _("You will have a mail an hour before, and another if the date changes."))
    return answer(request, to=door.get_absolute_url(), json={"reminded": True}, status=201)


@safe_because("toggle")
@person_required
def forget(request: Any, door_id: int) -> HttpResponse:
    door = door_for(request.person, door_id)
    reminding.forget_me(door, by=request.person)
    return answer(request, to=door.get_absolute_url(), json={"reminded": False})


def date_page(request: Any, door: Door, form: MoveForm, *, status: int = 200) -> HttpResponse:
    return answer(request, page="leadership/doors/date.html", door=door, form=form, status=status)


@person_required
def change(request: Any, door_id: int) -> HttpResponse:
    door = own_door(request.person, door_id)
    length = int((door.closes_at - door.opens_at).total_seconds() // 60)
    initial = {"opens_at": timezone.localtime(door.opens_at), "length": length, "call_url": door.call_url}
    form = MoveForm(initial=initial)
    if length not in dict(MINUTES):
        own = (length, ngettext("%(n)d minute", "%(n)d minutes", length) % {"n": length})
        form.fields["length"].choices = [*MINUTES, own]  # type: ignore[attr-defined]
    return date_page(request, door, form)


@person_required
def update(request: Any, door_id: int) -> HttpResponse:
    door = own_door(request.person, door_id)
    form = MoveForm(request.POST)
    if form.is_valid():
        data = form.cleaned_data
        try:
            opening_doors.move(door, data["opens_at"], form.span, data["words"], data["call_url"], by=request.person)
        except Refused as no:
            no.onto(form)
        else:
            messages.success(request, _("It is done. Those who follow this door are told by mail."))
            return answer(request, to=door.get_absolute_url(), json={"id": str(door.pk)})
    return date_page(request, door, form, status=422)


@person_required
def ask_cancel(request: Any, door_id: int) -> HttpResponse:
    return answer(request, page="leadership/doors/cancel.html", door=own_door(request.person, door_id), form=WordForm())


@person_required
def cancel(request: Any, door_id: int) -> HttpResponse:
    door = own_door(request.person, door_id)
    form = WordForm(request.POST)
    if form.is_valid():
        try:
            opening_doors.cancel(door, form.cleaned_data["words"], by=request.person)
        except Refused as no:
            no.onto(form)
        else:
            messages.success(request, _("The door is cancelled, and those who follow it are told. The questions stay: you can still answer them."))  # fmt: skip
            return answer(request, to=door.get_absolute_url(), json={"id": str(door.pk)})
    return answer(request, page="leadership/doors/cancel.html", door=door, form=form, status=422)


@person_required
def close(request: Any, door_id: int) -> HttpResponse:
    door = own_door(request.person, door_id)
    opening_doors.close(door, by=request.person)
    messages.success(request, _("The door is closed. What waits for an answer still waits."))
    return answer(request, to=door.get_absolute_url(), json={"id": str(door.pk)})


@person_required
def card(request: Any) -> HttpResponse:
    """For the side of the home page: the door that is open or comes next, first voices to greet."""
    door, greet = doors_ahead.next_door(request.person), first_voices.to_greet(request.person, limit=3)
    return answer(
        request, page="leadership/doors/card.html", fragment="leadership/doors/_card.html", door=door, greet=greet
    )
