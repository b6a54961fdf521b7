"""Nothing anybody sends breaks the server: every route, every method, hostile addresses, fields, headers and bodies. The seed is
fixed, so a failure is found again; the message names the request."""

from __future__ import annotations

import json
import random
from collections.abc import Callable

import pytest
from django.core.files.base import ContentFile
from django.db import transaction
from django.http.response import HttpResponseBase
from django.test import Client

from demo.drawing import draw
from parvis.intranet.keeping import add as add_source
from parvis.intranet.tests.site import told
from parvis.leadership.accompanying import open_oneself
from parvis.leadership.opening import open_draft
from parvis.leadership.tests.door_scenes import asked_unsigned, door_of
from parvis.posts.attaching import keep_file
from parvis.posts.commenting import comment_on
from parvis.posts.publishing import Ballot, Sheet, draft, publish_new
from parvis.rehearsal.inviting import open_to
from parvis.rehearsal.practising import ask
from parvis.rehearsal.remarking import remark
from parvis.rehearsal.writing import begin
from tests.routes import every_route

SEED = 20260211
BIG, HUGE = 2**63 - 1, 2**63
IDS = [0, 1, BIG, HUGE, 2**64, "9" * 30, "9" * 5000, "-1", "abc", "²", "1.5", "%00", "٣"]
TEXTS = [
    "", " ", "x", "x" * 300, "é" * 12_000, "\x00", "a\x00b", "\u202egnidaer", "\u200b" * 40, "\ud800".encode("utf-8", "surrogatepass").decode("utf-8", "replace"),
    "@" + "a" * 400, "#" * 5000, "<script>alert(1)</script>", "'; DROP TABLE posts_post; --", "%s%(x)s{0}", "²", "-1", "1e9",
    str(HUGE), "9" * 5000, "null", "[]", "{}", "../../etc/passwd", "javascript:alert(1)", "//evil.example/", "\r\nSet-Cookie: a=b", "NaN", "2026-13-45", "0001-01-01", "9999-12-31",
]  # fmt: skip
CURSORS = ["e", "====", "W10", "WzFd", "WyJhIiwiYiJd", "WzEsMl0", "bnVsbA", "WyIyMDI2LTAxLTAxIiwiOTk5OTk5OTk5OTk5OTk5OTk5OTk5OTkiXQ", "WyIyMDI2LTAxLTAxVDAwOjAwOjAwKzk5OjAwIiwiMSJd",
           "W1tdLFtdXQ", "Wzk5OTk5OTk5OTk5OTk5OTk5OTk5OTld", "WyI5OTk5OTk5OTk5OTk5OTk5OTk5OTk5OTkiXQ", "WyJhXHUwMDAwIiwgMV0", "WyJhIiwgIngiXQ", "\x00", "é", "W1wiXQ"]  # fmt: skip
FIELDS = [
    "_method", "kind", "place", "title", "body", "format", "options", "is_multiple", "ends_on", "save", "kept", "alt", "version", "to", "comment", "option", "sign", "audience_seen",
    "idempotency_key", "handle", "role", "words", "name", "purpose", "starters", "parent", "unit", "email", "job", "power", "do", "text", "confirm", "invites", "id", "what", "span",
    "post", "person", "community", "beyond", "language", "next", "line", "site", "asks", "time_zone", "login", "password", "left", "top", "side", "confirmed", "organisation", "passage", "understood", "days", "weeks", "link", "address", "subject", "opens_at", "length", "call_url", "allows_anonymous", "shows_promise", "unsigned", "reason", "attach",
    "url",
]  # fmt: skip
QUERIES = [
    "q", "after", "in", "filter", "kind", "to", "since", "unit", "leaders", "post", "person", "community", "body", "next", "at", "limit", "only", "from", "seen", "answers", "host", "link", "url", "text", "title",
]  # fmt: skip
LISTS = [
    "/",
    "/home/new/",
    "/questions/",
    "/people/",
    "/communities/relation-client/posts/",
    "/communities/relation-client/members/",
    "/people/nadia/posts/",
    "/drafts/",
    "/bookmarks/",
    "/subjects/relance/",
    "/rehearsals/",
    "/rehearsals/opened/",
    "/doors/",
]
ACCEPTS = ["text/html", "application/json", "*/*", "", "text/html;q=x", "\x7f"]
TYPES = [
    "application/json",
    "text/plain",
    "application/xml",
    "multipart/form-data",
    "multipart/form-data; boundary=",
    "application/x-www-form-urlencoded; charset=utf-99",
    "",
    "x",
]


@pytest.fixture
def things(world):
    """One of each kind, so that hostile fields meet real rows."""
    place = world.place("relation-client")
    note = publish_new(Sheet(body="On a testé le rappel #relance", community=place), by=world.nadia)
    question = publish_new(Sheet(kind="question", body="Qui charge ?"), by=world.nadia)
    poll = publish_new(Sheet(kind="poll", body="Quel jour ?", poll=Ballot(["lundi", "mardi"])), by=world.cleo)
    comment = comment_on(question, "Nous", by=world.karim)
    kept = draft(Sheet(body="à finir"), by=world.nadia)
    text = begin("On rappelle le jour même. Puis on répète.", by=world.nadia)
    open_to(text, world.sofia, days=3, by=world.nadia)
    said, asked = remark(text, "ici", by=world.sofia, passage=(0, 9), version=1), ask(text, "et ?", by=world.sofia)
    link = open_oneself(world.sofia, by=world.nadia)
    open_draft(kept, link, by=world.nadia)
    file = keep_file(ContentFile(draw("nuit", 1), name="nuit.png"), by=world.nadia)
    door = door_of(world)
    put = asked_unsigned(door, "Qui décide", world.nadia)
    hook, fact = add_source("Gazette", "hook", "", by=world.sofia), told("La ligne 3 repart")
    return {
        "post_id": [note.pk, question.pk, poll.pk, kept.pk, *IDS], "link_id": [link.pk, *IDS], "comment_id": [comment.pk, *IDS], "import_id": IDS, "source_id": [hook.pk, *IDS], "host_id": IDS, "fact_id": [fact.pk, *IDS], "door_id": [door.pk, *IDS], "asked_id": [put.pk, *IDS], "rehearsal_id": [text.pk, *IDS], "remark_id": [said.pk, *IDS], "question_id": [asked.pk, *IDS], "attachment_id": [file.pk, *IDS],
        "slug": ["relation-client", "managers", "la-place", "relance", "x" * 500, "-", "_"], "handle": ["nadia", "helene", "x" * 500], "size": ["small", "original", "x", "%00", "..", "é"],
        "secret": ["x", "%00", "x" * 2000, "é"], "uidb36": ["1", "zzzzzzzzzzzzzzzzz", "%00", "é"], "key": ["x", "set-password", "a-b", "%00"], "name": ["figure", "x" * 500, "%00", "é"],
    }  # fmt: skip


class Trials:
    """Sends requests and remembers those that broke, so that one run names them all."""

    def __init__(self) -> None:
        self.broken: list[str] = []

    def send(self, said: str, request: Callable[[], HttpResponseBase]) -> None:
        try:
            with transaction.atomic():  # a statement the database refuses does not spoil the next trial
                response = request()
                if response.streaming:
                    b"".join(response.streaming_content)
            if response.status_code >= 500:
                self.broken.append(f"{response.status_code} · {said}")
        except Exception as error:
            self.broken.append(f"{type(error).__name__}: {str(error)[:120]} · {said}")

    def none_broke(self) -> None:
        assert not self.broken, f"{len(self.broken)} requests broke the server:\n" + "\n".join(self.broken[:20])


@pytest.fixture
def trials():
    made = Trials()
    yield made
    made.none_broke()


@pytest.mark.parametrize("handle", ["nadia", "sofia", None], ids=str)
def test_hostile_addresses_never_break(world, things, signed_in, client, trials, handle):
    browser, luck = signed_in(handle) if handle else client, random.Random(SEED)
    for route in every_route():
        if route.address.startswith("sign-out"):
            continue
        addresses = route.with_values(things)
        for address in luck.sample(addresses, min(len(addresses), 30)):
            trials.send(f"GET {address[:200]}", lambda address=address: browser.get(address))
        for _turn in range(4 if handle else 1):
            asked = {name: luck.choice(TEXTS) for name in luck.sample(QUERIES, 4)} | {"after": luck.choice(CURSORS)}
            said = f"GET {addresses[0]} { {n: v[:60] for n, v in asked.items()} }"
            trials.send(said, lambda address=addresses[0], asked=asked: browser.get(address, asked))


def test_cursors_nobody_made_are_no_page(world, things, signed_in, trials):
    browser = signed_in("nadia")
    for address in LISTS:
        for cursor in CURSORS:
            trials.send(
                f"{address} after {cursor!r}",
                lambda address=address, cursor=cursor: browser.get(address, {"after": cursor, "since": cursor}),
            )


@pytest.mark.parametrize("handle", ["nadia", "sofia"])
def test_hostile_fields_never_break(world, things, signed_in, trials, handle):
    luck = random.Random(SEED)
    browser = signed_in(handle)
    for route in every_route():
        if route.address.startswith(("sign-out", "demo/", "account/", "password/change")):
            continue
        for method in [m for m in route.methods if m != "GET"] or ["POST"]:
            for _turn in range(4):
                address = luck.choice(route.with_values(things)[:60])
                fields = {
                    name: luck.choice(TEXTS) if luck.random() < 0.8 else luck.choice([str(i) for i in IDS])
                    for name in luck.sample(FIELDS, 14)
                }
                fields["_method"] = method if luck.random() < 0.9 else luck.choice(TEXTS[:8])
                accept = luck.choice(ACCEPTS[:4])
                said = f"{method} {address[:200]} { {n: v[:60] for n, v in fields.items()} }"
                headers = {"accept": accept, **({"hx-request": "true"} if luck.random() < 0.3 else {})}
                trials.send(
                    said,
                    lambda address=address, fields=fields, headers=headers: browser.post(
                        address, fields, headers=headers
                    ),
                )


def test_hostile_bodies_never_break(world, things, signed_in, trials):
    browser, luck = signed_in("nadia"), random.Random(SEED)
    bodies = [
        b"",
        b"\xff\xfe\xfd",
        b"body=%ff%fe&_method=%00",
        b"{",
        b'{"body": "\\ud800"}',
        b"[" * 5000,
        json.dumps({"body": None}).encode(),
        b"--x\r\n\r\n",
        b"a=1&" * 3000,
    ]
    for route in every_route():
        if route.address.startswith("sign-out"):
            continue
        address = route.with_values(things)[0]
        for kind in luck.sample(TYPES, 3):
            for body in luck.sample(bodies, 3):
                trials.send(
                    f"POST {address} {kind} {body[:60]!r}",
                    lambda address=address, body=body, kind=kind: browser.generic("POST", address, body, kind),
                )
        for method in ("PUT", "DELETE", "PATCH", "OPTIONS", "TRACE", "PROPFIND", "X"):
            trials.send(
                f"{method} {address}",
                lambda method=method, address=address: browser.generic(method, address, b"", "text/plain"),
            )


def test_hostile_headers_never_break(world, signed_in, trials):
    browser = signed_in("nadia")
    for name in (
        "accept",
        "accept-language",
        "accept-encoding",
        "if-none-match",
        "if-modified-since",
        "hx-current-url",
        "hx-target",
        "idempotency-key",
        "range",
        "referer",
        "user-agent",
        "x-forwarded-for",
        "cookie2",
    ):
        for value in ["", "x" * 9000, "\x7f", "é", "%00", "*", "gzip;q=x", "bytes=9-1", "a" * 40 + ";q=1e999"]:
            for address in ("/", "/people/", "/posts/new/"):
                trials.send(
                    f"{name}: {value[:80]!r} at {address}",
                    lambda address=address, name=name, value=value: browser.get(address, headers={name: value}),
                )
    for cookie in ("x" * 5000, "\x00", "é", ":::"):
        other = Client()
        for name in ("sessionid", "csrftoken", "parvis_language", "messages"):
            other.cookies[name] = cookie
        trials.send(f"cookie {cookie[:20]!r}", lambda other=other: other.get("/"))
