"""Files of people: sent, looked at line by line, written by a job whose progress shows."""

from __future__ import annotations

import csv
import io
from typing import Any

from django.http import Http404, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import get_object_or_404
from django.utils.translation import gettext_lazy

from parvis.identity import importing
from parvis.identity.forms import ImportForm
from parvis.identity.models import PeopleImport
from parvis.identity.reading import decoded
from parvis.identity.views.people import administrator
from parvis.interface.asking import asks_first
from parvis.kernel.http import answer, wants_fragment
from parvis.kernel.refusals import Refused
from parvis.kernel.uploads import clean_name

SHOWN, LARGEST = 200, 20_000_000
CSV = "text/csv; charset=utf-8"


@administrator
def new(request: Any, form: ImportForm | None = None) -> HttpResponseBase:
    recent = PeopleImport.objects.select_related("by").order_by("-id")[:10]
    return answer(
        request,
        page="identity/admin_import.html",
        form=form or ImportForm(),
        recent=list(recent),
        status=422 if form else 200,
    )


@administrator
def create(request: Any) -> HttpResponseBase:
    form = ImportForm(request.POST, request.FILES)
    if not form.is_valid():
        return new(request, form)
    file = form.cleaned_data["file"]
    text = decoded(file.read(LARGEST)) if file else form.cleaned_data["text"]
    try:
        sent = importing.receive(
            text, name=clean_name(file.name) if file else "", invites=form.cleaned_data["invites"], by=request.person
        )
    except Refused as no:
        kept = ImportForm({**request.POST.dict(), "text": text[:200_000]})
        kept.is_valid()
        kept.add_error("file" if file else "text", str(no.message))
        return new(request, kept)
    return answer(request, to=f"/admin/imports/{sent.pk}/")


def import_for(import_id: int) -> PeopleImport:
    return get_object_or_404(PeopleImport.objects.select_related("by"), pk=import_id)


@administrator
def show(request: Any, import_id: int, error: str = "") -> HttpResponseBase:
    sent = import_for(import_id)
    if sent.started_at:
        return answer(
            request, page="identity/admin_import_progress.html", fragment="identity/_import_progress.html", sent=sent
        )
    if wants_fragment(request):
        raise Http404
    try:
        sheet = importing.look(sent)
    except Refused as no:
        return answer(request, page="identity/admin_import_gone.html", words=str(no.message), status=409)
    counts = {does: sheet.count(does) for does in ("create", "update", "same")}
    return answer(
        request, page="identity/admin_import_preview.html", sent=sent, sheet=sheet, counts=counts, wrong=sheet.wrong[:SHOWN],
        rows=sheet.rows[:SHOWN], more=max(0, len(sheet.rows) - SHOWN), error=error, status=409 if error else 200,
    )  # fmt: skip


@administrator
def start(request: Any, import_id: int) -> HttpResponseBase:
    try:
        importing.start(import_for(import_id), by=request.person, right_lines_only="right" in request.POST)
    except Refused as no:
        return show(request, import_id, str(no.message))
    return answer(request, to=f"/admin/imports/{import_id}/")


@asks_first(gettext_lazy("Forget this file? Nothing of it was written."), gettext_lazy("Forget it"))
@administrator
def destroy(request: Any, import_id: int) -> HttpResponseBase:
    importing.abandon(import_for(import_id), by=request.person)
    return answer(request, to="/admin/people/import/")


def csv_answer(name: str, lines: list[list[str]]) -> HttpResponse:
    out = io.StringIO()
    csv.writer(out, delimiter=";").writerows(lines)
    response = HttpResponse("\ufeff" + out.getvalue(), content_type=CSV)
    response["Content-Disposition"] = f'attachment; filename="{name}"'
    return response


@administrator
def wrong_lines(request: Any, import_id: int) -> HttpResponseBase:
    """The lines with an error, and what is wrong with each: to correct and send again."""
    sent = import_for(import_id)
    if sent.started_at:
        raise Http404
    wrong = importing.look(sent).wrong
    names = [name for name in TITLES if any(name in row.values for row in wrong)]
    lines = [[TITLES[name] for name in names] + ["à corriger"]]
    lines += [[safe(row.values.get(name, "")) for name in names] + [" ; ".join(row.errors)] for row in wrong]
    return csv_answer("a-corriger.csv", lines)


TITLES = {
    "name": "nom", "email": "e-mail", "job": "poste", "unit": "équipe", "manager": "e-mail du responsable", "site": "lieu"
}  # fmt: skip


def safe(cell: str) -> str:
    """A cell no spreadsheet takes for a formula."""
    return f"'{cell}" if cell[:1] in ("=", "+", "-", "@", "\t") else cell


@administrator
def template(request: Any) -> HttpResponseBase:
    return csv_answer("personnes.csv", [list(TITLES.values())])
