"""`bin/bench echoes`: what the echoes of a post, one's own and every page of the network's cost, in the process that draws them: milliseconds of CPU (median and worst
over the posts with most words), statements, and the first page of a week, which learns what is usual. `--kept`: a database as it is (the
demo's), instead of a set that is loaded."""

from __future__ import annotations

import argparse
import json
import statistics
import subprocess
import sys
import time
from pathlib import Path
from typing import Any

from bench.feed import ROOT, database_for, environment

NETWORK = {
    "network": "/echoes/", "board": "/echoes/board/", "board_pdf": "/echoes/board.pdf", "effect": "/echoes/leaders/", "method": "/echoes/method/",
    "measured": "/what-parvis-measures/", "csv": "/echoes/figures.csv", "json": "/echoes/figures.json",
}  # fmt: skip
PAGES = ("post", "own", *NETWORK)
POSTS, TURNS, BAR_MS, BAR_STATEMENTS = 20, 5, 100, 10


def cost(client: Any, address: str) -> float:
    """Milliseconds of CPU of one page, the database's own included when it is in the process (SQLite)."""
    start = time.process_time()
    response = client.get(address)
    spent = (time.process_time() - start) * 1000
    assert response.status_code == 200, (address, response.status_code)
    return spent


def measured() -> dict[str, Any]:
    import django

    django.setup()
    from django.conf import settings
    from django.core.cache import cache
    from django.db import connection
    from django.test import Client
    from django.test.utils import CaptureQueriesContext

    from parvis.posts.models import Post

    settings.ALLOWED_HOSTS.append("testserver")
    rows = Post.objects.filter(active_at__isnull=False, audience="everyone", author__account__is_active=True)
    posts = list(rows.order_by("-comment_count").select_related("author__account")[:POSTS])
    found: dict[str, Any] = {"posts": Post.objects.count(), "words_at_most": posts[0].comment_count}
    times: dict[str, list[float]] = {"post": [], "own": []}
    statements: dict[str, set[int]] = {"post": set(), "own": set()}
    for post in posts:
        client = Client()
        client.force_login(post.author.account)
        for name, address in (("post", f"/posts/{post.pk}/echoes/"), ("own", "/me/echoes/")):
            client.get(address)
            with CaptureQueriesContext(connection) as context:
                client.get(address)
            statements[name].add(len(context))
            times[name] += [min(cost(client, address) for _turn in range(TURNS))]
    for name, spent in times.items():
        found[name] = {
            "cpu_ms": round(statistics.median(spent), 1),
            "worst_ms": round(max(spent), 1),
            "statements": max(statements[name]),
        }
    found.update(pages_of_the_network())
    cache.clear()
    found["first_of_the_week"] = {"cpu_ms": round(cost(client, f"/posts/{posts[-1].pk}/echoes/"), 1)}
    return found


def pages_of_the_network() -> dict[str, Any]:
    """As a communicator sees them, who sees most; a week is frozen first where none is."""
    from django.db import connection
    from django.test import Client
    from django.test.utils import CaptureQueriesContext

    from parvis.kernel import clock
    from parvis.people.models import Appointment, Person
    from parvis.ripple.rolling import roll_missing

    roll_missing(4)
    communicator = Person.objects.filter(appointments__power="communicator", account__is_active=True).first()
    if communicator is None:
        communicator = Person.objects.filter(account__is_active=True, is_guest=False).order_by("id")[0]
        Appointment.objects.create(person=communicator, power="communicator", at=clock.now())
    client, found = Client(), {}
    client.force_login(communicator.account)
    for name, address in NETWORK.items():
        client.get(address)
        with CaptureQueriesContext(connection) as context:
            client.get(address)
        asked = len(context)  # before the next request forgets them
        spent = [min(cost(client, address) for _turn in range(TURNS)) for _round in range(3)]
        found[name] = {
            "cpu_ms": round(statistics.median(spent), 1),
            "worst_ms": round(max(spent), 1),
            "statements": asked,
        }
    return found


def main(arguments: list[str]) -> int:
    parser = argparse.ArgumentParser(prog="bin/bench echoes")
    parser.add_argument("--size", default="small", choices=["tiny", "small", "large"])
    parser.add_argument("--database", default="")
    parser.add_argument("--fresh", action="store_true")
    parser.add_argument("--kept", action="store_true", help="measure the database as it is")
    parser.add_argument("--json", action="store_true")
    chosen = parser.parse_args(arguments)
    env = environment(database_for(chosen))
    if not chosen.kept:
        load = [sys.executable, "-m", "bench.inside", "load", chosen.size]
        subprocess.run(load, env=env, cwd=ROOT, check=True, stdout=sys.stderr)
    done = subprocess.run(
        [sys.executable, "-m", "bench.echoes"], env=env, cwd=ROOT, check=True, stdout=subprocess.PIPE, text=True
    )
    found = json.loads(done.stdout.strip().splitlines()[-1])
    print(f"{found['posts']:,} posts; the most answered has {found['words_at_most']} words")
    for name in PAGES:
        r = found[name]
        print(f"{name:20}{r['cpu_ms']:>8} ms CPU (worst {r['worst_ms']}), {r['statements']} statements")
    print(f"{'first of the week':20}{found['first_of_the_week']['cpu_ms']:>8} ms CPU")
    if chosen.json:
        print(json.dumps(found))
    (Path(ROOT) / "var" / "bench" / "echoes.json").write_text(json.dumps(found, indent=1))
    return int(any(found[n]["worst_ms"] > BAR_MS or found[n]["statements"] > BAR_STATEMENTS for n in PAGES))


if __name__ == "__main__":
    print(json.dumps(measured()))
