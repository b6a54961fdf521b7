"""What the organisation tells the checks: words it keeps for itself, words of its own, hours when it is left in peace."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from parvis.interface.asking import asks_first, safe_because, say
from parvis.kernel.http import answer
from parvis.kernel.lines import line
from parvis.kernel.refusals import Refused
from parvis.people.http import person_required, power_required
from parvis.people.permissions import ADMINISTRATOR, COMMUNICATOR
from parvis.posts.forms_of_the_house import QuietForm, TermForm, WordForm
from parvis.posts.ignoring import SHARED_BY, adopt, drop, often_ignored
from parvis.posts.models import HouseTerm, HouseWord, QuietHours
from parvis.posts.quiet_hours import of_the_house
from parvis.posts.reserving import lift, reserve
from parvis.posts.scheduling import keep_quiet

keepers = power_required(ADMINISTRATOR, COMMUNICATOR)
administrators = power_required(ADMINISTRATOR)


def list_of_terms(request: Any, form: TermForm, *, status: int = 200) -> HttpResponse:
    rows = list(HouseTerm.objects.select_related("by").order_by("-id"))
    today = timezone.localdate()
    for row in rows:
        row.is_over = bool(row.until and row.until <= today)  # type: ignore[attr-defined]
        row.is_to_come = bool(row.since and row.since > today)  # type: ignore[attr-defined]
    return answer(request, page="posts/house_terms.html", terms=rows, form=form, status=status)


@keepers
def terms(request: Any) -> HttpResponse:
    return list_of_terms(request, TermForm(initial={"stops": True}))


@keepers
def create_term(request: Any) -> HttpResponse:
    form = TermForm(request.POST)
    if form.is_valid():
        try:
            reserve(**form.cleaned_data, by=request.person)
        except Refused as no:
            no.onto(form)
        else:
            messages.success(request, _("These words are kept: the composer says so from now on."))
            return answer(request, to="/house/terms/", json={"kept": True}, status=201)
    return list_of_terms(request, form, status=422)


@keepers
def term(request: Any, term_id: int) -> HttpResponse:
    row = get_object_or_404(HouseTerm, pk=term_id)
    facts = {name: getattr(row, name) for name in TermForm.base_fields}
    return answer(request, page="posts/house_term.html", term=row, form=TermForm(initial=facts))


@keepers
def update_term(request: Any, term_id: int) -> HttpResponse:
    row, form = get_object_or_404(HouseTerm, pk=term_id), TermForm(request.POST)
    if form.is_valid():
        try:
            reserve(**form.cleaned_data, by=request.person, term=row)
        except Refused as no:
            no.onto(form)
        else:
            messages.success(request, _("The change is kept."))
            return answer(request, to="/house/terms/", json={"kept": True})
    return answer(request, page="posts/house_term.html", term=row, form=form, status=422)


@asks_first(gettext_lazy("Lift this? Everybody may publish these words from now on."), gettext_lazy("Lift it"))
@keepers
def lift_term(request: Any, term_id: int) -> HttpResponse:
    lift(get_object_or_404(HouseTerm, pk=term_id), by=request.person)
    messages.success(request, _("Lifted: these words are everybody’s."))
    return answer(request, to="/house/terms/", json={"lifted": True})


def list_of_words(request: Any, form: WordForm, *, status: int = 200) -> HttpResponse:
    words = HouseWord.objects.order_by("words")[:2000]
    return answer(
        request, page="posts/house_words.html", words=list(words), often=often_ignored(), several=SHARED_BY, form=form, status=status
    )  # fmt: skip


@administrators
def words(request: Any) -> HttpResponse:
    return list_of_words(request, WordForm())


@administrators
def adopt_word(request: Any) -> HttpResponse:
    form = WordForm(request.POST)
    if form.is_valid():
        try:
            adopt(form.cleaned_data["said"], by=request.person)
        except Refused as no:
            no.onto(form)
        else:
            return answer(request, to="/house/words/", json={"adopted": True}, status=201)
    return list_of_words(request, form, status=422)


@safe_because("undo")
@administrators
def drop_word(request: Any) -> HttpResponse:
    said = line(request.POST.get("said", ""))
    drop(said, by=request.person)
    say(
        request,
        _("“%(words)s” is no longer a word of the house.") % {"words": said[:120]},
        undo="/house/words/",
        said=said,
    )
    return answer(request, to="/house/words/", json={"dropped": True})


def hours_page(request: Any, form: QuietForm, *, whose: str, to: str, status: int = 200) -> HttpResponse:
    return answer(
        request, page="posts/quiet_hours.html", form=form, whose=whose, to=to, house=of_the_house(), status=status
    )


def saved(request: Any, person: Any, *, whose: str, to: str) -> HttpResponse:
    form = QuietForm(request.POST)
    if not form.is_valid():
        return hours_page(request, form, whose=whose, to=to, status=422)
    keep_quiet(**form.cleaned_data, person=person)
    messages.success(request, _("The quiet hours are kept."))
    return answer(request, to=to, json={"kept": True})


@administrators
def hours(request: Any) -> HttpResponse:
    return hours_page(request, QuietForm.of(of_the_house()), whose="house", to="/house/quiet-hours/")


@administrators
def update_hours(request: Any) -> HttpResponse:
    return saved(request, None, whose="house", to="/house/quiet-hours/")


@person_required
def my_hours(request: Any) -> HttpResponse:
    mine = QuietHours.objects.filter(person=request.person).first()
    return hours_page(request, QuietForm.of(mine or of_the_house()), whose="mine", to="/me/quiet-hours/")


@person_required
def update_my_hours(request: Any) -> HttpResponse:
    return saved(request, request.person, whose="mine", to="/me/quiet-hours/")


@safe_because("toggle")
@person_required
def drop_my_hours(request: Any) -> HttpResponse:
    QuietHours.objects.filter(person=request.person).delete()
    messages.success(request, _("The quiet hours of the organisation alone hold for you."))
    return answer(request, to="/me/quiet-hours/", json={"dropped": True})
