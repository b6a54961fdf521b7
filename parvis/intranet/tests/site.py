"""An intranet of our own behind the guarded door, for the tests: a name, a server, and a way to it. Success and failure share it."""

from __future__ import annotations

import dataclasses
import threading
import zlib
from collections.abc import Iterator
from contextlib import contextmanager
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer

import httpx

from parvis.intranet.models import Fact
from parvis.intranet.reading import item
from parvis.intranet.taking import take
from parvis.kernel import outbound
from parvis.people.models import Person

PUBLIC, PRIVATE = "93.184.215.14", "10.1.2.3"
FEED = """<?xml version="1.0" encoding="utf-8"?><rss version="2.0"><channel><title>Actualités Lanterne</title>%s</channel></rss>"""
ITEM = "<item><title>%s</title><link>%s</link><description><![CDATA[%s]]></description><pubDate>%s</pubDate></item>"


@dataclasses.dataclass
class Site:
    """What the intranet answers next, and what was asked of it."""

    body: bytes = b""
    status: int = 200
    headers: dict[str, str] = dataclasses.field(default_factory=dict)
    pages: dict[str, tuple[str, bytes]] = dataclasses.field(default_factory=dict)
    asked: list[dict[str, str]] = dataclasses.field(default_factory=list)
    reached: list[str] = dataclasses.field(default_factory=list)

    def says(self, *items: tuple[str, str, str, str]) -> None:
        """(title, address, words, date) of each item."""
        self.body = (FEED % "".join(ITEM % one for one in items)).encode()


@contextmanager
def intranet(monkeypatch) -> Iterator[Site]:
    """`intranet.example` is inside, `dehors.example` is public; both are this server."""
    site = Site()

    class Handler(BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            site.asked.append({"path": self.path, **{name.lower(): value for name, value in self.headers.items()}})
            if self.path in site.pages:
                kind, body = site.pages[self.path]
                return self.say(200, body, {"Content-Type": kind})
            self.say(site.status, site.body, {"Content-Type": "application/rss+xml", **site.headers})

        def say(self, status: int, body: bytes, headers: dict[str, str]) -> None:
            self.send_response(status)
            for name, value in headers.items():
                self.send_header(name, value)
            self.send_header("Content-Length", str(len(body)))
            self.end_headers()
            self.wfile.write(body)

        def log_message(self, *_: object) -> None:
            return

    server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    server.daemon_threads = True
    threading.Thread(target=server.serve_forever, args=(0.01,), daemon=True).start()

    class Through(httpx.BaseTransport):
        def handle_request(self, request: httpx.Request) -> httpx.Response:
            site.reached.append(request.url.host)
            request.url = request.url.copy_with(scheme="http", host="127.0.0.1", port=server.server_port)
            return httpx.HTTPTransport().handle_request(request)

    names = {"intranet.example": [PRIVATE], "dehors.example": [PUBLIC], "cles.example": ["169.254.169.254"]}

    def resolve(host: str, port: int) -> list[str]:
        if host not in names:
            raise OSError("no such host")
        return names[host]

    monkeypatch.setattr(outbound.network, "resolve", resolve)
    monkeypatch.setattr(outbound.network, "transport", Through)
    yield site
    server.shutdown()
    server.server_close()


def told(title: str, words: str = "", *, address: str = "", by: Person | None = None) -> Fact:
    """A fact of this week."""
    made = item(address or f"https://intranet.example/{zlib.crc32(title.encode())}", title, words)
    assert made is not None
    return take([made], None, origin="Intranet", by=by).new[0]
