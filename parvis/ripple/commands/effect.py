"""The effect of leaders, as frozen; ends with 1 when the week that was asked is not."""

from __future__ import annotations

import argparse
import datetime as dt
import json
from typing import Any

from parvis.kernel.thresholds import Shown, to_five
from parvis.ripple import frozen
from parvis.ripple.models import Snapshot


def arguments(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("--week", type=dt.date.fromisoformat, default=None, help="a Monday; the newest without it")


def run(options: dict[str, Any]) -> dict[str, Any]:
    weeks = Snapshot.objects.filter(frozen_at__isnull=False)
    at = weeks.filter(week=options["week"]).first() if options["week"] else frozen.latest()
    if at is None:
        return not_frozen(options["week"])
    found = frozen.figures("effect", at=at).get("")
    shown = isinstance(found, Shown)
    return {"week": str(at.week), "effect": found.value if shown else None, "people": to_five(found.people) if shown else None, "withheld": "" if shown else getattr(found, "reason", "young")}  # type: ignore[union-attr]  # fmt: skip


def not_frozen(week: dt.date | None) -> dict[str, Any]:
    held = frozen.weeks()
    if week is None:
        why = "No week is frozen yet: bin/manage ripple roll freezes them, as the job of Monday does."
    elif week.weekday():
        why = f"{week} is not a Monday: figures are frozen on Mondays."
    else:
        why = f"The week of {week} is not frozen." + (
            f" Frozen: {held[-1]} to {held[0]}, {len(held)} Mondays." if held else " None is yet."
        )
    return {"week": str(week) if week else None, "effect": None, "people": None, "withheld": "not-frozen", "why": why}


def passed(found: dict[str, Any]) -> bool:
    return found["withheld"] != "not-frozen"


def show(found: dict[str, Any]) -> str:
    return found["why"] if not passed(found) else json.dumps(found, ensure_ascii=False, indent=1)
