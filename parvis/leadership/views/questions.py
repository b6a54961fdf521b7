"""Questions at a door: asked, shown, “me too”, taken back, answered, refused."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from parvis.interface.asking import asks_first, safe_because, say
from parvis.interface.restoring import forget_unsent, unsent
from parvis.kernel.http import answer, wants_fragment
from parvis.kernel.once import key_of
from parvis.kernel.refusals import Refused
from parvis.leadership import answering_doors, asking, doors_screens, refusing
from parvis.leadership.doors_drawing import rights_at
from parvis.leadership.doors_forms import AnswerForm, QuestionForm, RefusalForm
from parvis.leadership.doors_permissions import may_answer, may_moderate
from parvis.leadership.models import Door, DoorQuestion, StandingDoor
from parvis.leadership.views.door_loading import door_for, door_page, question_for
from parvis.people.http import person_required


@person_required
def create(request: Any, door_id: int) -> HttpResponse:
    door = door_for(request.person, door_id)
    return asked_at(request, door, lambda form: door_page(request, door, form=form, status=422))


def asked_at(request: Any, place: Door | StandingDoor, refused: Any) -> HttpResponse:
    """The same address, the same answer and the same length of way with a name or without: a log of addresses does not tell them
    apart. `refused(form)` is the page with what was typed."""
    form = QuestionForm(request.POST)
    if form.is_valid():
        words, key = form.cleaned_data["words"], key_of(request)
        try:
            if form.cleaned_data["unsigned"]:
                asking.ask_without_name(place, words, by=request.person, key=key)
                said = _("Your question is asked, without your name: nothing here leads to you.")
            else:
                asking.ask(place, words, by=request.person, key=key)
                said = _("Your question is asked, under your name. You can take it back until it is answered.")
        except Refused as no:
            no.onto(form)
        else:
            messages.success(request, said)
            return answer(request, to=f"{place.get_absolute_url()}#questions", json={"asked": True}, status=201)
    return refused(form)  # type: ignore[no-any-return]


@person_required
def show(request: Any, asked_id: int) -> HttpResponse:
    question = question_for(request.person, asked_id)
    q, place = doors_screens.seen(question, question.place), question.place
    rights = rights_at(place, request.person.pk, moderates=may_moderate(request.person, place))
    return answer(
        request, page="leadership/doors/question.html", q=q, place=place, rights=rights, voted=doors_screens.voted_by(request.person, [q]),
        pending=doors_screens.pending_for(request.person, place), refusal=getattr(question, "refusal", None),
        json=lambda: doors_screens.as_json([q])[0],
    )  # fmt: skip


@asks_first(
    gettext_lazy("Take this question back? It will be gone, with its “me too”."), gettext_lazy("Take my question back")
)
@person_required
def destroy(request: Any, asked_id: int) -> HttpResponse:
    question = question_for(request.person, asked_id)
    if question.asker_id != request.person.pk:
        raise Http404
    to = question.place.get_absolute_url()
    asking.take_back(question, by=request.person)
    messages.success(request, _("Your question is taken back."))
    return answer(request, to=to, json={"gone": True})


def alone(request: Any, question: DoorQuestion) -> HttpResponse:
    """The question as it is now, to take the place of the one pressed."""
    q, place, viewer = doors_screens.seen(question, question.place), question.place, request.person
    rights = rights_at(place, viewer.pk, moderates=may_moderate(viewer, place))
    context: dict[str, Any] = {
        "q": q,
        "place": place,
        "rights": rights,
        "voted": doors_screens.voted_by(viewer, [q]),
        "pending": set(),
    }
    return answer(request, fragment="leadership/doors/question_alone.html", **context)


def voted(request: Any, asked_id: int, verb: Any) -> HttpResponse:
    question = question_for(request.person, asked_id)
    verb(question, by=request.person)
    question.refresh_from_db(fields=["me_too_count"])
    if wants_fragment(request):
        return alone(request, question)
    to = f"{question.place.get_absolute_url()}#question-{question.pk}"
    return answer(request, to=to, json={"me_too": question.me_too_count})


@person_required
def vote(request: Any, asked_id: int) -> HttpResponse:
    return voted(request, asked_id, asking.me_too)


@safe_because("toggle")
@person_required
def unvote(request: Any, asked_id: int) -> HttpResponse:
    return voted(request, asked_id, asking.not_me)


@person_required
def waiting(request: Any) -> HttpResponse:
    """The leader's own list: what waits for an answer, at all their doors."""
    found = answering_doors.waiting_for(request.person)
    json = {"waiting": [{"id": str(row.question.pk), "words": row.words, "askers": row.askers} for row in found]}
    return answer(request, page="leadership/doors/waiting.html", found=found, json=json)


def to_answer(request: Any, asked_id: int) -> DoorQuestion:
    question = question_for(request.person, asked_id)
    if not may_answer(request.person, question):
        raise Http404
    return question


def answer_page(request: Any, question: DoorQuestion, form: AnswerForm, *, status: int = 200) -> HttpResponse:
    return answer(
        request, page="leadership/doors/answer.html", question=question, q=doors_screens.seen(question, question.place), place=question.place, form=form, status=status,
    )  # fmt: skip


@person_required
def new_answer(request: Any, asked_id: int) -> HttpResponse:
    question = to_answer(request, asked_id)
    words = unsent(request) or {"words": answering_doors.begun(question, by=request.person)}
    return answer_page(request, question, AnswerForm(initial=words))


@person_required
def answer_it(request: Any, asked_id: int) -> HttpResponse:
    question = to_answer(request, asked_id)
    form = AnswerForm(request.POST)
    if form.is_valid():
        try:
            kept = answering_doors.answer(question, form.cleaned_data["words"], by=request.person, key=key_of(request))
        except Refused as no:
            no.onto(form)
        else:
            forget_unsent(request)
            if answering_doors.pending_of(question) is not None:
                undo = f"/doors/questions/{question.pk}/answer/"
                say(request, _("Your answer goes in a few seconds."), undo=undo, method="DELETE")
            else:
                messages.success(request, _("Your answer is there for everybody."))
            to = f"{question.place.get_absolute_url()}#question-{question.pk}"
            return answer(request, to=to, json={"id": str(kept.comment_id or kept.post_id)}, status=201)
    return answer_page(request, question, form, status=422)


@safe_because("undo")
@person_required
def undo(request: Any, asked_id: int) -> HttpResponse:
    question = to_answer(request, asked_id)
    words = answering_doors.undo_answer(question, by=request.person)
    if words is None:
        messages.info(
            request, _("Others can read it already. You can still change it, or take it back where it stands.")
        )
        to = f"{question.place.get_absolute_url()}#question-{question.pk}"
        return answer(request, to=to, json={"published": True}, status=409)
    form = f"/doors/questions/{question.pk}/answer/"
    messages.success(request, _("Nobody else has read it. Your words are below."))
    return answer(request, to=form, json={"published": False, "words": words})


def to_refuse(request: Any, asked_id: int) -> DoorQuestion:
    question = question_for(request.person, asked_id)
    if not may_moderate(request.person, question.place):
        raise Http404
    return question


def refusal_page(request: Any, question: DoorQuestion, form: RefusalForm, *, status: int = 200) -> HttpResponse:
    q = doors_screens.seen(question, question.place)
    return answer(request, page="leadership/doors/refusal.html", question=question, q=q, place=question.place, form=form, status=status)  # fmt: skip


@person_required
def ask_refusal(request: Any, asked_id: int) -> HttpResponse:
    return refusal_page(request, to_refuse(request, asked_id), RefusalForm())


@person_required
def refuse(request: Any, asked_id: int) -> HttpResponse:
    question = to_refuse(request, asked_id)
    form = RefusalForm(request.POST)
    if form.is_valid():
        try:
            refusing.refuse(question, form.cleaned_data["reason"], form.cleaned_data["words"], by=request.person)
        except Refused as no:
            no.onto(form)
        else:
            undo = f"/doors/questions/{question.pk}/refusal/"
            say(request, _("The question is out of the list. The reason is counted there."), undo=undo, method="DELETE")
            return answer(request, to=question.place.get_absolute_url(), json={"refused": True}, status=201)
    return refusal_page(request, question, form, status=422)


@safe_because("toggle")
@person_required
def put_back(request: Any, asked_id: int) -> HttpResponse:
    question = to_refuse(request, asked_id)
    refusing.put_back(question, by=request.person)
    messages.success(request, _("The question is in the list again."))
    return answer(request, to=f"{question.place.get_absolute_url()}#question-{question.pk}", json={"refused": False})
