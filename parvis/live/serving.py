"""The server of streams: a plain ASGI application, in a process of its own, so that an open page holds no thread of those that draw
pages. Server-sent events (HTML Standard, 9.2): small hints, and an empty line now and then so that nobody on the way hangs up.

Two threads ask the database: one lets people in, one looks at what is new, so that a crowd that comes back delays no news."""

from __future__ import annotations

import asyncio
import concurrent.futures
import contextlib
import json
import logging
import signal
import threading
from collections.abc import Awaitable, Callable, Iterable
from typing import Any

from django.conf import settings
from django.db import DatabaseError, InterfaceError, close_old_connections, connection

from parvis.kernel import heartbeat
from parvis.live import nudging
from parvis.live.entering import MOST_IN_ALL, OPENED_IN_A_MINUTE, Entered, Pace, who
from parvis.live.requests import Asked
from parvis.live.telling import LONGEST_SPREAD_MS, Hint, Hub, Stream
from parvis.live.watching import watch_of

log = logging.getLogger("parvis.live")
LOOK, LOOK_NUDGED = 0.25, 1.0  # seconds between two looks: by itself, and when Redis says when
CHECK = 2.0  # between two looks at the sessions
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


def event(name: str, text: str, cursor: str = "") -> bytes:
    """`text`: in JSON."""
    head = f"id: {cursor}\n" if cursor else ""
    return f"{head}event: {name}\ndata: {text}\n\n".encode()


class Mailbox:
    """What one stream has to say: hints that come while the last is being sent are joined, so that a slow reader costs nothing."""

    def __init__(self) -> None:
        self.hint, self.why, self.is_over, self.wake = Hint(), "", False, asyncio.Event()
        # Until then no cursor is said: a page cut meanwhile asks again for what it missed before.
        self.has_caught_up = False

    def push(self, hint: Hint) -> None:
        if self.hint:
            self.hint.join(hint)
        else:
            self.hint = hint
        self.wake.set()

    def end(self, why: str) -> None:
        """For good (`why`), or, without a reason, until the page comes back."""
        self.why, self.is_over = why, True
        self.wake.set()

    def take(self) -> bytes:
        self.wake.clear()
        hint, self.hint = self.hint, Hint()
        if self.why:
            return event("bye", json.dumps(self.why))
        return event("hints", hint.as_text(), hint.cursor if self.has_caught_up else "") if hint else b":\n\n"

    async def catch_up(self, missed: Awaitable[Hint]) -> None:
        """What the page missed before it came, when it is known: in a crowd that comes back this takes a while, and news do not wait for it."""
        hint = await missed
        self.has_caught_up = True
        self.push(hint)


class Application:
    """`run` says where the database is asked; a test asks in its own thread."""

    def __init__(self, run: Callable[..., Awaitable[Any]] | None = None) -> None:
        self.run = run or in_threads()
        self.hub = Hub()
        self.opened, self.refused = Pace(OPENED_IN_A_MINUTE), Pace(OPENED_IN_A_MINUTE * 5)
        self.tasks: list[asyncio.Task[None]] = []
        self.nudged: asyncio.Event | None = None
        self.failed = self.is_stopping = False

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
        self.stop_when_told()
        self.tasks = [asyncio.create_task(self.keep_looking()), asyncio.create_task(self.keep_checking())]
        if settings.PARVIS.redis_url:
            self.tasks.append(asyncio.create_task(nudging.listen(self.nudged.set)))

    def stop_when_told(self) -> None:
        """Told to stop (SIGTERM, SIGINT), the server waits for its answers to end, and streams never do: they end then, and pages come
        back to the next one. The loop is woken by a file of its own, so that the server's own handler is called too."""
        if threading.current_thread() is threading.main_thread():
            loop = asyncio.get_running_loop()
            for told in (signal.SIGTERM, signal.SIGINT):
                signal.signal(told, lambda *_: loop.call_soon_threadsafe(self.stop))
                signal.siginterrupt(told, False)

    def stop(self) -> None:
        self.is_stopping = True
        for stream in list(self.hub.streams):
            stream.end("")

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

    async def keep_checking(self) -> None:
        while True:
            await asyncio.sleep(CHECK)
            try:
                await self.check()
            except Exception:
                log.exception("whether sessions still stand was not found out; it is asked again")

    async def check(self) -> None:
        """End the streams of who may no longer come in; say that this server is alive, and when it last told something."""
        for gone in await self.run("enter", self.hub.leaving, list(self.hub.streams)):
            gone.end("signed out")
            self.hub.close(gone)
        await self.run("enter", heartbeat.listeners.beat, len(self.hub.streams))
        await self.run("enter", heartbeat.deliveries.tell)

    async def look(self) -> None:
        """Tell every stream what is new for it."""
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
        if self.is_stopping or len(self.hub.streams) >= MOST_IN_ALL:
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
        catching: asyncio.Task[None] | None = None
        try:
            await send({"type": "http.response.start", "status": 200, "headers": [*HEADERS, *extra]})
            await send({"type": "http.response.body", "body": b": hello\n\n", "more_body": True})
            catching = asyncio.create_task(box.catch_up(self.run("enter", self.hub.catch_up, stream)))
            catching.add_done_callback(lambda done: None if done.cancelled() or not done.exception() else box.end(""))
            await self.speak(box, receive, send)
        finally:
            self.hub.close(stream)
            if catching is not None:
                catching.cancel()

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
                    is_news = bool(box.hint)
                    await send({"type": "http.response.body", "body": box.take(), "more_body": not box.is_over})
                    if is_news:
                        heartbeat.deliveries.done()
                if box.is_over:
                    return
        finally:
            gone.cancel()


async def disconnected(receive: Receive) -> None:
    while (await receive())["type"] != "http.disconnect":
        pass
