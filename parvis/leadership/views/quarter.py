"""Mon quart d’heure: one's own page. What waits is answered here, by one's own hand; of nobody else, there is no address for it."""

from __future__ import annotations

import datetime as dt
import re
from typing import Any

from django.conf import settings
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404
from django.utils import timezone
from django.utils.translation import gettext as _

from parvis.interface.asking import safe_because, say
from parvis.kernel import clock
from parvis.kernel.http import answer
from parvis.kernel.once import key_of
from parvis.kernel.refusals import Refused
from parvis.leadership import answering_doors
from parvis.leadership.calendars import Event, calendar_file
from parvis.leadership.forms import AnswerForm, AsideForm, SlotsForm
from parvis.leadership.keeping_time import keep_slots, minutes_this_week, put_aside, sit, take_back
from parvis.leadership.models import Slot
from parvis.leadership.path import path_of
from parvis.leadership.views.questions import to_answer
from parvis.leadership.waiting import first_minutes, waiting_for
from parvis.people.http import person_required
from parvis.posts.commenting import comment_on
from parvis.posts.models import Comment, Post, UnsettledComment
from parvis.posts.publishing import Sheet
from parvis.posts.rereading import require_clear


def page(request: Any, *, status: int = 200, **typed: Any) -> HttpResponse:
    errands = waiting_for(request.person)
    cut = first_minutes(errands)
    # An answer that was refused to something that waits no more keeps its words, in a form of its own.
    lost = bool(typed.get("said_to")) and typed["said_to"] not in {errand.key for errand in errands}
    path = path_of(request.person)
    return answer(
        request, page="leadership/quarter.html", status=status, first=errands[:cut], later=errands[cut:], path=path, lost=lost, sent=request.POST, pace=path.next[0] if path.next else None,
        minutes=sum(errand.minutes for errand in errands[:cut]), spent=minutes_this_week(request.person),
        came=int(clock.now().timestamp()), slots=list(Slot.objects.filter(person=request.person).order_by("weekday", "time")), **{"said_to": "", "said_words": "", "error": "", **typed},
    )  # fmt: skip


@person_required
def show(request: Any) -> HttpResponse:
    return page(request)


def be_here(request: Any) -> None:
    """What is done here counts as time spent, from when the page was asked for (it tells, in seconds since 1970)."""
    told = request.POST.get("came", "")
    came = dt.datetime.fromtimestamp(int(told), dt.UTC) if re.fullmatch(r"[0-9]{1,10}", told, re.ASCII) else None
    sit(came, by=request.person)


@person_required
def create_answer(request: Any) -> HttpResponse:
    """Answer in place: the same verb as under the post itself, which settles and can be undone."""
    be_here(request)
    form = AnswerForm(request.POST)
    if not form.is_valid():
        return page(request, status=422, said_to=request.POST.get("errand", "")[:40], said_words=request.POST.get("body", ""), error=_("Write a few words before sending."))  # fmt: skip
    data = form.cleaned_data
    if data["question"]:
        return create_door_answer(request, data)
    post = get_object_or_404(Post.objects.visible_to(request.person).for_screen(), pk=data["post"])
    to = None
    if data["to"]:
        rows = Comment.objects.visible_to(request.person).filter(withdrawal=None, post=post)
        to = get_object_or_404(rows.select_related("post", "author"), pk=data["to"])
    try:
        require_clear(Sheet(body=data["body"], community=post.community), by=request.person)
        row = comment_on(post, data["body"], by=request.person, to=to, key=key_of(request))
    except Refused as no:
        return page(request, status=422, said_to=data["errand"], said_words=data["body"], error=str(no.message))
    waits = isinstance(row, UnsettledComment)
    say(request, _("Answered, in your own words."), undo=f"/comments/{row.pk}/publication/" if waits else "", method="DELETE")  # fmt: skip
    return answer(request, to="/quarter/", json={"id": str(row.pk)}, status=201)


def create_door_answer(request: Any, data: dict[str, Any]) -> HttpResponse:
    """The same verb as on the page of the question: a comment under one's invitation, or a post of one's own."""
    question = to_answer(request, data["question"])
    try:
        kept = answering_doors.answer(question, data["body"], by=request.person, key=key_of(request))
    except Refused as no:
        return page(request, status=422, said_to=data["errand"], said_words=data["body"], error=str(no.message))
    waits = answering_doors.pending_of(question) is not None
    say(request, _("Answered, in your own words."), undo=f"/doors/questions/{question.pk}/answer/" if waits else "", method="DELETE")  # fmt: skip
    return answer(request, to="/quarter/", json={"id": str(kept.comment_id or kept.post_id)}, status=201)


def aside_in(request: Any) -> tuple[str, int]:
    form = AsideForm(request.POST)
    if not form.is_valid():
        raise Http404
    return form.cleaned_data["kind"], form.cleaned_data["subject"]


@person_required
def create_aside(request: Any) -> HttpResponse:
    kind, subject = aside_in(request)
    for_good = request.POST.get("how") == "never"
    be_here(request)
    put_aside(kind, subject, by=request.person, for_good=for_good)
    words = _("It will not come back. Nobody is told.") if for_good else _("It comes back in three days, if it still waits. Nobody is told.")  # fmt: skip
    say(request, words, undo="/quarter/asides/", method="DELETE", kind=kind, subject=str(subject))
    return answer(request, to="/quarter/", json={"aside": True})


@safe_because("toggle")
@person_required
def destroy_aside(request: Any) -> HttpResponse:
    kind, subject = aside_in(request)
    take_back(kind, subject, by=request.person)
    return answer(request, to="/quarter/", json={"aside": False})


def slots_page(request: Any, form: SlotsForm, status: int = 200) -> HttpResponse:
    return answer(request, page="leadership/slots.html", status=status, form=form, slots=Slot.objects.filter(person=request.person).exists())  # fmt: skip


@person_required
def slots(request: Any) -> HttpResponse:
    rows = Slot.objects.filter(person=request.person)
    kept = {row.place: row for row in rows}
    initial: dict[str, Any] = {}
    for place in (1, 2, 3):
        row = kept.get(place)
        initial |= {f"day_{place}": row.weekday if row else "", f"time_{place}": row.time if row else dt.time(8, 45)}
    if not kept:  # Tuesday one reads and thanks, Wednesday one answers, Thursday one asks or tells
        initial |= {"day_1": 1, "day_2": 2, "day_3": 3}
    return slots_page(request, SlotsForm(initial=initial))


@person_required
def update_slots(request: Any) -> HttpResponse:
    form = SlotsForm(request.POST)
    if not form.is_valid():
        return slots_page(request, form, 422)
    try:
        keep_slots(form.slots(), by=request.person)
    except Refused as no:
        no.onto(form)
        return slots_page(request, form, 422)
    say(request, _("It is kept. Nothing will remind you of it but your own calendar."))
    return answer(request, to="/quarter/slots/", json={"kept": True})


@person_required
def slots_file(request: Any) -> HttpResponse:
    rows = list(Slot.objects.filter(person=request.person))
    if not rows:
        raise Http404
    today = timezone.localtime(clock.now()).date()
    events = []
    for row in rows:
        day = today + dt.timedelta(days=(row.weekday - today.weekday()) % 7)
        start = dt.datetime.combine(day, row.time)
        address = f"{settings.PARVIS.address}/quarter/"
        events.append(Event(f"slot-{request.person.pk}-{row.place}@parvis", start, 5, _("Five minutes on Parvis"), _("Two answers do more than a post."), address, row.weekday))  # fmt: skip
    return calendar_file(events, "parvis")
