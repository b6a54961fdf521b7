"""Powers: who administers, communicates, moderates."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.http.response import HttpResponseBase
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from parvis.identity import admitting
from parvis.identity.forms import AppointmentForm
from parvis.identity.views.people import administrator, person_for
from parvis.interface.asking import asks_first
from parvis.kernel.http import answer, way_back
from parvis.kernel.refusals import Refused
from parvis.people.finding import named
from parvis.people.http import power_required
from parvis.people.models import Appointment

SEEN = ["person", "person__unit", "person__mandate", "person__portrait", "by"]


@administrator
def index(request: Any, form: AppointmentForm | None = None) -> HttpResponseBase:
    rows = list(Appointment.objects.filter(person__departure=None).select_related(*SEEN).order_by("person__name"))
    powers = [(value, words, [row for row in rows if row.power == value]) for value, words in Appointment.Power.choices]
    return answer(
        request, page="identity/admin_appointments.html", powers=powers, form=form or AppointmentForm(),
        status=422 if form else 200,
    )  # fmt: skip


@administrator
def create(request: Any) -> HttpResponseBase:
    form = AppointmentForm(request.POST)
    if form.is_valid():
        try:
            person = named(request.person, form.cleaned_data["person"])
            admitting.appoint(person, form.cleaned_data["power"], by=request.person)
        except Refused as no:
            no.onto(form)
        else:
            messages.success(request, _("%(name)s has the power.") % {"name": person.name})
            return answer(request, to=way_back(request, "/admin/appointments/"))
    return index(request, form)


@asks_first(gettext_lazy("Take this power from this person?"), gettext_lazy("Take it"))
@power_required("administrator")
def destroy(request: Any) -> HttpResponseBase:
    person = person_for(request.POST.get("person", ""))
    try:
        admitting.dismiss(person, request.POST.get("power", ""), by=request.person)
        messages.success(request, _("%(name)s no longer has the power.") % {"name": person.name})
    except Refused as no:
        messages.error(request, str(no.message))
    return answer(request, to=way_back(request, "/admin/appointments/"))
