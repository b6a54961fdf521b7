"""A small web of our own behind the guarded door, for the tests: names, a server, and a way to it."""

from __future__ import annotations

import socket
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer

import httpx

from parvis.kernel import outbound

PUBLIC = "93.184.215.14"
PAGES = {
    "/page": "<title>Le quai\u202e des &amp; brumes</title><p>Bonjour.</p>",
    "/gone-softly": "<title>Page introuvable | Dehors</title>",
    "/members": "<title>Intranet</title><form><input name=u><input type='password' name=p></form>",
    "/home-with-door": "<title>Gazette</title><form><input type=password></form>" + "<p>mot </p>" * 300,
    "/": "<title>Accueil</title>",
    "/login": "<title>Connexion</title><input type=password>",
    "/recherche": "<title>Résultats</title>",
}


class Outside(BaseHTTPRequestHandler):
    asked: list[tuple[str, str, str]] = []

    def do_GET(self) -> None:
        self.asked.append((self.headers["Host"], self.path, self.headers.get("Cookie", "")))
        path, _sign, query = self.path.partition("?")
        if path in ("/moved", "/cookie"):
            return self.say(302, Location=query)
        if path in ("/401", "/403", "/404", "/410", "/429", "/500", "/503"):
            return self.say(int(path[1:]))
        if path == "/file.pdf":
            return self.say(200, b"%PDF-1.7", Content_Type="application/pdf")
        body = PAGES.get(path)
        return self.say(200 if body else 404, (body or "").encode())

    def say(self, status: int, body: bytes = b"", **headers: str) -> None:
        self.send_response(status)
        self.send_header("Set-Cookie", "suivi=1")
        for name, value in {"Content_Type": "text/html; charset=utf-8", **headers}.items():
            self.send_header(name.replace("_", "-"), value)
        self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        self.wfile.write(body)

    def log_message(self, *_: object) -> None:
        return


class Through(httpx.BaseTransport):
    """Whoever connects to the public address reaches the local server; any other connection is noted and refused."""

    reached: list[str] = []

    def __init__(self, port: int) -> None:
        self.port, self.inner = port, httpx.HTTPTransport()

    def handle_request(self, request: httpx.Request) -> httpx.Response:
        self.reached.append(request.url.host)
        if request.url.host != PUBLIC:
            raise httpx.ConnectError("refused by the test")
        request.url = request.url.copy_with(scheme="http", host="127.0.0.1", port=self.port)
        return self.inner.handle_request(request)


@contextmanager
def small_web(monkeypatch) -> Iterator[dict[str, list[list[str]]]]:
    """Names by host: the answers of the DNS one after the other, the last one for ever."""
    server = ThreadingHTTPServer(("127.0.0.1", 0), Outside)
    server.daemon_threads = True
    threading.Thread(target=server.serve_forever, args=(0.01,), daemon=True).start()
    hosts = ("dehors.example", "ailleurs.example", "bit.ly", "login.dehors.example", "www.google.com")
    names: dict[str, list[list[str]]] = {host: [[PUBLIC]] for host in hosts}

    def resolve(host: str, port: int) -> list[str]:
        if host not in names:
            if host[0] in "0123456789:":
                return outbound.addresses_of(host, port)
            raise socket.gaierror(socket.EAI_AGAIN if host.startswith("panne") else socket.EAI_NONAME, "no answer")
        return names[host].pop(0) if len(names[host]) > 1 else names[host][0]

    Outside.asked, Through.reached = [], []
    monkeypatch.setattr(outbound.network, "resolve", resolve)
    monkeypatch.setattr(outbound.network, "transport", lambda: Through(server.server_port))
    yield names
    server.shutdown()
    server.server_close()
