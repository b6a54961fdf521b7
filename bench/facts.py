"""`bin/bench facts`: the index of near-duplicates at 10,000, 100,000 and 1,000,000 items of 60 words: what one look-up and one insertion
take (and as a ratio of the smallest index), whether the text sought is found, the memory of the process. PostgreSQL in a database of
its own beside the one of --database, dropped at the end; without one, SQLite in a file of its own."""

from __future__ import annotations

import argparse
import json
import os
import random
import resource
import statistics
import subprocess
import sys
import tempfile
import time
import urllib.parse
from collections.abc import Iterator
from pathlib import Path
from typing import Any

ROOT = Path(__file__).resolve().parents[1]
NAME = "parvis_bench_facts"
SIZES = (10_000, 100_000, 1_000_000)
WORDS, VOCABULARY, ASKED = 60, 20_000, 200


def text_of(number: int) -> str:
    """The words of an item: frequent ones often, as in a language (Zipf, roughly)."""
    chance = random.Random(number)
    return " ".join(f"mot{int(VOCABULARY ** chance.random())}" for _word in range(WORDS))


def changed(text: str, chance: random.Random) -> str:
    """One word in ten is another."""
    return " ".join(word if chance.random() > 0.1 else f"autre{chance.randrange(10**6)}" for word in text.split())


def rows(first: int, last: int) -> Iterator[tuple[int, int]]:
    from parvis.intranet.tracing import sketch

    for number in range(first, last):
        for one in sketch(text_of(number)):
            yield one, number


def fill(first: int, last: int) -> None:
    """In bulk, as a load does: the items' sequences laid aside as they come, then those that few enough items hold (as `trace` keeps
    them) written in the order of the key, and the other indexes made anew."""
    from django.db import connection

    from parvis.intranet.models import Trace
    from parvis.intranet.tracing import MOST_HELD

    by_key = "INSERT INTO intranet_trace (hash, item_id, is_fact, at) SELECT hash, item_id, {}, '2026-01-01' FROM ({}) held WHERE turn <= {} ORDER BY hash, item_id"
    held = "SELECT hash, item_id, row_number() OVER (PARTITION BY hash ORDER BY item_id) AS turn FROM laid_aside"
    with connection.cursor() as cursor:
        if connection.vendor == "postgresql":
            cursor.execute("SET work_mem = '256MB'")
            cursor.execute("CREATE UNLOGGED TABLE IF NOT EXISTS laid_aside (hash bigint, item_id bigint)")
            with cursor.copy("COPY laid_aside FROM STDIN") as copy:
                for row in rows(first, last):
                    copy.write_row(row)
            cursor.execute("TRUNCATE intranet_trace")
        else:
            cursor.execute("PRAGMA synchronous=OFF")
            cursor.execute("PRAGMA cache_size=-100000")
            cursor.execute("CREATE TABLE IF NOT EXISTS laid_aside (hash bigint, item_id bigint)")
            cursor.executemany("INSERT INTO laid_aside VALUES (%s, %s)", rows(first, last))
            cursor.execute("DELETE FROM intranet_trace")
    with connection.schema_editor() as editor:
        for index in Trace._meta.indexes:
            editor.remove_index(Trace, index)
        editor.execute(by_key.format("TRUE", held, MOST_HELD))
        for index in Trace._meta.indexes:
            editor.add_index(Trace, index)
    with connection.cursor() as cursor:
        cursor.execute("ANALYZE intranet_trace")


def timed(what: Any, count: int) -> float:
    """Median milliseconds of one call."""
    took = []
    for turn in range(count):
        began = time.perf_counter()
        what(turn)
        took.append((time.perf_counter() - began) * 1000)
    return statistics.median(took)


def measured(size: int) -> dict[str, Any]:
    import datetime as dt

    from parvis.intranet.tracing import candidates, trace

    chance = random.Random(2026)
    wanted = [chance.randrange(size) for _turn in range(ASKED)]
    sought = [changed(text_of(number), chance) for number in wanted]
    teasers = [" ".join(text_of(number).split()[:24]) for number in wanted]
    found = sum(number in [pk for pk, _fact in candidates(words)] for number, words in zip(wanted, sought, strict=True))
    begun = sum(
        number in [pk for pk, _fact in candidates(words)] for number, words in zip(wanted, teasers, strict=True)
    )
    look = timed(lambda turn: candidates(sought[turn]), ASKED)
    insert = timed(lambda turn: trace([(10**9 + size + turn, text_of(10**8 + turn), dt.date(2026, 1, 1))], is_fact=True), ASKED)  # fmt: skip
    return {"items": size, "look_up_ms": round(look, 2), "insert_ms": round(insert, 2), "found_one_word_in_ten_changed": found / ASKED, "found_first_24_words": begun / ASKED}  # fmt: skip


def inside(largest: int) -> list[dict[str, Any]]:
    import django

    django.setup()
    from parvis.intranet.models import Trace

    results, before = [], 0
    for size in [size for size in SIZES if size <= largest]:
        began = time.perf_counter()
        fill(before, size)
        before, took = size, time.perf_counter() - began
        results.append({**measured(size), "rows": Trace.objects.count(), "fill_s": round(took, 1), "memory_mb": resource.getrusage(resource.RUSAGE_SELF).ru_maxrss // 1024})  # fmt: skip
    for one in results:
        one["look_up_ratio"] = round(one["look_up_ms"] / results[0]["look_up_ms"], 2)
        one["insert_ratio"] = round(one["insert_ms"] / results[0]["insert_ms"], 2)
    return results


def main(arguments: list[str]) -> int:
    parser = argparse.ArgumentParser(prog="bin/bench facts", description=__doc__)
    parser.add_argument("--database", default=os.environ.get("DATABASE_URL", ""))
    parser.add_argument("--largest", type=int, default=SIZES[-1])
    parser.add_argument("--json", action="store_true")
    parser.add_argument("--inside", action="store_true", help=argparse.SUPPRESS)
    chosen = parser.parse_args(arguments)
    if chosen.inside:
        print(json.dumps(inside(chosen.largest)))
        return 0
    with tempfile.TemporaryDirectory() as folder:
        url = f"sqlite:///{folder}/facts.sqlite3"
        admin = None
        if chosen.database.startswith("postgres"):
            import psycopg

            url = urllib.parse.urlsplit(chosen.database)._replace(path=f"/{NAME}").geturl()
            admin = psycopg.connect(chosen.database, autocommit=True)
            admin.execute(f"DROP DATABASE IF EXISTS {NAME}")
            admin.execute(f"CREATE DATABASE {NAME}")
        env = {**os.environ, "DATABASE_URL": url, "PARVIS_DATA_DIR": folder, "PARVIS_MODE": "trial", "DJANGO_SETTINGS_MODULE": "config.settings", "PYTHONPATH": str(ROOT)}  # fmt: skip
        try:
            subprocess.run(
                [sys.executable, "-m", "django", "migrate", "intranet", "--verbosity", "0"], env=env, check=True
            )
            run = subprocess.run(
                [sys.executable, "-m", "bench", "facts", "--inside", "--largest", str(chosen.largest)],
                env=env, cwd=ROOT, check=True, stdout=subprocess.PIPE, text=True,
            )  # fmt: skip
        finally:
            if admin is not None:
                admin.execute(f"DROP DATABASE IF EXISTS {NAME} WITH (FORCE)")
    results = json.loads(run.stdout)
    for one in results:
        print(json.dumps(one) if chosen.json else "  ".join(f"{name} {value}" for name, value in one.items()))
    return 0
