"""People, for administrators: the list, an invitation, the facts of the directory."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.http.response import HttpResponseBase
from django.shortcuts import get_object_or_404
from django.utils.translation import gettext as _

from parvis.identity import admitting
from parvis.identity.forms import FactsForm, InviteForm
from parvis.kernel.http import answer
from parvis.kernel.pages import page_by_name
from parvis.kernel.refusals import Refused
from parvis.people.finding import named
from parvis.people.http import power_required
from parvis.people.models import Appointment, Person
from parvis.people.organising import place
from parvis.people.profiling import plain

administrator = power_required("administrator")


def person_for(handle: str) -> Person:
    rows = Person.objects.for_screen().select_related("manager", "account", "account_invitation", "erasure")
    return get_object_or_404(rows, handle=handle)


@administrator
def index(request: Any, form: InviteForm | None = None) -> HttpResponseBase:
    asked = request.GET.get("q", "").strip()[:80]
    rows = Person.objects.for_screen().select_related("account", "account_invitation").prefetch_related("appointments")
    for word in plain(asked).split()[:5]:
        rows = rows.filter(search_text__contains=word)
    page = page_by_name(rows, request.GET.get("after", ""), 50, field="name")
    return answer(
        request, page="identity/admin_people.html", people=page.rows, next=page.next, q=asked, form=form or InviteForm(),
        count=rows.count(), status=422 if form else 200,
    )  # fmt: skip


@administrator
def create(request: Any) -> HttpResponseBase:
    form = InviteForm(request.POST)
    if form.is_valid():
        data = form.cleaned_data
        if Person.objects.filter(email__iexact=data["email"]).exists():
            form.add_error("email", _("Somebody has this e-mail address already."))
        else:
            person = admitting.new_person(data["name"], data["email"], job=data["job"], unit=data["unit"])
            admitting.invite(person, by=request.person)
            messages.success(request, _("%(name)s is invited.") % {"name": person.name})
            return answer(request, to="/admin/people/")
    return index(request, form)


@administrator
def show(request: Any, handle: str, form: FactsForm | None = None) -> HttpResponseBase:
    person = person_for(handle)
    facts = {
        "name": person.name, "job": person.job, "site": person.site, "unit": person.unit_id,
        "manager": person.manager.handle if person.manager else "",
    }  # fmt: skip
    held = {row.power: row for row in Appointment.objects.filter(person=person).select_related("by")}
    powers = [(value, words, held.get(value)) for value, words in Appointment.Power.choices]
    return answer(
        request, page="identity/admin_person.html", person=person, form=form or FactsForm(initial=facts), powers=powers,
        status=422 if form else 200,
    )  # fmt: skip


@administrator
def update(request: Any, handle: str) -> HttpResponseBase:
    person = person_for(handle)
    form = FactsForm(request.POST)
    if form.is_valid():
        data = form.cleaned_data
        try:
            manager = named(request.person, data["manager"], field="manager") if data["manager"].strip() else None
            place(
                person, job=data["job"], unit=data["unit"], manager=manager, by=request.person, name=data["name"],
                site=data["site"],
            )  # fmt: skip
        except Refused as no:
            no.onto(form)
        else:
            messages.success(request, _("The facts are kept."))
            return answer(request, to=f"/admin/people/{handle}/")
    return show(request, handle, form)
