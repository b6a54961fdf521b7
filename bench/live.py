"""`bin/bench live`: many pages listen on one node while it serves pages. What their streams hold of memory, and how long after its
commit a word reaches them all: under a post everybody has open, and at an open door."""

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

from bench.feed import database_for, environment, get, inside
from bench.server import ROOT, children_of, cpu_seconds, free_port, serving


class Ear(asyncio.Protocol):
    """One open page: notes when each hint came, and what it was of."""

    def __init__(self, request: bytes, heard: list[tuple[float, str]], open_: list[int]) -> None:
        self.request, self.heard, self.open, self.rest, self.counted = request, heard, open_, b"", False

    def connection_made(self, transport: asyncio.BaseTransport) -> None:
        transport.write(self.request)  # type: ignore[attr-defined]

    def data_received(self, data: bytes) -> None:
        now = time.time()
        *lines, self.rest = (self.rest + data).split(b"\n")
        for line in lines:
            if line.startswith(b"HTTP/1.1 200") and not self.counted:
                self.counted = True
                self.open[0] += 1
            elif line.startswith(b"data: {"):
                self.heard.extend((now, name) for name in json.loads(line[6:]) if name in ("post", "door", "home"))

    def connection_lost(self, exc: Exception | None) -> None:
        self.open[0] -= 1


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


async def listen(port: int, facts: dict[str, Any], env: dict[str, str], chosen: argparse.Namespace) -> dict[str, Any]:
    heard: list[tuple[float, str]] = []
    open_, loop, start = [0], asyncio.get_running_loop(), time.time()
    query = f"/live/?on=home,post:{facts['post']},door:{facts['door']}:{facts['version']}&bell=0&age=0"
    for n in range(chosen.streams):
        request = get(query, f"sessionid={facts['sessions'][n % len(facts['sessions'])]}").encode()
        await loop.create_connection(lambda request=request: Ear(request, heard, open_), "127.0.0.1", port)  # type: ignore[misc]
        if n % 50 == 49:
            await asyncio.sleep(0.05)
    while open_[0] < chosen.streams and time.time() - start < 60:
        await asyncio.sleep(0.2)
    opened = round(time.time() - start, 1)
    await asyncio.sleep(4)  # what each was behind with is told
    heard.clear()
    acts = await asyncio.create_subprocess_exec(
        sys.executable, "-m", "bench.inside", "acts", json.dumps({**{k: facts[k] for k in ("post", "door")}, "acts": chosen.acts}),
        env=env, cwd=ROOT, stdout=asyncio.subprocess.PIPE,
    )  # fmt: skip
    out, _err = await acts.communicate()
    await asyncio.sleep(5)
    return {
        "opened_s": opened,
        "open": open_[0],
        "acts": json.loads(out.decode().strip().splitlines()[-1]),
        "heard": heard,
    }


def delays(result: dict[str, Any]) -> dict[str, list[float]]:
    """Seconds from the commit of an act to each page that heard of it."""
    found: dict[str, list[float]] = {}
    for at, name in result["heard"]:
        commits = [when for kind, when in result["acts"] if kind == name and when <= at]
        if commits:
            found.setdefault(name, []).append(at - max(commits))
    return found


def main(arguments: list[str]) -> int:
    parser = argparse.ArgumentParser(prog="bin/bench live")
    parser.add_argument("--size", default="tiny", choices=["tiny", "small", "large"])
    parser.add_argument("--database", default="")
    parser.add_argument("--fresh", action="store_true")
    parser.add_argument("--streams", type=int, default=2000)
    parser.add_argument("--acts", type=int, default=10)
    parser.add_argument("--redis", default="", help="redis://…: nudged, as on several machines")
    parser.add_argument("--ready", action="store_true", help="the set is loaded already")
    parser.add_argument("--json", action="store_true")
    chosen = parser.parse_args(arguments)
    _soft, hard = resource.getrlimit(resource.RLIMIT_NOFILE)
    resource.setrlimit(resource.RLIMIT_NOFILE, (min(hard, 20_000) if hard > 0 else 20_000, hard))
    env = environment(database_for(chosen)) | {"REDIS_URL": chosen.redis}
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
            plan = {"host": "127.0.0.1", "port": pages, "connections": 2, "seconds": chosen.acts * 3.5 + 8, "expected": [200],
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
            result = asyncio.run(listen(port, facts, env, chosen))
            used = cpu_seconds(children_of(server.pid)) - used
            memory, node = rss_mb(server.pid), rss_mb(server.pid) + rss_mb(pid)
            read = json.loads(reading.communicate()[0])
    finally:
        server.terminate()
        server.wait(20)
    said = {
        "streams": result["open"], "opened_s": result["opened_s"], "live_mb_empty": before, "live_mb": memory, "node_mb": node, "live_cpu_s": round(used, 1),
        "pages_rps": read["rps"], "pages_p99_ms": read["p99_ms"], "page_errors": read["errors"], "load": round(os.getloadavg()[0], 1),
    }  # fmt: skip
    for name, times in delays(result).items():
        said[name] = {"heard": len(times), "p50_s": percentile(times, 0.5), "p99_s": percentile(times, 0.99), "most_s": percentile(times, 1)}  # fmt: skip
    for key, value in said.items():
        print(f"{key:14} {value}")
    if chosen.json:
        print(json.dumps(said))
    (Path(ROOT) / "var" / "bench" / "live.json").write_text(json.dumps(said, indent=1))
    return 0
