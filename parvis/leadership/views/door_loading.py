"""Rows for views, loaded through the viewer: not there and not yours are the same 404; and the page of a door, with what it needs."""

from __future__ import annotations

from typing import Any

from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404

from parvis.communities.audiences import readers_of
from parvis.interface.drawings import language_of
from parvis.kernel.http import answer
from parvis.leadership import doors_screens, refusing
from parvis.leadership.doors_changes import taken_by
from parvis.leadership.doors_drawing import list_of, rights_at
from parvis.leadership.doors_forms import QuestionForm
from parvis.leadership.doors_pace import pace_of
from parvis.leadership.doors_permissions import may_ask, may_moderate, may_open
from parvis.leadership.doors_screens import FILTERS, Scene
from parvis.leadership.keeping_a_door import promise_of
from parvis.leadership.models import Door, DoorQuestion, StandingDoor
from parvis.people.models import Person

FACES = ("leader__unit", "leader__mandate", "leader__portrait")
QUESTION = (
    "asker__unit", "asker__mandate", "asker__portrait", "refusal", "answer__post", "answer__comment__withdrawal", "door__community__archive", "door__cancellation",
    "door__post", *(f"{place}__{face}" for place in ("door", "standing") for face in FACES),
)  # fmt: skip


def door_for(viewer: Person, door_id: int) -> Door:
    return get_object_or_404(Door.objects.visible_to(viewer).for_screen(), pk=door_id)


def own_door(person: Person, door_id: int) -> Door:
    """One's own: for what only its leader does."""
    return get_object_or_404(Door.objects.visible_to(person).for_screen(), pk=door_id, leader=person)


def standing_for(viewer: Person, handle: str) -> StandingDoor:
    if viewer.is_guest:
        raise Http404
    rows = StandingDoor.objects.select_related(*FACES).filter(leader__departure=None)
    return get_object_or_404(rows, leader__handle=handle)


def question_for(viewer: Person, asked_id: int) -> DoorQuestion:
    return get_object_or_404(DoorQuestion.objects.visible_to(viewer).select_related(*QUESTION), pk=asked_id)


def chosen(request: Any) -> str:
    only = request.GET.get("only", "all")
    return only if only in FILTERS else "all"


def listing(request: Any, place: Door | StandingDoor, scene: Scene, *, moderates: bool) -> dict[str, Any]:
    """What the template of a list of questions needs."""
    try:
        first = int(request.GET.get("from", "0"))
    except ValueError:
        first = 0
    found = list_of(
        place, scene, rights_at(place, request.person.pk, moderates=moderates), only=chosen(request), first=first,
        pace=pace_of(place) if isinstance(place, Door) else 0, taken=taken_by(language_of(request)),
    )  # fmt: skip
    shown = found["questions"]
    return found | {
        "voted": doors_screens.voted_by(request.person, shown) if shown else set(), "pending": doors_screens.pending_for(request.person, place),
        "askers": readers_of(place.community if isinstance(place, Door) else None),
    }  # fmt: skip


def refused_in(viewer: Person, place: Door | StandingDoor) -> dict[str, Any]:
    """What was refused: the counts everybody reads, the words for who may read them."""
    counts = refusing.counts_of(place)
    return {"refusals": counts, "refused": doors_screens.refused_for(viewer, place) if counts else []}


def door_page(request: Any, door: Door, *, form: QuestionForm | None = None, status: int = 200) -> HttpResponse:
    # Who has just done something here is told so by a message, and sees it: others are shown what those who watch are.
    viewer, acted = request.person, "messages" in request.COOKIES or status != 200
    scene = doors_screens.scene_of(door) if acted else doors_screens.lately(door)
    context = listing(request, door, scene, moderates=may_moderate(viewer, door))
    return answer(
        request, page="leadership/doors/show.html", status=status, **context, form=form or QuestionForm(), asks=may_ask(viewer, door), mine=may_open(viewer, door),
        follows=doors_screens.follows(viewer, door), **refused_in(viewer, door),
        moves=list(door.moves.order_by("-id")[:3]),
        json=lambda: {"id": str(door.pk), "state": door.state, "subject": door.subject, "questions": doors_screens.as_json(scene.questions)},
    )  # fmt: skip


def standing_page(
    request: Any, door: StandingDoor, *, form: QuestionForm | None = None, status: int = 200
) -> HttpResponse:
    viewer, scene = request.person, doors_screens.scene_of(door)
    context = listing(request, door, scene, moderates=may_moderate(viewer, door))
    return answer(
        request, page="leadership/doors/standing.html", status=status, **context, form=form or QuestionForm(), asks=may_ask(viewer, door),
        mine=door.leader_id == viewer.pk, **refused_in(viewer, door), promise=promise_of(door),
        json=lambda: {"leader": door.leader.handle, "days": door.days, "questions": doors_screens.as_json(scene.questions)},
    )  # fmt: skip
