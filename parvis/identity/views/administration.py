"""Administration: people, import, powers, jobs and dead letters, health."""

from __future__ import annotations

import shutil
import uuid
from typing import Any

import django
from django import forms
from django.conf import settings
from django.contrib import messages
from django.core.cache import cache
from django.db import connection
from django.db.migrations.executor import MigrationExecutor
from django.http import Http404, HttpResponse, JsonResponse
from django.http.response import HttpResponseBase
from django.shortcuts import get_object_or_404
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django_tasks_db.models import DBTaskResult

from parvis.identity import admitting, importing
from parvis.kernel.http import answer
from parvis.kernel.jobs import run_job
from parvis.kernel.pages import page_by_name
from parvis.kernel.refusals import Refused
from parvis.people.departing import come_back, depart
from parvis.people.http import person_required, power_required
from parvis.people.models import Appointment, Person, Unit
from parvis.people.profiling import plain

administrator = power_required("administrator")


class InviteForm(forms.Form):
    name = forms.CharField(label=gettext_lazy("Name"), max_length=120)
    email = forms.EmailField(label=gettext_lazy("E-mail"))
    job = forms.CharField(label=gettext_lazy("Job"), max_length=160, required=False)
    unit = forms.ModelChoiceField(Unit.objects.order_by("name"), label=gettext_lazy("Unit"), required=False)


class ImportForm(forms.Form):
    file = forms.FileField(label=gettext_lazy("CSV file"), required=False)
    text = forms.CharField(label=gettext_lazy("or paste it here"), required=False, strip=False, widget=forms.Textarea)
    invites = forms.BooleanField(label=gettext_lazy("Send each new person an invitation"), required=False)


@administrator
def index(request: Any) -> HttpResponseBase:
    dead = DBTaskResult.objects.failed().count()
    return answer(request, page="identity/admin.html", people=Person.objects.present().count(), dead=dead)


@administrator
def people(request: Any, form: InviteForm | None = None) -> HttpResponseBase:
    asked = request.GET.get("q", "").strip()[:80]
    rows = Person.objects.for_screen().select_related("account", "account_invitation").prefetch_related("appointments")
    for word in plain(asked).split()[:5]:
        rows = rows.filter(search_text__contains=word)
    page = page_by_name(rows, request.GET.get("after", ""), 50, field="name")
    return answer(
        request, page="identity/admin_people.html", people=page.rows, next=page.next, q=asked, form=form or InviteForm(),
        powers=Appointment.Power.choices, status=422 if form else 200,
    )  # fmt: skip


@administrator
def create_person(request: Any) -> HttpResponseBase:
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
    return people(request, form)


VERBS = {
    "invite": lambda person, by, power: admitting.invite(person, by=by),
    "depart": lambda person, by, power: depart(person, by=by),
    "come_back": lambda person, by, power: come_back(person, by=by),
    "appoint": lambda person, by, power: admitting.appoint(person, power, by=by),
    "dismiss": lambda person, by, power: admitting.dismiss(person, power, by=by),
}


@administrator
def update_person(request: Any) -> HttpResponseBase:
    person = get_object_or_404(Person, handle=request.POST.get("handle", ""))
    verb = VERBS.get(request.POST.get("do", ""))
    if verb is None:
        raise Http404
    verb(person, request.person, request.POST.get("power", ""))
    messages.success(request, _("Done."))
    return answer(request, to="/admin/people/")


@administrator
def import_people(request: Any) -> HttpResponseBase:
    """Preview, row by row; nothing is written until confirmed."""
    form = ImportForm(request.POST or None, request.FILES or None)
    rows: list[importing.Row] = []
    if request.method == "POST" and form.is_valid():
        file = form.cleaned_data["file"]
        text = importing.decoded(file.read()) if file else form.cleaned_data["text"]
        try:
            rows = importing.check(importing.read(text))
            if "confirm" in request.POST:
                created, updated = importing.write(rows, by=request.person, invites=form.cleaned_data["invites"])
                messages.success(
                    request,
                    _("%(created)d people created, %(updated)d updated.") % {"created": created, "updated": updated},
                )
                return answer(request, to="/admin/people/")
        except Refused as no:
            no.onto(form)
        data = request.POST.copy()
        data["text"] = text
        kept = ImportForm(data)
        kept._errors = form.errors  # type: ignore[attr-defined]
        form = kept
    wrong = [row for row in rows if row.errors]
    counts = {
        does: sum(1 for row in rows if row.does == does and not row.errors) for does in ("create", "update", "same")
    }
    return answer(
        request,
        page="identity/admin_import.html",
        form=form,
        rows=rows,
        wrong=wrong,
        counts=counts,
        status=422 if form.errors else 200,
    )


@administrator
def template(request: Any) -> HttpResponseBase:
    response = HttpResponse(
        "\ufeffnom;e-mail;poste;équipe;e-mail du responsable;lieu\n", content_type="text/csv; charset=utf-8"
    )
    response["Content-Disposition"] = 'attachment; filename="personnes.csv"'
    return response


@administrator
def jobs(request: Any) -> HttpResponseBase:
    rows = DBTaskResult.objects.order_by("-enqueued_at")
    counts = {name: getattr(DBTaskResult.objects, name)().count() for name in ("ready", "running", "failed")}
    return answer(
        request,
        page="identity/admin_jobs.html",
        dead=[described(row) for row in rows.failed()[:100]],
        waiting=[described(row) for row in rows.ready()[:30]],
        counts=counts,
    )


def described(row: DBTaskResult) -> dict[str, Any]:
    name, attempt, _arguments = (row.args_kwargs.get("args") or ["?", 0, {}])[:3]
    return {
        "id": str(row.pk),
        "name": name,
        "attempt": attempt,
        "at": row.enqueued_at,
        "error": (row.traceback or "").strip().splitlines()[-1:],
    }


def dead_letter(request: Any) -> DBTaskResult:
    try:
        key = uuid.UUID(request.POST.get("id", ""))
    except ValueError as broken:
        raise Http404 from broken
    return get_object_or_404(DBTaskResult.objects.failed(), pk=key)


@administrator
def retry_job(request: Any) -> HttpResponseBase:
    """Try a dead letter again, from its first attempt."""
    row = dead_letter(request)
    name, _attempt, arguments = row.args_kwargs["args"]
    run_job.enqueue(name, 1, arguments)
    row.delete()
    return answer(request, to="/admin/jobs/")


@administrator
def discard_job(request: Any) -> HttpResponseBase:
    dead_letter(request).delete()
    return answer(request, to="/admin/jobs/")


def durability() -> tuple[bool, str]:
    with connection.cursor() as cursor:
        cursor.execute("SHOW synchronous_commit" if connection.vendor == "postgresql" else "PRAGMA synchronous")
        value = str(cursor.fetchone()[0])
    return value in ("on", "2", "remote_apply", "remote_write"), value


@administrator
def health(request: Any) -> HttpResponseBase:
    durable, value = durability()
    executor = MigrationExecutor(connection)
    pending = len(executor.migration_plan(executor.loader.graph.leaf_nodes()))
    cache.set("health", "ok", 10)
    free = shutil.disk_usage(settings.PARVIS.data_dir).free / 1e9
    last = DBTaskResult.objects.filter(finished_at__isnull=False).order_by("-finished_at").first()
    facts = [
        (durable, _("Writes are on disk before they are acknowledged (%(value)s)") % {"value": value}, _("Set synchronous_commit to on.")),
        (not pending, _("Database up to date"), _("Run bin/manage migrate.")),
        (cache.get("health") == "ok", _("Cache answers"), _("Check REDIS_URL.")),
        (free > 2, _("%(n)d GB free for files") % {"n": free}, _("Make room on the disk of PARVIS_DATA_DIR.")),
        (not DBTaskResult.objects.failed().exists(), _("No dead letter"), _("Look at the jobs page.")),
        (not settings.PARVIS.mail_url.startswith("console"), _("Mail goes through a server"), _("Set PARVIS_MAIL_URL; in a trial mails are printed.")),
        (last is not None, _("Jobs have run"), _("Start bin/manage work.")),
    ]  # fmt: skip
    return answer(
        request, page="identity/admin_health.html", facts=facts, django=django.get_version(), vendor=connection.vendor
    )


def public_health(request: Any) -> HttpResponseBase:
    """For balancers: nothing but alive."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT 1")
    return JsonResponse({"ok": True})


@person_required
def me(request: Any) -> HttpResponseBase:
    """One line for somebody signed in: the floor of the benchmark."""
    return HttpResponse(request.person.name, content_type="text/plain; charset=utf-8")
