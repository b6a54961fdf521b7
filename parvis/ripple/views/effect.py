"""Whether leaders who speak set others free: for communicators and leaders. How it is computed: for everybody."""

from __future__ import annotations

from typing import Any

from django.http import Http404, HttpResponse

from parvis.kernel.http import answer
from parvis.kernel.thresholds import Published, Shown, Withheld, to_five
from parvis.people.http import person_required
from parvis.people.models import Person
from parvis.people.permissions import COMMUNICATOR, holds
from parvis.ripple import frozen
from parvis.ripple.drawing_effect import series_of, study_of
from parvis.ripple.models import Snapshot
from parvis.ripple.parts import said
from parvis.ripple.proof import proof
from parvis.ripple.views import files


def seen_by(person: Person) -> Published:
    """The effect as it is frozen; for whom it is not, the pages do not exist."""
    if not (holds(person, COMMUNICATOR) or getattr(person, "mandate", None)):
        raise Http404
    return frozen.figure("effect")


def told(found: Published, snapshot: Snapshot | None) -> dict[str, Any]:
    """What a file says: people by fives, as in every file."""
    if isinstance(found, Withheld):
        return {**files.head(snapshot), "people": None, "as_on": None, "effect": None, "withheld": found.reason}
    as_on = str(found.since) if found.since else None
    return {**files.head(snapshot), "people": to_five(found.people), "as_on": as_on, "effect": found.value, "withheld": ""}  # fmt: skip


@person_required
def show(request: Any) -> HttpResponse:
    found, week = seen_by(request.person), frozen.latest()
    value = found.value if isinstance(found, Shown) else None
    points = ((value or {}).get("whole") or {}).get("points")
    return answer(
        request, page="ripple/effect.html", series=series_of(points) if points else None, effect=value, effect_said=said(found), why=said(found).why, week=week,
        study=study_of(value["events"]) if value and value.get("events") else None, json=lambda: told(found, week),
    )  # fmt: skip


@person_required
def figures_json(request: Any) -> HttpResponse:
    found, week = seen_by(request.person), frozen.latest()
    return files.as_json(told(found, week), "leaders", week)


@person_required
def figures_csv(request: Any) -> HttpResponse:
    """One line a figure; of the event study, one line a period and name."""
    found, week = seen_by(request.person), frozen.latest()
    head = told(found, week)
    value = head.pop("effect") or {}
    whole = value.get("whole") or {}
    rows = [("", name, one) for name, one in value.items() if name not in ("events", "whole")]
    rows += [("", f"whole.{name}", one) for name, one in whole.items() if name != "points"]
    rows += [
        (one["period"], f"whole.{name}", one[name]) for one in whole.get("points", []) for name in ("seen", "without")
    ]
    rows += [(one["event"], name, two) for one in value.get("events", []) for name, two in one.items() if name != "event"]  # fmt: skip
    return files.as_csv(head, [("periods since a leader began", "name", "value"), *rows], "leaders", week)


@person_required
def method(request: Any) -> HttpResponse:
    return answer(request, page="ripple/method.html", proof=proof())
