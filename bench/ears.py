"""The pages of `bin/bench live`: what each hears on its stream and, with `--fetch`, what it then does to show it."""

from __future__ import annotations

import asyncio
import dataclasses
import functools
import json
import random
import time
from typing import Any

from bench.client import length_in
from bench.feed import get


@dataclasses.dataclass
class Pages:
    """Where pages fetch what a hint tells of: `piece(name, session)` is the request. `shown`: (when the hint came, when it was shown, of what)."""

    port: int
    door: str
    post: str
    version: str
    shown: list[tuple[float, float, str]] = dataclasses.field(default_factory=list)
    queue: asyncio.Queue[tuple[float, str, bytes]] = dataclasses.field(default_factory=asyncio.Queue)
    failures: int = 0

    def hears(self, session: str, name: str, data: dict[str, Any], at: float) -> None:
        """As the scripts of the page: what came along is shown at once, the rest is fetched at a moment of one's own."""
        if (name == "door" and "drawn" in data) or (name in ("post", "home") and data.get("now", {}).get(name)):
            self.shown.append((at, at, name))
        else:
            told = data.get("now", {}).get("door", {}).get(self.door, "") if name == "door" else ""
            door = f"/doors/{self.door}/live/?only=all&seen={self.version}" + (f"&heard={told}" if told else "")
            path, wait = {
                "post": (f"/posts/heard/?ids={self.post}", 0.1),
                "door": (door, 0.05 if told else 1.1),
                "home": ("/home/new/?since=", 0),
            }[name]
            wait += random.random() * data.get("in", 0) / 1000
            request = get(path, f"sessionid={session}").encode()
            asyncio.get_running_loop().call_later(wait, self.queue.put_nowait, (at, name, request))

    async def serve(self) -> None:
        """One connection of the proxy, opened again when the server has let it go."""
        connect = functools.partial(asyncio.open_connection, "127.0.0.1", self.port)
        reader, writer = await connect()
        while True:
            at, name, request = await self.queue.get()
            try:
                writer.write(request)
                head = await reader.readuntil(b"\r\n\r\n")
                await reader.readexactly(length_in(head))
            except (OSError, asyncio.IncompleteReadError):
                reader, writer = await connect()
                self.queue.put_nowait((at, name, request))
                continue
            self.failures += int(head[9:12]) not in (200, 204)
            self.shown.append((at, time.time(), name))


class Ear(asyncio.Protocol):
    """One open page: notes when each hint came, and what it was of."""

    def __init__(
        self, session: str, request: bytes, heard: list[tuple[float, str]], open_: list[int], pages: Pages | None
    ) -> None:
        self.is_ready = False  # told what it had missed
        self.session, self.request, self.heard, self.open = session, request, heard, open_
        self.rest, self.counted, self.pages = b"", False, pages

    def connection_made(self, transport: asyncio.BaseTransport) -> None:
        transport.write(self.request)  # type: ignore[attr-defined]

    def data_received(self, data: bytes) -> None:
        now = time.time()
        *lines, self.rest = (self.rest + data).split(b"\n")
        for line in lines:
            if line.startswith(b"HTTP/1.1 200") and not self.counted:
                self.counted = True
                self.open[0] += 1
            elif not self.is_ready and (line == b":" or line.startswith(b"data: ")):
                self.is_ready = True
                self.open[1] += 1
            elif line.startswith(b"data: {"):
                start, drawn, _text = line[6:].partition(
                    b',"drawn":'
                )  # not read here: two thousand pages have as many processors
                data = json.loads(start + b"}") | {"drawn": 1} if drawn else json.loads(start)
                for name in ("post", "door", "home"):
                    if name in data:
                        self.heard.append((now, name))
                        if self.pages:
                            self.pages.hears(self.session, name, data, now)

    def connection_lost(self, exc: Exception | None) -> None:
        self.open[0] -= 1
