"""The server of streams in the thread of a test: pages open, things happen, `look()` tells, and one reads what each page heard."""

from __future__ import annotations

import asyncio
import json
from typing import Any
from urllib.parse import urlencode

from django.conf import settings
from django.test import Client

from parvis.live.serving import Application


class Page:
    """An open stream. `hints` is every hint, in order; `status` 200 while it lives, `over` once it has ended."""

    def __init__(self) -> None:
        self.status, self.headers, self.body, self.over = 0, {}, b"", False
        self.gone: asyncio.Event = asyncio.Event()
        self.asked = False

    async def receive(self) -> dict[str, Any]:
        if not self.asked:
            self.asked = True
            return {"type": "http.request", "body": b"", "more_body": False}
        await self.gone.wait()
        return {"type": "http.disconnect"}

    async def send(self, message: dict[str, Any]) -> None:
        if message["type"] == "http.response.start":
            self.status, self.headers = message["status"], {k.decode(): v.decode() for k, v in message["headers"]}
        else:
            self.body += message["body"]
            self.over = not message.get("more_body", False)

    @property
    def events(self) -> list[dict[str, str]]:
        blocks = [block for block in self.body.decode().split("\n\n") if block and not block.startswith(":")]
        return [dict(line.split(": ", 1) for line in block.split("\n")) for block in blocks]

    @property
    def hints(self) -> list[dict[str, Any]]:
        return [json.loads(event["data"]) for event in self.events if event["event"] == "hints"]

    @property
    def heard(self) -> list[dict[str, Any]]:
        """Of what; without the numbers that go along."""
        return [{name: said for name, said in hint.items() if name != "now"} for hint in self.hints]

    @property
    def numbers(self) -> list[dict[str, Any]]:
        """What went along with each hint that had something."""
        return [hint["now"] for hint in self.hints if "now" in hint]

    @property
    def cursor(self) -> str:
        return next((event["id"] for event in reversed(self.events) if "id" in event), "")


class Listening:
    def __init__(self) -> None:
        self.loop = asyncio.new_event_loop()
        self.asked: list[tuple[Any, tuple[Any, ...], asyncio.Future[Any]]] = []
        self.app = Application(run=self.ask)
        self.pages: list[Page] = []

    async def ask(self, _thread: str, function: Any, *given: Any) -> Any:
        """What asks the database does so between two turns of the loop, on the connection (and in the transaction) of the test."""
        answer = self.loop.create_future()
        self.asked.append((function, given, answer))
        return await answer

    def settle(self) -> None:
        for _turn in range(12):
            self.loop.run_until_complete(asyncio.sleep(0))
            while self.asked:
                function, given, answer = self.asked.pop(0)
                try:
                    answer.set_result(function(*given))
                except Exception as problem:
                    answer.set_exception(problem)

    def open(self, client: Client | None, on: str = "", *, headers: dict[str, str] | None = None, path: str = "/live/", method: str = "GET", **query: str) -> Page:  # fmt: skip
        """The page of this browser opens a stream."""
        page = Page()
        cookies = {name: morsel.value for name, morsel in client.cookies.items()} if client else {}
        given = {"host": settings.ALLOWED_HOSTS[0], **({"cookie": "; ".join(f"{k}={v}" for k, v in cookies.items())} if cookies else {}), **(headers or {})}  # fmt: skip
        scope = {
            "type": "http", "method": method, "path": path, "query_string": urlencode({"on": on, **query}).encode(),
            "headers": [(k.encode(), v.encode()) for k, v in given.items()], "client": ("192.0.2.1", 1),
        }  # fmt: skip
        self.loop.create_task(self.app(scope, page.receive, page.send))
        self.settle()
        self.pages.append(page)
        return page

    def leave(self, page: Page) -> None:
        page.gone.set()
        self.settle()

    def look(self) -> None:
        """As the server does four times a second; here also what it does each second and every two."""
        self.app.hub.counted = self.app.hub.follower.looked_back = -60.0
        for work in (self.app.check, self.app.look):
            working = self.loop.create_task(work())
            self.settle()
            working.result()

    def close(self) -> None:
        for page in self.pages:
            page.gone.set()
        self.settle()
        self.loop.close()
