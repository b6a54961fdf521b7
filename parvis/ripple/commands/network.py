"""The frozen figures of a week, as they may be shown."""

from __future__ import annotations

import argparse
import datetime as dt
from typing import Any

from django.core.management.base import CommandError

from parvis.kernel.thresholds import Published, Shown, to_five
from parvis.ripple import frozen
from parvis.ripple.measures import measures
from parvis.ripple.models import Snapshot


def arguments(parser: argparse.ArgumentParser) -> None:
    parser.add_argument(
        "--week", type=dt.date.fromisoformat, help="a Monday, YYYY-MM-DD (default: the last one frozen)"
    )


def run(options: dict[str, Any]) -> dict[str, Any]:
    week = options.get("week")
    snapshot = frozen.latest() if week is None else Snapshot.objects.filter(week=week, frozen_at__isnull=False).first()
    if snapshot is None:
        raise CommandError("no such week is frozen; `bin/manage ripple roll` freezes what is missing")
    figures = {
        measure.name: {
            partition: {
                cell: said(found) for cell, found in frozen.figures(measure.name, partition, at=snapshot).items()
            }
            for partition in measure.partitions
        }
        for measure in measures()
    }
    return {
        "week": str(snapshot.week),
        "frozen_at": str(snapshot.frozen_at),
        "level": snapshot.level,
        "figures": figures,
    }


def said(found: Published) -> dict[str, Any]:
    """`people` by fives, as in every file; `as_on` where the figure has not moved since that Monday."""
    if not isinstance(found, Shown):
        return {"withheld": found.reason}
    since = {"as_on": str(found.since)} if found.since else {}
    return {"people": to_five(found.people), "value": found.value, **since}


def show(found: dict[str, Any]) -> str:
    lines = [f"Week of {found['week']}, frozen {found['frozen_at']}"]
    for measure, partitions in found["figures"].items():
        whole = partitions.get("all", {}).get("")
        lines += [f"{measure}: {whole}"] if whole else []
        for partition, cells in partitions.items():
            if partition != "all":
                shown = sum("value" in cell for cell in cells.values())
                lines.append(f"{measure}, by {partition}: {shown} shown, {len(cells) - shown} withheld")
    return "\n".join(lines)
