"""One's own path: of nobody else, there is no address for it (a companion is shown it on the page of their link)."""

from __future__ import annotations

from typing import Any

from django.http import Http404, HttpResponse
from django.utils.translation import gettext as _

from parvis.interface.asking import safe_because, say
from parvis.kernel.http import answer
from parvis.leadership.echoes import Echoes, echoes_of
from parvis.leadership.models import StepSaid
from parvis.leadership.path import FEARS, path_of
from parvis.leadership.permissions import is_leader
from parvis.leadership.skipping import say_taken, skip, take_it_back, take_up
from parvis.people.http import person_required
from parvis.people.models import Person


def own_echoes(person: Person) -> Echoes | None:
    """Of a leader; others are spared figures."""
    return echoes_of(person) if is_leader(person) else None


@person_required
def show(request: Any) -> HttpResponse:
    return answer(request, page="leadership/path.html", path=path_of(request.person), echoes=own_echoes(request.person))


def known(name: str) -> str:
    if name not in FEARS:
        raise Http404
    return name


@person_required
def create_skip(request: Any, name: str) -> HttpResponse:
    skip(known(name), by=request.person)
    say(request, _("Left aside. Nobody is told."), undo=f"/path/{name}/skip/", method="DELETE")
    return answer(request, to="/path/", json={"skipped": True})


@safe_because("toggle")
@person_required
def destroy_skip(request: Any, name: str) -> HttpResponse:
    take_up(known(name), by=request.person)
    return answer(request, to="/path/", json={"skipped": False})


def ones_own(name: str) -> str:
    if name not in StepSaid.ONES_OWN:
        raise Http404
    return name


@person_required
def create_taken(request: Any, name: str) -> HttpResponse:
    say_taken(ones_own(name), by=request.person)
    say(request, _("It is done, since you say so."), undo=f"/path/{name}/taken/", method="DELETE")
    return answer(request, to="/path/", json={"taken": True})


@safe_because("toggle")
@person_required
def destroy_taken(request: Any, name: str) -> HttpResponse:
    take_it_back(ones_own(name), by=request.person)
    return answer(request, to="/path/", json={"taken": False})
