"""The part of the benchmark that speaks to Django: load a set, and say what the measures need (sessions, threads, queries)."""

from __future__ import annotations

import json
import sys
import time
from typing import Any

import django

django.setup()

from django.conf import settings  # noqa: E402
from django.contrib.auth import BACKEND_SESSION_KEY, HASH_SESSION_KEY, SESSION_KEY  # noqa: E402
from django.contrib.sessions.backends.db import SessionStore  # noqa: E402
from django.core.management import call_command  # noqa: E402
from django.db import connection  # noqa: E402
from django.test import Client  # noqa: E402
from django.test.utils import CaptureQueriesContext  # noqa: E402
from rich.progress import Progress  # noqa: E402

from bench.dataset import SIZES, Set, build  # noqa: E402
from parvis.feed.composing import compose  # noqa: E402
from parvis.identity.models import Account  # noqa: E402
from parvis.posts.models import Post  # noqa: E402

POST_BODY = "kind=note&body=On+a+essay%C3%A9+le+rappel+le+jour+m%C3%AAme%2C+sur+quarante+clients.&idempotency_key=KEY"


def load(name: str) -> None:
    call_command("migrate", verbosity=0)
    call_command("createcachetable", verbosity=0)
    call_command("translations", compile=True)
    call_command("collectstatic", interactive=False, verbosity=0)
    size = SIZES[name]
    if Post.objects.filter(pk__gte=Set(size).post(size.posts - 1)).exists():
        return
    start = time.perf_counter()
    with Progress() as bars:
        tasks: dict[str, Any] = {}

        def show(title: str, done: int, count: int) -> None:
            if title not in tasks:
                tasks[title] = bars.add_task(title, total=count)
            bars.update(tasks[title], completed=done, total=count)

        rows = build(size, show)
    seconds = time.perf_counter() - start
    print(f"loaded {rows:,} rows in {seconds:.1f} s: {rows / seconds:,.0f} rows/s", flush=True)


def session_for(account: Account) -> str:
    store = SessionStore()
    store[SESSION_KEY], store[BACKEND_SESSION_KEY] = str(account.pk), settings.AUTHENTICATION_BACKENDS[0]
    store[HASH_SESSION_KEY] = account.get_session_auth_hash()
    store.create()
    return str(store.session_key)


def durable() -> str:
    with connection.cursor() as cursor:
        cursor.execute("SHOW synchronous_commit" if connection.vendor == "postgresql" else "PRAGMA synchronous")
        return str(cursor.fetchone()[0])


def queries(accounts: list[Account], thread: int) -> dict[str, int]:
    """Statements of each request, BEGIN and COMMIT left out, after a first one that warms caches."""
    client = Client()
    client.force_login(accounts[0])
    found = {}
    for name, ask in {
        "floor": lambda: client.get("/health/me/"),
        "home": lambda: client.get("/"),
        "post": lambda: client.get(f"/posts/{thread}/"),
        "make_post": lambda: client.post("/posts/", {"kind": "note", "body": "Bonjour à tous."}),
        "make_reaction": lambda: client.post(f"/posts/{thread}/reaction/", {"_method": "PUT", "sign": "bravo"}),
    }.items():
        if name in ("floor", "home", "post"):
            ask()
        with CaptureQueriesContext(connection) as context:
            ask()
        found[name] = len(context)
    return found


def bare_sql(accounts: list[Account]) -> float:
    """Milliseconds of the home page's read alone, median over people."""
    times = []
    for account in accounts[:100]:
        start = time.perf_counter()
        compose(account.person)
        times.append(time.perf_counter() - start)
    return round(sorted(times)[len(times) // 2] * 1000, 3)


def facts(name: str) -> None:
    settings.ALLOWED_HOSTS.append("testserver")
    accounts = list(Account.objects.order_by("id")[:200])
    open_posts = Post.objects.filter(active_at__isnull=False, audience="everyone")
    threads = list(open_posts.filter(comment_count__gte=30).order_by("-id").values_list("id", flat=True)[:200])
    reactable = list(open_posts.order_by("-id").values_list("id", flat=True)[:5000])
    bare_sql(accounts)
    print(
        json.dumps(
            {
                "sessions": [session_for(account) for account in accounts],
                "threads": threads, "reactable": reactable, "durable": durable(), "post_body": POST_BODY,
                "sql": {"ms": bare_sql(accounts)}, "queries": queries(accounts, threads[0]),
            }
        )
    )  # fmt: skip


if __name__ == "__main__":
    {"load": load, "facts": facts}[sys.argv[1]](sys.argv[2])
