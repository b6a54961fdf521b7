"""The echoes of the network, for everybody; by unit and community, the page for the board and the figures to take away, for communicators."""

from __future__ import annotations

import csv
import io
import json
from typing import Any

from django.http import HttpResponse
from django.utils.translation import gettext as _

from parvis.kernel import privacy
from parvis.kernel.http import answer
from parvis.kernel.thresholds import HARD_MINIMUM, Shown, to_five
from parvis.people.http import person_required, power_required
from parvis.ripple import frozen
from parvis.ripple.measures import KEPT_YEARS, measures
from parvis.ripple.models import Snapshot
from parvis.ripple.network import network_of
from parvis.ripple.rolling import floor_now


def purpose() -> str:
    """The sentence at the head of every export."""
    return _("Figures of groups, to know whether speaking changes anything. Never for appraisal or discipline.")


@person_required
def show(request: Any) -> HttpResponse:
    return answer(request, page="ripple/network.html", network=network_of(request.person))


@power_required("communicator")
def board(request: Any) -> HttpResponse:
    network = network_of(request.person)
    page = "ripple/network.html" if network is None else "ripple/board.html"
    return answer(request, page=page, network=network, purpose=purpose())


@person_required
def measured(request: Any) -> HttpResponse:
    return answer(
        request, page="ripple/measures.html", measures=measures(), holdings=privacy.holdings(), floor=floor_now(), years=KEPT_YEARS, least=HARD_MINIMUM,
    )  # fmt: skip


def rows(snapshot: Snapshot) -> list[dict[str, Any]]:
    """Every figure of a week: shown with its value, or withheld with the reason. `people` by fives: with a share, the exact number would say how
    many made it. `as_on`: the Monday it has not moved since."""
    return [
        {
            "measure": measure, "partition": partition, "cell": cell, "people": to_five(found.people) if isinstance(found, Shown) else None,
            "value": found.value if isinstance(found, Shown) else None, "withheld": "" if isinstance(found, Shown) else found.reason,
            "as_on": str(found.since) if isinstance(found, Shown) and found.since else None,
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
    writer.writerow(["measure", "partition", "cell", "people", "name", "value", "withheld", "as_on"])
    for row in rows(snapshot) if snapshot else []:
        values = row["value"].items() if isinstance(row["value"], dict) else [("", row["value"])]
        for name, value in values:
            plain = json.dumps(value) if isinstance(value, (list, dict)) else value
            writer.writerow(
                [
                    row["measure"],
                    row["partition"],
                    row["cell"],
                    row["people"],
                    name,
                    plain,
                    row["withheld"],
                    row["as_on"],
                ]
            )
    return attached(text.getvalue(), "text/csv", "csv", snapshot)


def attached(text: str, kind: str, suffix: str, snapshot: Snapshot | None) -> HttpResponse:
    """A file to keep; UTF-8 said by a mark where spreadsheets need it."""
    mark = "\ufeff" if suffix == "csv" else ""
    response = HttpResponse(mark + text, content_type=f"{kind}; charset=utf-8")
    week = snapshot.week if snapshot else "none"
    response["Content-Disposition"] = f'attachment; filename="parvis-echoes-{week}.{suffix}"'
    return response
