"""Leaders: who has a mandate of top management, and who said so."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.http.response import HttpResponseBase
from django.shortcuts import get_object_or_404
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from parvis.chronicle.models import Entry
from parvis.identity.forms import LeaderForm
from parvis.interface.asking import asks_first
from parvis.kernel.http import answer
from parvis.kernel.refusals import Refused
from parvis.people.finding import named
from parvis.people.http import power_required
from parvis.people.mandating import ENDED, GIVEN, end_mandate, give_mandate
from parvis.people.models import Mandate, Person

SEEN = ["person", "person__unit", "person__mandate", "person__portrait", "by"]
MOST = 40


def history() -> list[dict[str, Any]]:
    """The last mandates given and ended, from the chronicle: two queries."""
    entries = list(Entry.objects.filter(kind__in=[GIVEN.name, ENDED.name]).select_related("by").order_by("-id")[:MOST])
    people = Person.objects.in_bulk([entry.subject_id for entry in entries])
    return [
        {"given": entry.kind == GIVEN.name, "person": people[entry.subject_id], "by": entry.by, "at": entry.at}
        for entry in entries
        if entry.subject_id in people
    ]


@power_required("administrator", "communicator")
def index(request: Any, form: LeaderForm | None = None) -> HttpResponseBase:
    rows = Mandate.objects.filter(person__departure=None).select_related(*SEEN).order_by("person__name")
    return answer(
        request, page="identity/admin_leaders.html", leaders=list(rows), history=history(), form=form or LeaderForm(),
        status=422 if form else 200,
    )  # fmt: skip


@power_required("administrator", "communicator")
def create(request: Any) -> HttpResponseBase:
    form = LeaderForm(request.POST)
    if form.is_valid():
        try:
            person = named(request.person, form.cleaned_data["person"])
            give_mandate(person, form.cleaned_data["title"], by=request.person)
        except Refused as no:
            no.onto(form)
        else:
            messages.success(
                request, _("%(name)s is a leader: the mandate shows beside the name.") % {"name": person.name}
            )
            return answer(request, to="/admin/leaders/")
    return index(request, form)


@asks_first(gettext_lazy("End this mandate?"), gettext_lazy("End the mandate"))
@power_required("administrator", "communicator")
def destroy(request: Any) -> HttpResponseBase:
    person = get_object_or_404(Person, handle=request.POST.get("person", ""))
    end_mandate(person, by=request.person)
    messages.success(request, _("%(name)s is no longer a leader. What they wrote stays.") % {"name": person.name})
    return answer(request, to="/admin/leaders/")
