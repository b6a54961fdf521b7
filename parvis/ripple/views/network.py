"""The echoes of the network, for everybody; by unit and community, the page for the board and the figures to take away, for communicators."""

from __future__ import annotations

import json
from typing import Any

from django.http import HttpResponse
from django.utils.translation import gettext_lazy as _

from parvis.kernel import frame, measuring, privacy
from parvis.kernel.http import answer
from parvis.kernel.thresholds import HARD_MINIMUM, Shown, to_five
from parvis.people.http import person_required, power_required
from parvis.ripple import frozen
from parvis.ripple.boarding import board_of
from parvis.ripple.measures import KEPT_YEARS
from parvis.ripple.models import Snapshot
from parvis.ripple.network import network_of
from parvis.ripple.printing import pdf_of
from parvis.ripple.rolling import floor_now
from parvis.ripple.views import files

# What the public page says of each measure, in this order.
FIELDS = [
    ("of", _("Made from")),
    ("seen_by", _("Seen by")),
    ("threshold", _("From how many on")),
    ("rounding", _("Rounded")),
    ("delay", _("When")),
    ("steady", _("From one time to the next")),
    ("kept", _("Kept")),
    ("source", _("Formula")),
]


@person_required
def show(request: Any) -> HttpResponse:
    return answer(request, page="ripple/network.html", network=network_of(request.person))


@power_required("communicator")
def board(request: Any) -> HttpResponse:
    found = board_of(request.person)
    if found is None:
        return answer(request, page="ripple/network.html", network=None)
    return answer(request, page="ripple/board.html", board=found, purpose=files.purpose())


@power_required("communicator")
def board_pdf(request: Any) -> HttpResponse:
    """The same page, to hand out; before the first week, the page that says when it comes."""
    found = board_of(request.person)
    if found is None:
        return answer(request, to="/echoes/board/")
    house = frame.of(request).organisation
    response = HttpResponse(pdf_of(found, house.name if house else "", files.purpose()), content_type="application/pdf")
    response["Content-Disposition"] = f'attachment; filename="parvis-echoes-{found.network.snapshot.week}.pdf"'
    return response


@person_required
def measured(request: Any) -> HttpResponse:
    """Everything that is measured, from the registry; for everybody. `all`: unfolded, to read at one go without opening each."""
    floor = floor_now()
    return answer(
        request, page="ripple/measures.html", measures=measuring.measures(), holdings=privacy.holdings(), floor=floor, years=KEPT_YEARS, least=HARD_MINIMUM,
        numbers={"floor": floor, "years": KEPT_YEARS}, fields=FIELDS, unfolded="all" in request.GET,
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


@power_required("communicator")
def figures_json(request: Any) -> HttpResponse:
    snapshot = frozen.latest()
    return files.as_json({**files.head(snapshot), "figures": rows(snapshot) if snapshot else []}, "echoes", snapshot)


@power_required("communicator")
def figures_csv(request: Any) -> HttpResponse:
    snapshot = frozen.latest()
    lines: list[list[Any]] = [["measure", "partition", "cell", "people", "name", "value", "withheld", "as_on"]]
    for row in rows(snapshot) if snapshot else []:
        values = row["value"].items() if isinstance(row["value"], dict) else [("", row["value"])]
        for name, value in values:
            plain = json.dumps(value) if isinstance(value, (list, dict)) else value
            lines.append([row["measure"], row["partition"], row["cell"], row["people"], name, plain, row["withheld"], row["as_on"]])  # fmt: skip
    return files.as_csv(files.head(snapshot), lines, "echoes", snapshot)
