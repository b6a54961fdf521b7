"""Units and settings of the organisation, for administrators."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.db.models import Count
from django.http import Http404
from django.http.response import HttpResponseBase
from django.shortcuts import get_object_or_404
from django.utils.text import slugify
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from parvis.interface.asking import asks_first
from parvis.kernel.http import answer
from parvis.kernel.receiving import say_refusals
from parvis.kernel.refusals import Refused
from parvis.kernel.serving import send_small_picture
from parvis.people.forms import LogoForm, OrganisationForm, UnitForm
from parvis.people.frame import forget_organisation
from parvis.people.http import power_required
from parvis.people.models import Organisation, Unit
from parvis.people.organising import delete_unit, make_unit, put_logo, remove_logo, rename_unit


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
    else:
        messages.error(request, " ".join(map(str, form.errors.get("name", []))))
    return answer(request, to="/admin/units/")


@asks_first(gettext_lazy("Delete this unit?"), gettext_lazy("Delete"))
@power_required("administrator")
def destroy_unit(request: Any) -> HttpResponseBase:
    try:
        delete_unit(chosen(request, "unit"), by=request.person)
    except Refused as no:
        messages.error(request, str(no.message))
    return answer(request, to="/admin/units/")


@power_required("administrator")
def organisation(request: Any, logo: LogoForm | None = None) -> HttpResponseBase:
    row = Organisation.objects.first()
    form = OrganisationForm(request.POST if request.method == "POST" and logo is None else None, instance=row)
    if form.is_bound and form.is_valid():
        form.save()
        forget_organisation()
        messages.success(request, _("Kept."))
        return answer(request, to="/admin/organisation/")
    return answer(
        request, page="people/admin_organisation.html", form=form, logo=logo or LogoForm(), organisation=row,
        status=422 if form.errors or logo else 200,
    )  # fmt: skip


@power_required("administrator")
def update_logo(request: Any) -> HttpResponseBase:
    row, form = get_object_or_404(Organisation), LogoForm(request.POST, request.FILES)
    say_refusals(request, form, "logo")
    if form.is_valid():
        try:
            put_logo(row, form.cleaned_data["logo"], by=request.person)
        except Refused as no:
            form.add_error("logo", str(no.message))
        else:
            forget_organisation()
            messages.success(request, _("The logo is in place."))
            return answer(request, to="/admin/organisation/")
    return organisation(request, form)


@asks_first(gettext_lazy("Remove the logo?"), gettext_lazy("Remove"))
@power_required("administrator")
def destroy_logo(request: Any) -> HttpResponseBase:
    remove_logo(get_object_or_404(Organisation), by=request.person)
    forget_organisation()
    messages.success(request, _("The logo is removed."))
    return answer(request, to="/admin/organisation/")


def logo(request: Any) -> HttpResponseBase:
    """The logo, for everybody: the sign-in page shows it."""
    row = Organisation.objects.first()
    if row is None or not row.logo:
        raise Http404
    return send_small_picture(request, row.logo, etag=f'"{row.logo_address[-20:]}"', cache="public, max-age=86400")
