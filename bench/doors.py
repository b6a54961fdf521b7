"""`bin/bench doors`: what people who watch an open door ask again and again, beside the floor of the same run. Two thousand who ask
every five seconds are 400 requests a second."""

from __future__ import annotations

import argparse
import json
import subprocess
import sys
from pathlib import Path
from typing import Any

from bench.feed import database_for, environment, get, inside, measure
from bench.server import ROOT, balanced

WATCHERS, EVERY = 2_000, 5


def requests_for(facts: dict[str, Any]) -> dict[str, tuple[list[str], list[int]]]:
    """Of each measure: the requests, and the statuses expected. `seen` is what most polls meet (nothing new), `changed` the moment
    an answer comes, `page` opening the door."""
    cookies, door = [f"sessionid={key}" for key in facts["sessions"]], facts["door"]
    return {
        "floor": ([get("/health/me/", cookie) for cookie in cookies], [200]),
        "seen": ([get(f"/doors/{door}/live/?only=all&seen={facts['version']}", cookie) for cookie in cookies], [204]),
        "changed": ([get(f"/doors/{door}/live/?only=all&seen=x", cookie) for cookie in cookies], [200]),
        "page": ([get(f"/doors/{door}/", cookie) for cookie in cookies], [200]),
    }


def main(arguments: list[str]) -> int:
    parser = argparse.ArgumentParser(prog="bin/bench doors")
    parser.add_argument("--size", default="tiny", choices=["tiny", "small", "large"])
    parser.add_argument("--database", default="")
    parser.add_argument("--fresh", action="store_true")
    parser.add_argument("--questions", type=int, default=60, help="half of them answered")
    parser.add_argument("--seconds", type=float, default=5)
    parser.add_argument("--json", action="store_true")
    chosen = parser.parse_args(arguments)
    env = environment(database_for(chosen, "doors"))
    load = [sys.executable, "-m", "bench.inside", "load", chosen.size]
    subprocess.run(load, env=env, cwd=ROOT, check=True, stdout=sys.stderr)
    facts = inside(env, "door", str(chosen.questions))
    results: dict[str, Any] = {"queries": facts["queries"]}
    with balanced(env) as (ports, roots):
        for name, (requests, expected) in requests_for(facts).items():
            results[name] = measure(name, ports, roots, requests, expected, chosen.seconds)
    floor = results["floor"]["rps"] or 1
    print(f"{'':10}{'req/s':>9}{'p50 ms':>9}{'p99 ms':>9}{'CPU ms':>9}{'queries':>9}{'bytes':>9}{'of floor':>9}")
    for name in ("floor", "seen", "changed", "page"):
        r = results[name]
        errors = f"  {r['errors']} errors" if r["errors"] else ""
        print(
            f"{name:10}{r['rps']:>9}{r['p50_ms']:>9}{r['p99_ms']:>9}{r['cpu_ms']:>9}{facts['queries'].get(name, ''):>9}{r['bytes']:>9}{r['rps'] / floor:>9.2f}{errors}"
        )
    asked = WATCHERS / EVERY
    print(
        f"{WATCHERS:,} watchers ask {asked:.0f} times a second: {asked / (results['seen']['rps'] or 1):.2f} of this server"
    )
    if chosen.json:
        print(json.dumps(results))
    (Path(ROOT) / "var" / "bench" / "doors.json").write_text(json.dumps(results, indent=1))
    return 0
