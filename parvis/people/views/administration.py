"""Units and settings of the organisation, for administrators."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.db.models import Count
from django.http import Http404
from django.http.response import HttpResponseBase
from django.utils.text import slugify
from django.utils.translation import gettext as _

from parvis.kernel.http import answer
from parvis.kernel.refusals import Refused
from parvis.people.forms import OrganisationForm, UnitForm
from parvis.people.frame import forget_organisation
from parvis.people.http import power_required
from parvis.people.models import Organisation, Unit
from parvis.people.organising import delete_unit, make_unit, rename_unit


def chosen(request: Any, name: str) -> Unit:
    found = Unit.objects.filter(slug=request.POST.get(name, "")).first()
    if found is None:
        raise Http404
    return found


@power_required("administrator")
def units(request: Any, form: UnitForm | None = None) -> HttpResponseBase:
    rows = list(Unit.objects.annotate(heads=Count("people")).order_by("path"))
    return answer(
        request, page="people/admin_units.html", units=rows, form=form or UnitForm(), status=422 if form else 200
    )


@power_required("administrator")
def create_unit(request: Any) -> HttpResponseBase:
    form = UnitForm(request.POST)
    if not form.is_valid():
        return units(request, form)
    name = form.cleaned_data["name"]
    base = slug = slugify(name)[:70] or "unite"
    number = 2
    while Unit.objects.filter(slug=slug).exists():
        slug, number = f"{base}-{number}", number + 1
    make_unit(name, slug, chosen(request, "parent") if request.POST.get("parent") else None, by=request.person)
    return answer(request, to="/admin/units/")


@power_required("administrator")
def update_unit(request: Any) -> HttpResponseBase:
    form = UnitForm(request.POST)
    if form.is_valid():
        rename_unit(chosen(request, "unit"), form.cleaned_data["name"], by=request.person)
    return answer(request, to="/admin/units/")


@power_required("administrator")
def destroy_unit(request: Any) -> HttpResponseBase:
    try:
        delete_unit(chosen(request, "unit"), by=request.person)
    except Refused as no:
        messages.error(request, str(no.message))
    return answer(request, to="/admin/units/")


@power_required("administrator")
def organisation(request: Any) -> HttpResponseBase:
    form = OrganisationForm(request.POST or None, instance=Organisation.objects.first())
    if request.method == "POST" and form.is_valid():
        form.save()
        forget_organisation()
        messages.success(request, _("Kept."))
        return answer(request, to="/admin/organisation/")
    return answer(request, page="people/admin_organisation.html", form=form, status=422 if form.errors else 200)
