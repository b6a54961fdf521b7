"""`bin/bench ripple`: the weekly roll-ups of a large organisation: every past week at once, then one more week by itself."""

from __future__ import annotations

import argparse
import json
import os
import resource
import subprocess
import sys
import time
from pathlib import Path
from typing import Any

from bench.feed import environment
from bench.server import ROOT

SERVER = "postgresql://postgres@127.0.0.1:5432"
DAYS = 300
# Of a hundred rows of the chronicle: 12 posts, 24 comments, 64 reactions.
ROWS = """
INSERT INTO people_unit (id, name, slug, parent_id, path) VALUES (1, 'Tout', 'tout', NULL, '/1/');
INSERT INTO people_unit (id, name, slug, parent_id, path)
 SELECT 10 + n, 'U' || n, 'u' || n, 1, '/1/' || (10 + n) || '/' FROM generate_series(0, 6) n;
INSERT INTO people_unit (id, name, slug, parent_id, path)
 SELECT 100 + n, 'V' || n, 'v' || n, 10 + n % 7, '/1/' || (10 + n % 7) || '/' || (100 + n) || '/' FROM generate_series(0, 48) n;
INSERT INTO people_person (id, handle, name, email, job, unit_id, chain, site, languages, line, language, time_zone, is_guest, search_text)
 SELECT {began} + n, 'p' || n, 'P' || n, '', '', 100 + n % 49,
 '/' || {began} || '/' || CASE WHEN n = 0 THEN '' ELSE ({began} + 1 + n % 49) || '/' || ({began} + n) || '/' END, '', '[]', '', '', '', false, ''
 FROM generate_series(0, {people} - 1) n;
INSERT INTO posts_post (id, kind, author_id, audience, title, body_html, body_text, embeds_html, language, version, drafted_at, published_at, active_at,
 comment_count, share_count, me_too_count, is_answered, preview, {signs})
 SELECT {first} + n * {step_post}, CASE WHEN n % 9 = 0 THEN 'question' ELSE 'note' END, {began} + {author}, 'everyone', '', '', '', '', 'fr', 1, t, t, t,
 0, 0, 0, false, '[]', {zeros} FROM (SELECT n, to_timestamp((({first} + n * {step_post}) >> 21) / 1000.0) AS t FROM generate_series(0, {posts} - 1) n) s;
INSERT INTO posts_comment (id, post_id, author_id, body_html, body_text, embeds_html, language, version, at, {signs})
 SELECT {first} + n * {step_comment} + 5, {first} + GREATEST(n / 2 - 1 - n % 300, 0) * {step_post}, {began} + {commenter}, '', '', '', '', 1,
 to_timestamp((({first} + n * {step_comment}) >> 21) / 1000.0), {zeros} FROM generate_series(0, {comments} - 1) n;
INSERT INTO chronicle_entry (id, kind, by_id, subject_type, subject_id, place_id, at)
 SELECT id, 'post.published', author_id, 'posts.post', id, author_id, published_at FROM posts_post;
INSERT INTO chronicle_entry (id, kind, by_id, subject_type, subject_id, place_id, at)
 SELECT id, 'comment.made', author_id, 'posts.comment', id, author_id, at FROM posts_comment;
INSERT INTO chronicle_entry (id, kind, by_id, subject_type, subject_id, place_id, at)
 SELECT {first} + n * {step_reaction} + 9, 'post.reacted', {began} + {reactor}, 'posts.post',
 {first} + GREATEST((n * {posts}::bigint) / {reactions} - 1 - n % 400, 0) * {step_post}, NULL,
 to_timestamp((({first} + n * {step_reaction}) >> 21) / 1000.0) FROM generate_series(0, {reactions} - 1) n;
"""  # fmt: skip


def database(fresh: bool, name: str = "parvis_bench_ripple") -> str:
    import psycopg

    with psycopg.connect(f"{SERVER}/postgres", autocommit=True) as connection:
        connection.execute(f'DROP DATABASE IF EXISTS "{name}"')  # type: ignore[arg-type]
        if fresh:
            connection.execute(f'CREATE DATABASE "{name}"')  # type: ignore[arg-type]
    return f"{SERVER}/{name}"


def load(people: int, rows: int) -> None:
    """The set, written by the database itself. Half of what is done is done by a fifth of the people, near one another by their number."""
    from django.core.management import call_command
    from django.db import connection

    from parvis.kernel.clock import now
    from parvis.kernel.ids import LOW_BITS, first_id_at
    from parvis.posts.models import SIGNS
    from parvis.ripple.rolling import last_monday, midnight

    call_command("migrate", verbosity=0)
    end = first_id_at(midnight(last_monday(now())))
    span = DAYS * 86_400_000 << LOW_BITS
    posts, comments = rows * 12 // 100, rows * 24 // 100
    reactions = rows - posts - comments
    given = {
        "people": people, "posts": posts, "comments": comments, "reactions": reactions, "first": end - span, "began": end - span - (10**9 << LOW_BITS),
        "step_post": span // posts, "step_comment": span // comments, "step_reaction": span // reactions,
        "signs": ", ".join(f"{sign}_count" for sign in SIGNS), "zeros": ", ".join("0" for _ in SIGNS),
        "author": f"(n * 7919::bigint) % {people // 5}", "commenter": f"((n / 2) * 7919::bigint + (n * 104729::bigint) % 97) % {people // 2}",
        "reactor": f"((n / 5) * 7919::bigint + (n * 613::bigint) % 89) % {people}",
    }  # fmt: skip
    with connection.cursor() as cursor:
        for statement in ROWS.format(**given).split(";"):
            if statement.strip():
                cursor.execute(statement)
        cursor.execute("ANALYZE")
        cursor.execute("SELECT count(*) FROM chronicle_entry")
        print(json.dumps({"rows": cursor.fetchone()[0]}))


def processor(backend: int) -> float:
    """Seconds of processor of this process and of the one that serves it in the database, on this machine: what others do beside does not lengthen them."""
    own = resource.getrusage(resource.RUSAGE_SELF)
    there = Path(f"/proc/{backend}/stat").read_text().rsplit(")", 1)[1].split()
    return own.ru_utime + own.ru_stime + (int(there[11]) + int(there[12])) / os.sysconf("SC_CLK_TCK")


def rolled() -> None:
    """Freeze what is missing, in this process; says how long it took, how much processor and how much memory."""
    from django.db import connection

    from parvis.ripple.rolling import roll_missing

    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_backend_pid()")
        backend = cursor.fetchone()[0]
    begun, before = time.monotonic(), processor(backend)
    weeks = roll_missing(DAYS // 7 + 1)
    seconds, worked = round(time.monotonic() - begun, 1), round(processor(backend) - before, 1)
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
    print(json.dumps({"weeks": weeks, "seconds": seconds, "cpu": worked, "peak_mib": round(peak)}))


def forget_last() -> None:
    from parvis.ripple.models import Snapshot

    Snapshot.objects.order_by("-week")[0].delete()
    print("{}")


def step(env: dict[str, str], *arguments: str) -> dict[str, Any]:
    command = [sys.executable, "-m", "bench.ripple", *arguments]
    done = subprocess.run(command, env=env, cwd=ROOT, stdout=subprocess.PIPE, check=True)
    return dict(json.loads(done.stdout.splitlines()[-1]))


def measure(people: int, rows: int, keep: bool) -> dict[str, Any]:
    env = environment(database(fresh=True))
    try:
        begun = time.monotonic()
        loaded = step(env, "load", str(people), str(rows))
        seconds = round(time.monotonic() - begun, 1)
        full = step(env, "roll")
        step(env, "forget")
        return {"people": people, **loaded, "load_seconds": seconds, "full": full, "week": step(env, "roll")}
    finally:
        if not keep:
            database(fresh=False)


def main(arguments: list[str]) -> int:
    parser = argparse.ArgumentParser(prog="bin/bench ripple")
    parser.add_argument("--people", type=int, default=100_000)
    parser.add_argument("--rows", type=int, nargs="+", default=[1_000_000, 10_000_000])
    parser.add_argument("--keep", action="store_true", help="leave the database of the last size")
    parser.add_argument("--json", action="store_true")
    chosen = parser.parse_args(arguments)
    found = [measure(chosen.people, rows, chosen.keep) for rows in chosen.rows]
    for one in found:
        full, week = one["full"], one["week"]
        print(
            f"{one['rows']:>11,} rows  every week ({full['weeks']}): {full['seconds']} s ({full['cpu']} of processor), {full['peak_mib']} MiB, "
            f"{full['cpu'] / one['rows'] * 1e6:.1f} µs a row; one week: {week['seconds']} s ({week['cpu']}), {week['peak_mib']} MiB; load {os.getloadavg()[0]:.1f}"
        )  # fmt: skip
    if chosen.json:
        print(json.dumps({"sizes": found}))
    return 0


if __name__ == "__main__":
    import django

    django.setup()
    name, *rest = sys.argv[1:]
    {"load": lambda: load(*map(int, rest)), "roll": rolled, "forget": forget_last}[name]()
