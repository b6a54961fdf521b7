"""Jobs: those waiting, and dead letters tried again one by one or all together."""

from __future__ import annotations

import uuid
from typing import Any

from django.contrib import messages
from django.db import transaction
from django.http import Http404
from django.http.response import HttpResponseBase
from django.shortcuts import get_object_or_404
from django.utils.translation import gettext_lazy, ngettext
from django_tasks_db.models import DBTaskResult

from parvis.identity.views.people import administrator
from parvis.interface.asking import asks_first
from parvis.kernel import heartbeat
from parvis.kernel.http import answer
from parvis.kernel.jobs import run_job

SHOWN = 100


@administrator
def index(request: Any) -> HttpResponseBase:
    rows = DBTaskResult.objects.order_by("-enqueued_at")
    counts = {name: getattr(DBTaskResult.objects, name)().count() for name in ("ready", "running", "failed")}
    counts["later"] = DBTaskResult.objects.filter(status="READY").count() - counts["ready"]
    return answer(
        request, page="identity/admin_jobs.html", dead=[described(row) for row in rows.failed()[:SHOWN]],
        waiting=[described(row) for row in rows.filter(status="READY")[:30]], counts=counts, workers=heartbeat.workers.beats(),
    )  # fmt: skip


def described(row: DBTaskResult) -> dict[str, Any]:
    name, attempt, _arguments = (row.args_kwargs.get("args") or ["?", 0, {}])[:3]
    return {
        "id": str(row.pk), "name": name, "attempt": attempt, "at": row.enqueued_at, "after": row.run_after if row.run_after.year < 9000 else None,
        "error": (row.traceback or "").strip().splitlines()[-1:],
    }  # fmt: skip


def dead_letter(request: Any) -> DBTaskResult:
    try:
        key = uuid.UUID(request.POST.get("id", ""))
    except ValueError as broken:
        raise Http404 from broken
    return get_object_or_404(DBTaskResult.objects.failed(), pk=key)


def again(row: DBTaskResult) -> None:
    name, _attempt, arguments = row.args_kwargs["args"]
    run_job.enqueue(name, 1, arguments)
    row.delete()


@administrator
@transaction.atomic
def retry(request: Any) -> HttpResponseBase:
    """Try a dead letter again from its first attempt; all of them when none is named."""
    rows = [dead_letter(request)] if request.POST.get("id") else list(DBTaskResult.objects.failed())
    for row in rows:
        again(row)
    words = ngettext("%(n)d job is tried again.", "%(n)d jobs are tried again.", len(rows)) % {"n": len(rows)}
    messages.success(request, words)
    return answer(request, to="/admin/jobs/")


@asks_first(gettext_lazy("Discard this job?"), gettext_lazy("Discard"))
@administrator
def discard(request: Any) -> HttpResponseBase:
    dead_letter(request).delete()
    return answer(request, to="/admin/jobs/")
