"""The programme, for communicators: what could be detected, the order drawn by lot, the letter of the week. And, for a leader, the
sentence they agree to show."""

from __future__ import annotations

from typing import Any

from django.http import HttpResponse
from django.utils.formats import number_format
from django.utils.translation import gettext as _

from parvis.interface.asking import safe_because, say
from parvis.kernel.http import answer
from parvis.kernel.refusals import Refused
from parvis.leadership.detecting import prospect
from parvis.leadership.drawing import WEEKS_APART, draw, lot_of
from parvis.leadership.forms import DrawForm, SentenceForm
from parvis.leadership.letter import letter_for
from parvis.leadership.models import Draw, Drawn
from parvis.leadership.path import path_of
from parvis.leadership.showing import show_sentence, take_sentence_back
from parvis.people.http import person_required, power_required

communicator_required = power_required("communicator")


def shown(request: Any, form: DrawForm | None = None, status: int = 200) -> HttpResponse:
    draws = list(Draw.objects.select_related("by").order_by("-id")[:20])
    rows = list(Drawn.objects.filter(draw=draws[0]).select_related("leader__unit", "leader__mandate", "leader__portrait").order_by("rank")) if draws else []  # fmt: skip
    for row in rows:
        row.lot = lot_of(draws[0].seed, row.name)[:8]  # type: ignore[attr-defined]
    waves = [[row for row in rows if row.wave == wave] for wave in range(1, draws[0].waves + 1)] if draws else []
    days = [draws[0].day_of(wave) for wave in range(1, draws[0].waves + 1)] if draws else []
    found = prospect()
    return answer(
        request,
        page="leadership/programme.html",
        weekly=number_format(round(found.weekly * 100, 1), 1),
        status=status,
        form=form or DrawForm(),
        draws=draws,
        waves=waves,
        days=days,
        stratified=any(row.stratum > 1 for row in rows),
        prospect=found,
    )


@communicator_required
def show(request: Any) -> HttpResponse:
    return shown(request)


@communicator_required
def create(request: Any) -> HttpResponse:
    form = DrawForm(request.POST)
    if not form.is_valid():
        return shown(request, form, 422)
    try:
        told = form.cleaned_data
        row = draw(
            told["waves"], by=request.person, seed=told["seed"], begins_on=told["begins_on"], weeks_apart=told["weeks_apart"] or WEEKS_APART
        )  # fmt: skip
    except Refused as no:
        no.onto(form)
        return shown(request, form, 422)
    say(request, _("The order is drawn, and kept with its seed."))
    return answer(request, to="/accompaniment/programme/", json={"id": str(row.pk), "seed": row.seed}, status=201)


@communicator_required
def letter(request: Any) -> HttpResponse:
    return answer(request, page="leadership/letter.html", letter=letter_for(request.person))


@person_required
def create_sentence(request: Any) -> HttpResponse:
    form, error = SentenceForm(request.POST), ""
    if form.is_valid():
        try:
            show_sentence(form.cleaned_data["words"], by=request.person)
        except Refused as no:
            error = str(no.message)
        else:
            say(request, _("Your sentence may be shown. Take it back whenever you like."))
            return answer(request, to="/path/#sentence", json={"shown": True}, status=201)
    typed = request.POST.get("words", "")
    return answer(request, page="leadership/path.html", status=422, path=path_of(request.person), typed=typed, error=error)  # fmt: skip


@safe_because("toggle")
@person_required
def destroy_sentence(request: Any) -> HttpResponse:
    take_sentence_back(by=request.person)
    return answer(request, to="/path/#sentence", json={"shown": False})
