"""The effect of leaders, as frozen."""

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
    found = frozen.figures("effect", at=at).get("") if at else None
    shown = isinstance(found, Shown)
    return {"week": str(at.week) if at else None, "effect": found.value if shown else None, "people": to_five(found.people) if shown else None, "withheld": "" if shown else getattr(found, "reason", "young")}  # type: ignore[union-attr]  # fmt: skip


def show(found: dict[str, Any]) -> str:
    return json.dumps(found, ensure_ascii=False, indent=1)
