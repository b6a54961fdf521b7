"""`bin/bench search`: do the written queries find what answers them (recall), and how long does the page take over two million posts (speed)?
PostgreSQL databases of its own, dropped afterwards."""

from __future__ import annotations

import argparse
import contextlib
import json
import os
import subprocess
import sys
import urllib.parse
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from bench.feed import get
from bench.server import ROOT, balanced, children_of, cpu_seconds, postgres_pids

BAR_MS, BAR_RECALL = 60, 0.9
SERVER = "postgresql://postgres@127.0.0.1:5432/postgres"
TOKEN = "a" * 32  # what a browser keeps from the page before; without it, each page would make another
# Beside the written queries: words very many hold, several of them, operators, names, nothing.
HARD = [
    "need",
    "clojure",
    "clojure code",
    "problem with error",
    "thanks",
    "“a good idea”",
    "work after:2026-01",
    "in:canal-c005 repl",
    "zanzibarite",
    "datomic query performance",
]


def environment(database: str) -> dict[str, str]:
    data = ROOT / "var" / "bench"
    data.mkdir(parents=True, exist_ok=True)
    return {
        **os.environ, "DATABASE_URL": database, "PARVIS_DATA_DIR": str(data), "PARVIS_MODE": "bench", "PARVIS_DEMO": "0", "PARVIS_UNFOLD_LINKS": "0",
        "PYTHONPATH": str(ROOT), "DJANGO_SETTINGS_MODULE": "config.settings",
    }  # fmt: skip


@contextlib.contextmanager
def database(name: str, *, keep: bool) -> Iterator[dict[str, str]]:
    import psycopg

    with psycopg.connect(SERVER, autocommit=True) as admin:
        there = admin.execute("SELECT 1 FROM pg_database WHERE datname = %s", [name]).fetchone()
        if not there:
            admin.execute(f"CREATE DATABASE {name}")  # type: ignore[arg-type]
        env = environment(urllib.parse.urlsplit(SERVER)._replace(path=f"/{name}").geturl())
        try:
            subprocess.run([sys.executable, "-m", "django", "migrate", "-v0"], env=env, cwd=ROOT, check=True)
            subprocess.run(
                [sys.executable, "-m", "django", "collectstatic", "--no-input", "-v0"], env=env, cwd=ROOT, check=True
            )
            yield env
        finally:
            if not keep:
                admin.execute(f"DROP DATABASE {name} WITH (FORCE)")  # type: ignore[arg-type]


def inside(env: dict[str, str], *arguments: str) -> Any:
    command = [sys.executable, "-m", "bench.searching", *arguments]
    done = subprocess.run(command, env=env, cwd=ROOT, stdout=subprocess.PIPE, text=True, check=True)
    return json.loads(done.stdout.strip().splitlines()[-1])


def queries() -> list[str]:
    rows = Path(__file__).with_name("queries.jsonl").read_text().splitlines()
    return [json.loads(row)["q"] for row in rows] + HARD


def drive(ports: list[int], requests: list[str], seconds: float) -> dict[str, Any]:
    plan = {
        "host": "127.0.0.1",
        "ports": ports,
        "connections": 8,
        "seconds": seconds,
        "expected": [200],
        "requests": requests,
    }
    done = subprocess.run(
        [sys.executable, "-m", "bench.client"],
        input=json.dumps(plan),
        stdout=subprocess.PIPE,
        text=True,
        cwd=ROOT,
        check=True,
    )
    return dict(json.loads(done.stdout))


def speed(env: dict[str, str], keys: list[str], seconds: float) -> dict[str, Any]:
    asked = queries()
    found = {}
    with balanced(env) as (ports, roots):
        for name, path in (("page", "/search/?q="), ("suggestions", "/search/suggestions/?q=")):
            requests = [
                get(path + urllib.parse.quote(q), f"sessionid={keys[n % len(keys)]}; csrftoken={TOKEN}")
                for n, q in enumerate(asked)
            ]
            drive(ports, requests, seconds / 2)  # until both processes have met what they keep
            web, base = children_of(*roots), postgres_pids()
            before = cpu_seconds(web), cpu_seconds(base)
            found[name] = one = drive(ports, requests, seconds)
            done = max(1, one["requests"])
            one["web_cpu_ms"] = round((cpu_seconds(web) - before[0]) * 1000 / done, 2)
            one["database_cpu_ms"] = round((cpu_seconds(base | postgres_pids()) - before[1]) * 1000 / done, 2)
            one["load"] = os.getloadavg()[0]
    return found


def main(arguments: list[str]) -> int:
    parser = argparse.ArgumentParser(prog="bin/bench search")
    parser.add_argument("--rows", type=int, default=2_000_000, help="posts for the measure of speed; 0: recall only")
    parser.add_argument("--seconds", type=float, default=20)
    parser.add_argument("--keep", action="store_true", help="keep the databases, and use them again")
    chosen = parser.parse_args(arguments)
    with database("parvis_bench_recall", keep=chosen.keep) as env:
        recall = inside(env, "recall")
    print(json.dumps(recall, ensure_ascii=False, indent=1))
    good = recall["recall_at_10"] >= BAR_RECALL
    if chosen.rows:
        with database("parvis_bench_search", keep=chosen.keep) as env:
            found = speed(env, inside(env, "enlarge", str(chosen.rows)), chosen.seconds)
            print(json.dumps(found, indent=1))
            answered = all(one["requests"] and not one["errors"] for one in found.values())
            good = good and answered and found["page"]["p95_ms"] <= BAR_MS
    print(f"bars: recall@10 {BAR_RECALL}, p95 {BAR_MS} ms: {'held' if good else 'NOT held'}")
    return 0 if good else 1
