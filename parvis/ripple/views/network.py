"""The echoes of the network, for everybody; by unit and community, the page for the board and the figures to take away, for communicators."""

from __future__ import annotations

import csv
import io
import json
from typing import Any

from django.http import HttpResponse
from django.utils.translation import gettext as _

from parvis.kernel import frame, privacy
from parvis.kernel.http import answer
from parvis.kernel.thresholds import HARD_MINIMUM, Shown
from parvis.people.http import person_required, power_required
from parvis.ripple import frozen
from parvis.ripple.boarding import board_of
from parvis.ripple.measures import KEPT_YEARS, measures
from parvis.ripple.models import Snapshot
from parvis.ripple.network import network_of
from parvis.ripple.printing import pdf_of
from parvis.ripple.rolling import floor_now


def purpose() -> str:
    """The sentence at the head of every export."""
    return _("Figures of groups, to know whether speaking changes anything. Never for appraisal or discipline.")


@person_required
def show(request: Any) -> HttpResponse:
    return answer(request, page="ripple/network.html", network=network_of(request.person))


@power_required("communicator")
def board(request: Any) -> HttpResponse:
    found = board_of(request.person)
    if found is None:
        return answer(request, page="ripple/network.html", network=None)
    return answer(request, page="ripple/board.html", board=found, purpose=purpose())


@power_required("communicator")
def board_pdf(request: Any) -> HttpResponse:
    """The same page, to hand out; before the first week, the page that says when it comes."""
    found = board_of(request.person)
    if found is None:
        return answer(request, to="/echoes/board/")
    house = frame.of(request).organisation
    response = HttpResponse(pdf_of(found, house.name if house else "", purpose()), content_type="application/pdf")
    response["Content-Disposition"] = f'attachment; filename="parvis-echoes-{found.network.snapshot.week}.pdf"'
    return response


@person_required
def measured(request: Any) -> HttpResponse:
    return answer(
        request, page="ripple/measures.html", measures=measures(), holdings=privacy.holdings(), floor=floor_now(), years=KEPT_YEARS, least=HARD_MINIMUM,
    )  # fmt: skip


def rows(snapshot: Snapshot) -> list[dict[str, Any]]:
    """Every figure of a week: shown with its value, or withheld with the reason."""
    return [
        {
            "measure": measure, "partition": partition, "cell": cell, "people": found.people if isinstance(found, Shown) else None,
            "value": found.value if isinstance(found, Shown) else None, "withheld": "" if isinstance(found, Shown) else found.reason,
        }
        for (measure, partition), cells in sorted(frozen.everything(snapshot).items())
        for cell, found in sorted(cells.items())
    ]  # fmt: skip


def head(snapshot: Snapshot) -> dict[str, Any]:
    return {"purpose": purpose(), "week": str(snapshot.week), "window_days": 28, "smallest_group": max(snapshot.floor, floor_now())}  # fmt: skip


@power_required("communicator")
def figures_json(request: Any) -> HttpResponse:
    snapshot = frozen.latest()
    found = {**head(snapshot), "figures": rows(snapshot)} if snapshot else {"purpose": purpose(), "figures": []}
    return attached(json.dumps(found, ensure_ascii=False, indent=1), "application/json", "json", snapshot)


@power_required("communicator")
def figures_csv(request: Any) -> HttpResponse:
    snapshot, text = frozen.latest(), io.StringIO()
    writer = csv.writer(text)
    for key, value in (head(snapshot) if snapshot else {"purpose": purpose()}).items():
        writer.writerow([f"# {key}", value])
    writer.writerow(["measure", "partition", "cell", "people", "name", "value", "withheld"])
    for row in rows(snapshot) if snapshot else []:
        values = row["value"].items() if isinstance(row["value"], dict) else [("", row["value"])]
        for name, value in values:
            plain = json.dumps(value) if isinstance(value, (list, dict)) else value
            writer.writerow(
                [row["measure"], row["partition"], row["cell"], row["people"], name, plain, row["withheld"]]
            )
    return attached(text.getvalue(), "text/csv", "csv", snapshot)


def attached(text: str, kind: str, suffix: str, snapshot: Snapshot | None) -> HttpResponse:
    """A file to keep; UTF-8 said by a mark where spreadsheets need it."""
    mark = "\ufeff" if suffix == "csv" else ""
    response = HttpResponse(mark + text, content_type=f"{kind}; charset=utf-8")
    week = snapshot.week if snapshot else "none"
    response["Content-Disposition"] = f'attachment; filename="parvis-echoes-{week}.{suffix}"'
    return response
