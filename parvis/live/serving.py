"""The server of streams: a plain ASGI application, in a process of its own, so that an open page holds no thread of those that draw
pages. Server-sent events (HTML Standard, 9.2): small hints, and an empty line now and then so that nobody on the way hangs up.

Two threads ask the database: one lets people in, one looks at what is new, so that a crowd that comes back delays no news."""

from __future__ import annotations

import asyncio
import concurrent.futures
import contextlib
import json
import logging
from collections.abc import Awaitable, Callable, Iterable
from typing import Any

from django.conf import settings
from django.db import DatabaseError, InterfaceError, close_old_connections, connection

from parvis.live import nudging
from parvis.live.entering import MOST_IN_ALL, OPENED_IN_A_MINUTE, Entered, Pace, who
from parvis.live.requests import Asked
from parvis.live.telling import LONGEST_SPREAD_MS, Hint, Hub, Stream
from parvis.live.watching import watch_of

log = logging.getLogger("parvis.live")
LOOK, LOOK_NUDGED = 0.4, 2.0  # seconds between two looks: by itself, and when Redis says when
BEAT = 20.0  # seconds of silence
HEADERS = [
    (b"content-type", b"text/event-stream; charset=utf-8"), (b"cache-control", b"no-store"), (b"x-accel-buffering", b"no"),
    (b"x-content-type-options", b"nosniff"),
]  # fmt: skip
Send = Callable[[dict[str, Any]], Awaitable[None]]
Receive = Callable[[], Awaitable[dict[str, Any]]]


def in_threads() -> Callable[..., Awaitable[Any]]:
    """Runs a function of the database beside the loop, in the thread of that name."""
    pools = {name: concurrent.futures.ThreadPoolExecutor(1, f"live-{name}") for name in ("enter", "look")}

    def safely(function: Callable[..., Any], *given: Any) -> Any:
        close_old_connections()
        try:
            return function(*given)
        except (DatabaseError, InterfaceError):
            connection.close()  # it was restarted: the next one connects again
            raise

    async def run(name: str, function: Callable[..., Any], *given: Any) -> Any:
        return await asyncio.get_running_loop().run_in_executor(pools[name], safely, function, *given)

    return run


def event(name: str, data: Any, cursor: str = "") -> bytes:
    head = f"id: {cursor}\n" if cursor else ""
    return f"{head}event: {name}\ndata: {json.dumps(data, separators=(',', ':'))}\n\n".encode()


class Mailbox:
    """What one stream has to say: hints that come while the last is being sent are joined, so that a slow reader costs nothing."""

    def __init__(self) -> None:
        self.hint, self.why, self.wake = Hint(), "", asyncio.Event()

    def push(self, hint: Hint) -> None:
        self.hint.join(hint)
        self.wake.set()

    def end(self, why: str) -> None:
        self.why = why
        self.wake.set()

    def take(self) -> bytes:
        self.wake.clear()
        hint, self.hint = self.hint, Hint()
        if self.why:
            return event("bye", self.why)
        return event("hints", hint.as_json(), hint.cursor) if hint else b":\n\n"


class Application:
    """`run` says where the database is asked; a test asks in its own thread."""

    def __init__(self, run: Callable[..., Awaitable[Any]] | None = None) -> None:
        self.run = run or in_threads()
        self.hub = Hub()
        self.opened, self.refused = Pace(OPENED_IN_A_MINUTE), Pace(OPENED_IN_A_MINUTE * 5)
        self.tasks: list[asyncio.Task[None]] = []
        self.nudged: asyncio.Event | None = None
        self.failed = False

    async def __call__(self, scope: dict[str, Any], receive: Receive, send: Send) -> None:
        if scope["type"] == "lifespan":
            await self.live(receive, send)
        elif scope["type"] == "http":
            await self.answer(Asked(scope), receive, send)

    async def live(self, receive: Receive, send: Send) -> None:
        while True:
            kind = (await receive())["type"]
            if kind == "lifespan.startup":
                self.begin()
            await send({"type": f"{kind}.complete"})
            if kind == "lifespan.shutdown":
                for task in self.tasks:
                    task.cancel()
                return

    def begin(self) -> None:
        self.nudged = asyncio.Event()
        self.tasks = [asyncio.create_task(self.keep_looking())]
        if settings.PARVIS.redis_url:
            self.tasks.append(asyncio.create_task(nudging.listen(self.nudged.set)))

    async def keep_looking(self) -> None:
        assert self.nudged is not None
        pause = LOOK_NUDGED if settings.PARVIS.redis_url else LOOK
        while True:
            with contextlib.suppress(TimeoutError):
                await asyncio.wait_for(self.nudged.wait(), pause)
                await asyncio.sleep(0.05)  # what comes together is looked at together
            self.nudged.clear()
            try:
                await self.look()
            except Exception:
                log.exception("a look at what is new failed; after the next one pages ask for all they show")
                self.failed = True
                await asyncio.sleep(1)

    async def look(self) -> None:
        """Tell every stream what is new for it."""
        streams = list(self.hub.streams)
        for gone in await self.run("look", self.hub.leaving, streams):
            gone.end("signed out")
            self.hub.close(gone)
        for stream, hint in await self.run("look", self.hub.look, list(self.hub.streams)):
            stream.push(hint)
        if self.failed:  # what had been found was perhaps not told
            self.failed = False
            for stream in list(self.hub.streams):
                stream.push(Hint(stale=True, spread=LONGEST_SPREAD_MS))

    async def admit(self, asked: Asked) -> Entered | int:
        """Who comes in, or the status of the answer to who does not."""
        if not asked.is_ours:
            return 403
        if asked.path != "/live/" or asked.method != "GET":
            return 404
        if settings.SESSION_COOKIE_NAME not in asked.cookies:
            return 401
        if len(self.hub.streams) >= MOST_IN_ALL:
            return 503
        entered = await self.run("enter", who, asked.cookies)
        if entered is None:
            return 401 if self.refused.allows(asked.address) else 429
        return entered if self.opened.allows(entered.person) else 429

    async def answer(self, asked: Asked, receive: Receive, send: Send) -> None:
        entered = await self.admit(asked)
        extra = asked.shared_headers()
        if isinstance(entered, int):
            later = [(b"retry-after", b"60")] if entered in (429, 503) else []
            await send({"type": "http.response.start", "status": entered, "headers": [(b"content-length", b"0"), (b"cache-control", b"no-store"), *later, *extra]})  # fmt: skip
            await send({"type": "http.response.body", "body": b""})
            return
        box = Mailbox()
        stream = Stream(entered, watch_of(asked.query, asked.last_event_id), box.push, box.end)
        self.give_way(self.hub.open(stream))
        try:
            await send({"type": "http.response.start", "status": 200, "headers": [*HEADERS, *extra]})
            await send({"type": "http.response.body", "body": b": hello\n\n", "more_body": True})
            box.push(await self.run("enter", self.hub.catch_up, stream))
            await self.speak(box, receive, send)
        finally:
            self.hub.close(stream)

    def give_way(self, streams: Iterable[Stream]) -> None:
        for stream in streams:
            stream.end("too many windows")
            self.hub.close(stream)

    async def speak(self, box: Mailbox, receive: Receive, send: Send) -> None:
        gone = asyncio.create_task(disconnected(receive))
        gone.add_done_callback(lambda _task: box.wake.set())
        try:
            while not gone.done():
                with contextlib.suppress(TimeoutError):
                    await asyncio.wait_for(box.wake.wait(), BEAT)
                if not gone.done():
                    await send({"type": "http.response.body", "body": box.take(), "more_body": not box.why})
                if box.why:
                    return
        finally:
            gone.cancel()


async def disconnected(receive: Receive) -> None:
    while (await receive())["type"] != "http.disconnect":
        pass
