"""Freeze by hand the weeks that are not frozen yet."""

from __future__ import annotations

import argparse
from typing import Any

from parvis.ripple.rolling import missing, roll_missing


def arguments(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("--weeks", type=int, default=26, help="how many Mondays back (default 26)")


def run(options: dict[str, Any]) -> dict[str, Any]:
    wanted = missing(options["weeks"])
    roll_missing(options["weeks"])
    return {"frozen": [str(week) for week in wanted]}


def show(found: dict[str, Any]) -> str:
    return "\n".join(found["frozen"]) or "Nothing was missing."
