"""The part of the benchmark that speaks to Django: load a set, and say what the measures need (sessions, threads, queries)."""

from __future__ import annotations

import datetime as dt
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
from django.db import connection, transaction  # noqa: E402
from django.test import Client  # noqa: E402
from django.test.utils import CaptureQueriesContext  # noqa: E402
from rich.progress import Progress  # noqa: E402

from bench.dataset import NOW, SIZES, Set, build  # noqa: E402
from parvis.communities.models import Community  # noqa: E402
from parvis.feed.composing import compose  # noqa: E402
from parvis.identity.models import Account  # noqa: E402
from parvis.kernel import clock, turns  # noqa: E402
from parvis.kernel.ids import first_id_at  # noqa: E402
from parvis.leadership import asking  # noqa: E402
from parvis.leadership.doors_screens import scene_of  # noqa: E402
from parvis.leadership.doors_version import version_of  # noqa: E402
from parvis.leadership.models import Door, DoorAnswer, DoorQuestion  # noqa: E402
from parvis.leadership.opening_doors import Plan, announce  # noqa: E402
from parvis.people.models import Mandate  # noqa: E402
from parvis.posts.commenting import comment_on  # noqa: E402
from parvis.posts.models import Comment, Post  # noqa: E402
from parvis.posts.publishing import Sheet, publish_new  # noqa: E402

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
    """Statements of each request, BEGIN and COMMIT left out, after a first one that warms caches. What a worker does is not among them."""
    turns._Known.serves = False
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


MADE = [  # what earlier runs made, and how it is found: the next run starts from the same set
    ("chronicle_entry", "id"), ("chronicle_deed", "id"), ("posts_publication", "id"), ("posts_firstvoice", "id"),
    ("posts_unsettledreaction", "id"), ("posts_unsettledmetoo", "id"), ("posts_unsettledcomment", "id"), ("feed_readmark", "id"), ("posts_postreaction", "id"), ("posts_post", "id"),
    ("notifications_notice", "id"), ("notifications_fanout", "source"), ("search_document", "id"), ("search_stale", "subject_id"),
]  # fmt: skip


def tidy() -> None:
    """Take away what earlier runs made: everything in the set is dated before `NOW`."""
    later = first_id_at(NOW + dt.timedelta(days=1))
    with connection.cursor() as cursor:
        counted = "posts_postreaction r WHERE r.post_id = posts_post.id AND r.sign = 'bravo'"
        cursor.execute(
            f"UPDATE posts_post SET bravo_count = (SELECT count(*) FROM {counted} AND r.id < %s) "
            "WHERE id IN (SELECT post_id FROM posts_postreaction WHERE id >= %s)", [later, later],
        )  # fmt: skip
        for table, column in MADE:
            cursor.execute(f"DELETE FROM {table} WHERE {column} >= %s", [later])
        cursor.execute("VACUUM ANALYZE" if connection.vendor == "postgresql" else "ANALYZE")


def facts(name: str) -> None:
    tidy()
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


def door(count: str) -> None:
    """An open door in la place with so many questions, half of them answered; and what watching it costs in statements."""
    settings.ALLOWED_HOSTS.append("testserver")
    accounts = list(Account.objects.select_related("person").order_by("id")[:200])
    leader, now = accounts[0].person, clock.now()
    Door.objects.filter(leader=leader).delete()
    Mandate.objects.get_or_create(person=leader, defaults={"title": "Comité de direction", "at": now})
    place, hour = Community.objects.get(everyone=True), dt.timedelta(hours=1)
    made = announce(Plan("L’hiver", "Demandez-moi tout.", place, now + hour, hour * 3), by=leader)
    Post.objects.filter(pk=made.post_id).update(settles_at=None, active_at=now)
    Door.objects.filter(pk=made.pk).update(opens_at=now - hour)
    for n in range(int(count)):
        asker = accounts[1 + n % 190].person
        words = f"Question {n} : qui décide, et comment le saura-t-on avant l’hiver ?"
        row = DoorQuestion.objects.create(door=made, asker=asker, words=words, hour=1, distance=4, me_too_count=n % 37)
        if n % 2:
            said = Comment.objects.create(
                post_id=made.post_id, author=leader, body_html=f"<p>Réponse {n}.</p>", body_text="", at=now
            )
            DoorAnswer.objects.create(question=row, comment=said, at=now)
    client, found = Client(), {}
    client.force_login(accounts[5])
    tag = client.get(f"/doors/{made.pk}/live/")["ETag"]
    seen = tag.removeprefix('W/"').removesuffix('"')
    addresses = {
        "floor": "/health/me/",
        "seen": f"/doors/{made.pk}/live/?seen={seen}",
        "changed": f"/doors/{made.pk}/live/?seen=x",
        "page": f"/doors/{made.pk}/",
    }
    for name, address in addresses.items():
        client.get(address)
        with CaptureQueriesContext(connection) as context:
            client.get(address)
        found[name] = len(context)
    sessions = [session_for(account) for account in accounts]
    print(json.dumps({"sessions": sessions, "door": str(made.pk), "version": seen, "queries": found}))


def listeners(count: str) -> None:
    """Sessions for so many pages, an open door and a post in la place; nobody opens more than five of them."""
    with transaction.atomic():
        door("20")
        made_sessions(count)


def made_sessions(count: str) -> None:
    accounts = list(Account.objects.filter(person__is_guest=False, is_active=True).order_by("id")[: int(count)])
    sessions = [session_for(account) for account in accounts]
    missing = int(count) - len(sessions)
    sessions += [session_for(accounts[n % len(accounts)]) for n in range(missing)]
    made = Door.objects.order_by("-id").select_related("post").get(leader=Account.objects.order_by("id")[0].person)
    version = version_of(Door.objects.for_screen().get(pk=made.pk), scene_of(made))
    print(json.dumps({"sessions": sessions, "door": str(made.pk), "version": version, "post": str(made.post_id)}))


def acts(given: str) -> None:
    """One act, then a pause: a comment under the post, a question at the door, a post for everyone; what it was, and when it was committed."""
    plan, done = json.loads(given), []
    post, made = Post.objects.get(pk=plan["post"]), Door.objects.for_screen().get(pk=plan["door"])
    people = [account.person for account in Account.objects.select_related("person").order_by("id")[10:200]]
    for n in range(int(plan["acts"])):
        name = ("post", "door", "home")[n % 3]
        if name == "home":
            publish_new(
                Sheet(
                    body=f"Une note, {n}, de {clock.now():%H:%M:%S}.", community=Community.objects.get(everyone=True)
                ),
                by=people[n],
            )
        elif name == "door":
            asking.ask(made, f"Question {n} de {clock.now():%H:%M:%S}, qui décide", by=people[n])
        else:
            comment_on(post, f"Un mot, {n}, à {clock.now():%H:%M:%S}.", by=people[n])
        done.append((name, time.time()))
        time.sleep(plan["pause"])
    print(json.dumps(done))


if __name__ == "__main__":
    {"load": load, "facts": facts, "door": door, "listeners": listeners, "acts": acts}[sys.argv[1]](sys.argv[2])
