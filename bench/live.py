"""`bin/bench live`: many pages listen on one node while it serves pages. What their streams hold of memory, and how long after its
commit a word reaches them all: under a post everybody has open, and at an open door. `--fetch`: and until each page shows it, for
which it asks, as its scripts do, through as many connections as a proxy keeps."""

from __future__ import annotations

import argparse
import asyncio
import json
import os
import resource
import socket
import subprocess
import sys
import time
from pathlib import Path
from typing import Any

from bench.ears import Ear, Pages
from bench.feed import database_for, environment, get, inside
from bench.server import ROOT, children_of, cpu_seconds, free_port, serving


def wait_until_open(port: int) -> None:
    for _ in range(600):
        with socket.socket() as probe:
            if probe.connect_ex(("127.0.0.1", port)) == 0:
                return
        time.sleep(0.1)


def rss_mb(pid: int) -> float:
    """Resident memory of a process and its children, what they share counted once each (PSS)."""
    total = 0
    for one in children_of(pid):
        try:
            rollup = Path(f"/proc/{one}/smaps_rollup").read_text()
        except OSError:
            continue
        total += next(int(line.split()[1]) for line in rollup.splitlines() if line.startswith("Pss:"))
    return round(total / 1024, 1)


def percentile(values: list[float], share: float) -> float:
    ordered = sorted(values)
    return round(ordered[min(len(ordered) - 1, int(len(ordered) * share))], 3) if ordered else -1


async def listen(
    port: int, at: int, facts: dict[str, Any], env: dict[str, str], chosen: argparse.Namespace
) -> dict[str, Any]:
    heard: list[tuple[float, str]] = []
    open_, loop, start = [0, 0], asyncio.get_running_loop(), time.time()
    pages = Pages(at, facts["door"], facts["post"], facts["version"]) if chosen.fetch else None
    proxy = [asyncio.create_task(pages.serve()) for _ in range(16)] if pages else []
    query = f"/live/?on=home,post:{facts['post']},door:{facts['door']}:{facts['version']}:fr~Europe/Paris&bell=0&age=0"
    for n in range(chosen.streams):
        session = facts["sessions"][n % len(facts["sessions"])]
        ear = Ear(session, get(query, f"sessionid={session}").encode(), heard, open_, pages)
        await loop.create_connection(lambda ear=ear: ear, "127.0.0.1", port)  # type: ignore[misc]
        if n % 50 == 49:
            await asyncio.sleep(0.05)
    while open_[0] < chosen.streams and time.time() - start < 60:
        await asyncio.sleep(0.2)
    opened = round(time.time() - start, 1)
    while open_[1] < chosen.streams and time.time() - start < 120:
        await asyncio.sleep(0.2)
    caught_up = round(time.time() - start, 1)
    await asyncio.sleep(4)  # what each was behind with is told
    while pages and len(pages.shown) < len(heard) and time.time() - start < 120:
        await asyncio.sleep(1)  # and shown
    heard.clear()
    if pages:
        pages.shown.clear()
    acts = await asyncio.create_subprocess_exec(
        sys.executable, "-m", "bench.inside", "acts", json.dumps({**{k: facts[k] for k in ("post", "door")}, "acts": chosen.acts, "pause": chosen.pause}),
        env=env, cwd=ROOT, stdout=asyncio.subprocess.PIPE,
    )  # fmt: skip
    out, _err = await acts.communicate()
    await asyncio.sleep(5)
    until = time.time() + 60
    while pages and len(pages.shown) < len(heard) and time.time() < until:
        await asyncio.sleep(0.5)
    for one in proxy:
        one.cancel()
    return {
        "shown": pages.shown if pages else [],
        "failures": pages.failures if pages else 0,
        "opened_s": opened,
        "caught_up_s": caught_up,
        "open": open_[0],
        "acts": json.loads(out.decode().strip().splitlines()[-1]),
        "heard": heard,
    }


def delays(result: dict[str, Any]) -> dict[str, list[float]]:
    """Seconds from the commit of an act to each page that heard of it."""
    found: dict[str, list[float]] = {}
    moments = [(at, at, name, name) for at, name in result["heard"]]
    moments += [(at, shown, name, f"{name} shown") for at, shown, name in result["shown"]]
    for at, then, name, label in moments:
        commits = [when for kind, when in result["acts"] if kind == name and when <= at]
        if commits:
            found.setdefault(label, []).append(then - max(commits))
    return found


def main(arguments: list[str]) -> int:
    parser = argparse.ArgumentParser(prog="bin/bench live")
    parser.add_argument("--size", default="small", choices=["tiny", "small", "large"])
    parser.add_argument("--database", default="")
    parser.add_argument("--fresh", action="store_true")
    parser.add_argument("--streams", type=int, default=2000)
    parser.add_argument("--acts", type=int, default=10)
    parser.add_argument("--pause", type=float, default=3, help="seconds between two acts")
    parser.add_argument("--fetch", action="store_true", help="the pages fetch what they hear of")
    parser.add_argument("--redis", default="", help="redis://…: nudged, as on several machines")
    parser.add_argument("--ready", action="store_true", help="the set is loaded already")
    parser.add_argument("--json", action="store_true")
    chosen = parser.parse_args(arguments)
    _soft, hard = resource.getrlimit(resource.RLIMIT_NOFILE)
    resource.setrlimit(resource.RLIMIT_NOFILE, (min(hard, 20_000) if hard > 0 else 20_000, hard))
    env = environment(database_for(chosen, "live")) | {"REDIS_URL": chosen.redis}
    env |= {f"PARVIS_SETTLE_{act}_S": "0" for act in ("REACTIONS", "COMMENTS", "POSTS", "FIRST_POST")}
    load = [sys.executable, "-m", "bench.inside", "load", chosen.size]
    if not chosen.ready:
        subprocess.run(load, env=env, cwd=ROOT, check=True, stdout=sys.stderr)
    facts = inside(env, "listeners", str(chosen.streams))
    port = free_port()
    server = subprocess.Popen([sys.executable, "-m", "django", "live", "--port", str(port)], env=env, cwd=ROOT)
    try:
        with serving(env) as (pages, pid):
            for one in (port, pages):
                wait_until_open(one)
            before = rss_mb(server.pid)
            plan = {"host": "127.0.0.1", "ports": [pages], "connections": 2, "seconds": chosen.acts * (chosen.pause + 0.5) + 8, "expected": [200],
                    "requests": [get("/", f"sessionid={key}") for key in facts["sessions"][:200]]}  # fmt: skip
            reading = subprocess.Popen(
                [sys.executable, "-m", "bench.client"],
                stdin=subprocess.PIPE,
                stdout=subprocess.PIPE,
                text=True,
                cwd=ROOT,
            )
            assert reading.stdin is not None
            json.dump(plan, reading.stdin)
            reading.stdin.close()
            reading.stdin = None
            used = cpu_seconds(children_of(server.pid))
            result = asyncio.run(listen(port, pages, facts, env, chosen))
            used = cpu_seconds(children_of(server.pid)) - used
            memory, node = rss_mb(server.pid), rss_mb(server.pid) + rss_mb(pid)
            read = json.loads(reading.communicate()[0])
    finally:
        server.terminate()
        server.wait(20)
    said = {
        "streams": result["open"], "opened_s": result["opened_s"], "caught_up_s": result["caught_up_s"], "live_mb_empty": before, "live_mb": memory, "node_mb": node, "live_cpu_s": round(used, 1),
        "pages_rps": read["rps"], "pages_p99_ms": read["p99_ms"], "page_errors": read["errors"], "fetch_failures": result["failures"], "load": round(os.getloadavg()[0], 1),
    }  # fmt: skip
    for name, times in delays(result).items():
        said[name] = {"heard": len(times), "p50_s": percentile(times, 0.5), "p99_s": percentile(times, 0.99), "most_s": percentile(times, 1)}  # fmt: skip
    for key, value in said.items():
        print(f"{key:15} {value}")
    if chosen.json:
        print(json.dumps(said))
    (Path(ROOT) / "var" / "bench" / "live.json").write_text(json.dumps(said, indent=1))
    return 0
