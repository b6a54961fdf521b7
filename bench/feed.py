"""`bin/bench feed`: home page, post page, making a post, making a reaction, beside the floor and the bare SQL."""

from __future__ import annotations

import argparse
import json
import os
import subprocess
import sys
import time
from pathlib import Path
from typing import Any

from bench.server import ROOT, balanced, children_of, cpu_seconds, postgres_pids

PEOPLE = 200


def postgres_answers() -> bool:
    import psycopg

    try:
        psycopg.connect("postgresql://postgres@127.0.0.1:5432/postgres", connect_timeout=2).close()
    except psycopg.OperationalError:
        return False
    return True


def database_for(chosen: argparse.Namespace, name: str = "") -> str:
    """The one that was named, or the set's own (`name`: of a bench that leaves something in it)."""
    name = name or str(chosen.size)
    if chosen.database:
        return str(chosen.database)
    if not postgres_answers():
        return f"sqlite:///{ROOT}/var/bench/{name}.sqlite3"
    import psycopg

    name = f"parvis_bench_{name}"
    with psycopg.connect("postgresql://postgres@127.0.0.1:5432/postgres", autocommit=True) as connection:
        if chosen.fresh:
            connection.execute(f'DROP DATABASE IF EXISTS "{name}"')  # type: ignore[arg-type]
        if not connection.execute("SELECT 1 FROM pg_database WHERE datname = %s", [name]).fetchone():
            connection.execute(f'CREATE DATABASE "{name}"')  # type: ignore[arg-type]
    return f"postgresql://postgres@127.0.0.1:5432/{name}"


def environment(database: str) -> dict[str, str]:
    data = ROOT / "var" / "bench"
    data.mkdir(parents=True, exist_ok=True)
    return {
        **os.environ, "DATABASE_URL": database, "PARVIS_DATA_DIR": str(data), "PARVIS_MODE": "bench", "PARVIS_DEMO": "0",
        "PARVIS_UNFOLD_LINKS": "0", "PYTHONPATH": str(ROOT), "DJANGO_SETTINGS_MODULE": "config.settings",
    }  # fmt: skip


def inside(env: dict[str, str], *arguments: str) -> dict[str, Any]:
    """Run `python -m bench.inside …` (which has Django) and read its last line as JSON."""
    done = subprocess.run(
        [sys.executable, "-m", "bench.inside", *arguments],
        env=env,
        cwd=ROOT,
        stdout=subprocess.PIPE,
        text=True,
        check=True,
    )
    return dict(json.loads(done.stdout.strip().splitlines()[-1]))


def get(path: str, cookie: str) -> str:
    return f"GET {path} HTTP/1.1\r\nHost: 127.0.0.1\r\nCookie: {cookie}\r\nAccept: text/html\r\n\r\n"


def post(path: str, cookie: str, token: str, body: str) -> str:
    return (
        f"POST {path} HTTP/1.1\r\nHost: 127.0.0.1\r\nCookie: {cookie}\r\nX-CSRFToken: {token}\r\nAccept: text/html\r\n"
        f"Content-Type: application/x-www-form-urlencoded\r\nContent-Length: {len(body)}\r\n\r\n{body}"
    )


def requests_for(facts: dict[str, Any]) -> dict[str, tuple[list[str], list[int]]]:
    """(requests, statuses expected) of each measure; `facts` come from bench.inside."""
    token = "b" * 32
    cookies = [f"sessionid={key}; csrftoken={token}" for key in facts["sessions"]]

    def each(make: Any, times: int) -> list[str]:
        return [make(n, cookies[n % len(cookies)]) for n in range(times)]

    threads, reactions = facts["threads"], facts["reactable"]
    return {
        "floor": (each(lambda n, c: get("/health/me/", c), PEOPLE), [200]),
        "home": (each(lambda n, c: get("/", c), PEOPLE), [200]),
        "post": (each(lambda n, c: get(f"/posts/{threads[n % len(threads)]}/", c), PEOPLE), [200]),
        "make_reaction": (
            each(lambda n, c: post(f"/posts/{reactions[n * 7 % len(reactions)]}/reaction/", c, token, "_method=PUT&sign=bravo"), 50_000),
            [200, 204, 303],
        ),
        "make_post": (
            each(lambda n, c: post("/posts/", c, token, facts["post_body"].replace("KEY", f"{time.time_ns()}-{n}")), 20_000),
            [200, 201, 204, 303],
        ),
    }  # fmt: skip


def measure(
    name: str, ports: list[int], roots: list[int], requests: list[str], expected: list[int], seconds: float
) -> dict[str, Any]:
    def drive(length: float) -> dict[str, Any]:
        plan = {
            "host": "127.0.0.1",
            "ports": ports,
            "connections": 8,
            "seconds": length,
            "expected": expected,
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

    if name in ("home", "post", "floor"):  # until both processes have met each page: what they draw once is drawn
        drive(1.5 if name == "floor" else 3)
    pids = children_of(*roots) | postgres_pids()
    before = cpu_seconds(pids)
    found = drive(seconds)
    spent = cpu_seconds(pids | postgres_pids()) - before
    answered = found.pop("requests") + found["errors"]
    return {**found, "cpu_ms": round(spent * 1000 / max(1, answered), 2)}


def table(results: dict[str, Any]) -> str:
    lines = [f"{'':14}{'req/s':>9}{'p50 ms':>9}{'p99 ms':>9}{'CPU ms':>9}{'queries':>9}{'bytes':>9}{'of floor':>9}"]
    floor = results["floor"]["rps"] or 1
    for name in ("floor", "home", "post", "make_post", "make_reaction"):
        r = results[name]
        lines.append(
            f"{name:14}{r['rps']:>9}{r['p50_ms']:>9}{r['p99_ms']:>9}{r['cpu_ms']:>9}{r.get('queries', ''):>9}{r['bytes']:>9}{r['rps'] / floor:>9.2f}"
            + (f"  {r['errors']} errors" if r["errors"] else "")
        )
    lines.append(
        f"bare SQL of the home page: {results['sql']['ms']} ms · {results['database']} · durable: {results['durable']}"
    )
    return "\n".join(lines)


def main(arguments: list[str]) -> int:
    parser = argparse.ArgumentParser(prog="bin/bench feed")
    parser.add_argument("--size", default="small", choices=["tiny", "small", "large"])
    parser.add_argument("--database", default="")
    parser.add_argument("--fresh", action="store_true")
    parser.add_argument("--reuse", action="store_true", help="the default")
    parser.add_argument("--seconds", type=float, default=4)
    parser.add_argument("--json", action="store_true")
    chosen = parser.parse_args(arguments)
    database = database_for(chosen)
    env = environment(database)
    subprocess.run(
        [sys.executable, "-m", "bench.inside", "load", chosen.size], env=env, cwd=ROOT, check=True, stdout=sys.stderr
    )
    facts = inside(env, "facts", chosen.size)
    results: dict[str, Any] = {
        "size": chosen.size,
        "database": database.split(":")[0],
        "durable": facts["durable"],
        "sql": facts["sql"],
    }
    with balanced(env) as (ports, roots):
        for name, (requests, expected) in requests_for(facts).items():
            results[name] = measure(name, ports, roots, requests, expected, chosen.seconds)
            results[name]["queries"] = facts["queries"].get(name)
    print(table(results))
    if chosen.json:
        print(json.dumps(results))
    Path(ROOT / "var" / "bench" / f"{chosen.size}.json").write_text(json.dumps(results, indent=1))
    return 0
