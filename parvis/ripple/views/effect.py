"""Whether leaders who speak set others free: for communicators and leaders. How it is computed: for everybody."""

from __future__ import annotations

from typing import Any

from django.http import Http404, HttpResponse

from parvis.kernel.http import answer
from parvis.kernel.thresholds import Shown
from parvis.people.http import person_required
from parvis.people.permissions import COMMUNICATOR, holds
from parvis.ripple import frozen
from parvis.ripple.drawing_effect import study_of
from parvis.ripple.network import said
from parvis.ripple.proof import proof
from parvis.ripple.views.network import purpose


@person_required
def show(request: Any) -> HttpResponse:
    if not (holds(request.person, COMMUNICATOR) or getattr(request.person, "mandate", None)):
        raise Http404
    found = frozen.figure("effect")
    value = found.value if isinstance(found, Shown) else None
    told = {"purpose": purpose(), "people": found.people if isinstance(found, Shown) else None, "effect": value}
    return answer(
        request, page="ripple/effect.html", effect=value, why=said(found).why, week=frozen.latest(), study=study_of(value["events"]) if value and value.get("events") else None,
        json=lambda: told,
    )  # fmt: skip


@person_required
def method(request: Any) -> HttpResponse:
    return answer(request, page="ripple/method.html", proof=proof())
