"""`bin/bench notices`: a publication that many must read. Publishing answers at once; then the fan-out, in bulk: notices a second and
the memory of the process. Makes a PostgreSQL database of its own beside the one of --database, and drops it."""

from __future__ import annotations

import argparse
import json
import os
import resource
import subprocess
import sys
import time
import urllib.parse
from pathlib import Path
from typing import Any

ROOT = Path(__file__).resolve().parents[1]
NAME = "parvis_bench_notices"


def inside(people: int) -> dict[str, Any]:
    """In the database of the bench."""
    import django

    django.setup()
    from demo import cast
    from parvis.notifications import deciding
    from parvis.notifications.models import FanOut, Notice
    from parvis.people.models import Person
    from parvis.posts.confirming import ask
    from parvis.posts.publishing import Sheet, publish_new

    world = cast.build()
    for start in range(0, people, 5_000):
        Person.objects.bulk_create([Person(handle=f"p{n}", name=f"P {n}") for n in range(start, min(start + 5_000, people))])  # fmt: skip
    began = time.perf_counter()
    post = publish_new(Sheet(body="À lire par tout le monde"), by=world.marine)
    ask(post, by=world.marine, days=3)
    published = time.perf_counter() - began
    deciding.take_entries()
    deciding.step(FanOut.objects.get(deed="post.must_read").pk)
    first, before = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss, Notice.objects.count()
    began, fan = time.perf_counter(), FanOut.objects.get(deed="post.must_read")
    while deciding.step(fan.pk):
        pass
    took = time.perf_counter() - began
    last, made = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss, Notice.objects.count() - before
    return {
        "people": people, "publish_ms": round(published * 1000, 1), "notices": made, "seconds": round(took, 2),
        "per_second": round(made / took), "memory_first_bulk_mb": first // 1024, "memory_last_mb": last // 1024,
    }  # fmt: skip


def main(arguments: list[str]) -> int:
    parser = argparse.ArgumentParser(prog="bin/bench notices")
    parser.add_argument("--people", type=int, default=100_000)
    parser.add_argument("--database", default=os.environ.get("DATABASE_URL", "postgresql://postgres@127.0.0.1:5432/postgres"))  # fmt: skip
    parser.add_argument("--inside", action="store_true")
    chosen = parser.parse_args(arguments)
    if chosen.inside:
        print(json.dumps(inside(chosen.people)))
        return 0
    import psycopg

    place = urllib.parse.urlsplit(chosen.database)
    server = place._replace(path="/postgres").geturl()
    env = {
        **os.environ, "PARVIS_MODE": "trial", "DATABASE_URL": place._replace(path=f"/{NAME}").geturl(), "DJANGO_SETTINGS_MODULE": "config.settings",
        "PYTHONPATH": str(ROOT), "PARVIS_DATA_DIR": str(ROOT / "var" / "bench" / "notices"), "PARVIS_SETTLE_POSTS_S": "0", "PARVIS_SETTLE_FIRST_POST_S": "0",
    }  # fmt: skip
    with psycopg.connect(server, autocommit=True) as admin:
        admin.execute(f"DROP DATABASE IF EXISTS {NAME}")
        admin.execute(f"CREATE DATABASE {NAME}")
        try:
            subprocess.run([sys.executable, "-m", "django", "migrate", "-v0"], env=env, cwd=ROOT, check=True)
            command = [sys.executable, "-m", "bench", "notices", "--inside", "--people", str(chosen.people)]
            print(subprocess.run(command, env=env, cwd=ROOT, check=True, capture_output=True, text=True).stdout, end="")
        finally:
            admin.execute(f"DROP DATABASE {NAME} WITH (FORCE)")
    return 0
