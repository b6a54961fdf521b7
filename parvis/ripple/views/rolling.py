"""For administrators: the smallest group something is said of, and where the weekly roll-ups stand."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.http.response import HttpResponseBase
from django.utils.translation import gettext as _

from parvis.kernel.http import answer
from parvis.kernel.refusals import Refused
from parvis.people.http import power_required
from parvis.ripple.flooring import set_floor
from parvis.ripple.forms import FloorForm
from parvis.ripple.jobs import roll_weeks
from parvis.ripple.models import Snapshot
from parvis.ripple.rolling import STEPS, floor_now, missing

HERE = "/admin/echoes/"
SHOWN = 26


def page(request: Any, form: FloorForm, status: int = 200) -> HttpResponseBase:
    snapshots = list(Snapshot.objects.order_by("-week")[:SHOWN])
    waiting = missing()
    return answer(
        request, page="ripple/admin.html", form=form, snapshots=snapshots, steps=len(STEPS), waiting=waiting, status=status,
        json=lambda: {
            "floor": floor_now(), "missing": [str(week) for week in waiting],
            "snapshots": [{"week": str(s.week), "steps": len(s.steps), "of": len(STEPS), "frozen_at": s.frozen_at} for s in snapshots],
        },
    )  # fmt: skip


@power_required("administrator")
def show(request: Any) -> HttpResponseBase:
    return page(request, FloorForm(initial={"people": floor_now()}))


@power_required("administrator")
def update(request: Any) -> HttpResponseBase:
    form = FloorForm(request.POST)
    if not form.is_valid():
        return page(request, form, status=422)
    try:
        set_floor(form.cleaned_data["people"], by=request.person)
    except Refused as refused:
        form.add_error("people", str(refused))
        return page(request, form, status=422)
    messages.success(request, _("Kept."))
    return answer(request, to=HERE)


@power_required("administrator")
def create(request: Any) -> HttpResponseBase:
    """Run what is missing, in a job."""
    roll_weeks.later()
    messages.success(request, _("What is missing is being computed. This page says how far it is."))
    return answer(request, to=HERE)
