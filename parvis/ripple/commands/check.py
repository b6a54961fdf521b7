"""The formulas beside published values, and what could not be checked; ends with 1 when one differs."""

from __future__ import annotations

import argparse
from pathlib import Path
from typing import Any

from parvis.ripple.checking import Check, Skipped
from parvis.ripple.checking.everything import every

BESIDE = Path(__file__).parents[4] / "shared" / "data" / "ripple"  # where it lies beside a checkout


def arguments(parser: argparse.ArgumentParser) -> None:
    parser.add_argument(
        "--data",
        type=Path,
        default=None,
        help="folder of the reference data that cannot be shipped (its-sicily, email-eu-core, uci-messages …)",
    )


def run(options: dict[str, Any]) -> dict[str, Any]:
    folder = options["data"] or BESIDE
    found = list(every(folder))
    checks = [one for one in found if isinstance(one, Check)]
    skipped = [one for one in found if isinstance(one, Skipped)]
    return {
        "checks": [{"name": one.name, "published": one.published, "ours": round(one.ours, one.digits), "equal": one.equal} for one in checks],
        "skipped": [{"file": one.file, "why": one.why} for one in skipped],
    }  # fmt: skip


def passed(found: dict[str, Any]) -> bool:
    return all(one["equal"] for one in found["checks"])


def show(found: dict[str, Any]) -> str:
    lines = [f"{'  ' if one['equal'] else '≠ '}{one['name']:<60} {one['published']:>12} {one['ours']:>12}" for one in found["checks"]]  # fmt: skip
    equal = sum(one["equal"] for one in found["checks"])
    skipped = [f"not checked: {one['file']} ({one['why']})" for one in found["skipped"]]
    return "\n".join(
        [f"  {'':<60} {'published':>12} {'ours':>12}", *lines, f"{equal} of {len(lines)} equal.", *skipped]
    )
