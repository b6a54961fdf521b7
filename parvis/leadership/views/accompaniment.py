"""Accompagnement: the roster, and the page of one leader, for communicators. For everybody else these pages do not exist."""

from __future__ import annotations

from typing import Any

from django.conf import settings
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from parvis.interface.asking import asks_first, say
from parvis.kernel.http import answer, way_back
from parvis.kernel.once import key_of
from parvis.kernel.refusals import Refused
from parvis.leadership import roster
from parvis.leadership.calendars import Event, calendar_file
from parvis.leadership.forms import VisitForm
from parvis.leadership.models import CompanionLink, NotebookPage, Stage, Visit
from parvis.leadership.moving import newest_answered
from parvis.leadership.path import FEARS
from parvis.leadership.visibility import living_q
from parvis.leadership.visiting import forget_visit, place, visit
from parvis.people.http import power_required
from parvis.people.models import Person

communicator_required = power_required("communicator")


@communicator_required
def index(request: Any) -> HttpResponse:
    everybody, wanted = roster.roster_of(request.person), roster.Wanted.of(request.GET)
    shown = roster.chosen(everybody, wanted)
    beside = {entry.person.pk for entry in everybody if entry.link}
    moved = newest_answered(request.person, beside) if wanted == roster.Wanted(view=wanted.view) else None
    return answer(
        request, page="leadership/accompaniment.html", entries=shown, columns=roster.columns_of(shown), counts=roster.columns_of(everybody),
        all=len(everybody), due=sum(entry.is_due for entry in everybody), wanted=wanted, stages=Stage.choices, moved=moved,
    )  # fmt: skip


def leader_for(request: Any, handle: str) -> Person:
    rows = Person.objects.present().filter(mandate__isnull=False).exclude(pk=request.person.pk).for_screen()
    return get_object_or_404(rows, handle=handle)


def page_of(request: Any, leader: Person) -> NotebookPage:
    return NotebookPage.objects.filter(by=request.person, leader=leader).first() or NotebookPage(by=request.person, leader=leader, stage=Stage.TO_MEET)  # fmt: skip


def sheet(request: Any, leader: Person, form: VisitForm | None = None, status: int = 200) -> HttpResponse:
    noted = page_of(request, leader)
    names = ("stage", "holds_back", "next_step", "next_minutes", "next_at")
    form = form or VisitForm(initial={name: getattr(noted, name) for name in names})
    link = CompanionLink.objects.filter(living_q(), person=leader, companion=request.person).first()
    return answer(
        request, page="leadership/leader.html", status=status, leader=leader, noted=noted, form=form, link=link,
        visits=list(Visit.objects.filter(by=request.person, leader=leader).order_by("-at", "-id")[:50]), fears=list(FEARS.values()),
    )  # fmt: skip


@communicator_required
def show(request: Any, handle: str) -> HttpResponse:
    return sheet(request, leader_for(request, handle))


@communicator_required
def create_visit(request: Any, handle: str) -> HttpResponse:
    leader, form = leader_for(request, handle), VisitForm(request.POST)
    if not form.is_valid():
        return sheet(request, leader, form, 422)
    try:
        row = visit(leader, form.sheet(), form.noted(), by=request.person, key=key_of(request))
    except Refused as no:
        no.onto(form)
        return sheet(request, leader, form, 422)
    say(request, _("The visit is noted. Only you read it."))
    return answer(request, to=f"/accompaniment/{handle}/", json={"id": str(row.pk)}, status=201)


@communicator_required
def update(request: Any, handle: str) -> HttpResponse:
    """Move a leader on the board."""
    leader = leader_for(request, handle)
    before = page_of(request, leader).stage
    stage = request.POST.get("stage", "")
    page = place(leader, stage, by=request.person)
    words = _("%(name)s: %(stage)s.") % {"name": leader.name, "stage": page.get_stage_display()}
    say(request, words, undo=f"/accompaniment/{handle}/", method="PUT", stage=before)
    return answer(request, to=way_back(request, "/accompaniment/?view=board"), json={"stage": page.stage})


@asks_first(gettext_lazy("Delete what you noted of this visit?"), gettext_lazy("Delete"))
@communicator_required
def destroy_visit(request: Any, handle: str, visit_id: int) -> HttpResponse:
    leader = leader_for(request, handle)
    forget_visit(get_object_or_404(Visit, by=request.person, leader=leader, pk=visit_id), by=request.person)
    say(request, _("It is deleted."))
    return answer(request, to=f"/accompaniment/{handle}/", json={"deleted": True})


@communicator_required
def visit_file(request: Any, handle: str) -> HttpResponse:
    """The next visit, for one's calendar: its title says no more than a name."""
    leader = leader_for(request, handle)
    noted = page_of(request, leader)
    if noted.next_at is None:
        raise Http404
    address = f"{settings.PARVIS.address}/accompaniment/{handle}/"
    title = _("Twenty minutes with %(name)s") % {"name": leader.name}
    event = Event(f"visit-{request.person.pk}-{leader.pk}@parvis", noted.next_at, 20, title, noted.next_step, address)
    return calendar_file([event], f"visite-{handle}")
