"""Links unfold through the guarded door: nothing inside is ever reached, whatever an outside server answers.

Every case shares one set-up: names of our own, and a way to a local server for the one public address they may lead to. What
works and what is refused go through the same resolving, checking, pinning and reading as in production.
"""

from __future__ import annotations

import contextlib
import gzip
import threading
import time
from collections.abc import Iterator
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer

import httpx
import pytest

from parvis.kernel import outbound
from parvis.posts.models import LinkCard, Post
from parvis.posts.publishing import Sheet, publish_new
from parvis.posts.unfolding import unfold

PUBLIC = "93.184.215.14"
PAGE = "<html><head><title>Le quai</title><meta name=description content='Un essai'></head></html>"
INSIDE = [
    "127.0.0.1", "127.8.8.8", "0.0.0.0", "10.1.2.3", "172.16.0.1", "192.168.1.1", "169.254.169.254", "100.64.0.1", "198.18.0.1", "192.0.0.8",
    "224.0.0.1", "255.255.255.255", "::1", "::", "fe80::1", "fc00::1", "fd12:3456::1", "ff02::1", "::ffff:127.0.0.1", "::ffff:10.0.0.1",
    "64:ff9b::a9fe:a9fe", "2002:7f00:1::", "2001:0:4136:e378:8000:63bf:3fff:fdd2",
]  # fmt: skip


class Outside(BaseHTTPRequestHandler):
    """The public web: each path misbehaves in its own way."""

    asked: list[tuple[str, str]] = []

    def do_GET(self) -> None:
        self.asked.append((self.headers["Host"], self.path))
        getattr(self, "do_" + self.path.strip("/").split("?")[0], self.do_page)()

    def say(self, body: bytes = b"", status: int = 200, **headers: str) -> None:
        self.send_response(status)
        for name, value in {"content_type": "text/html; charset=utf-8", **headers}.items():
            self.send_header(name.replace("_", "-"), value)
        self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        self.wfile.write(body)

    def do_page(self) -> None:
        self.say(PAGE.encode())

    def do_moved(self) -> None:
        self.say(status=302, location=self.path.partition("?")[2])

    def do_turn(self) -> None:
        self.say(status=302, location="/turn")

    def do_latin(self) -> None:
        self.say("<title>Été</title>".encode("latin-1"), content_type="text/html; charset=iso-8859-1")

    def do_meta(self) -> None:
        self.say("<meta charset=windows-1252><title>Été</title>".encode("cp1252"), content_type="text/html")

    def do_zipped(self) -> None:
        self.say(gzip.compress(PAGE.encode()), content_encoding="gzip")

    def do_bomb(self) -> None:
        self.say(gzip.compress(PAGE.encode() + bytes(30_000_000), 1), content_encoding="gzip")

    def do_brotli(self) -> None:
        self.say(b"\x0b\x02\x80bonjour", content_encoding="br")

    def do_huge(self) -> None:
        self.say(PAGE.encode() + bytes(5_000_000))

    def do_picture(self) -> None:
        self.say(b"<title>GIF</title>", content_type="image/gif")

    def do_missing(self) -> None:
        self.say(b"<title>404</title>", status=404)

    def do_markup(self) -> None:
        self.say(
            b'<meta property="og:title" content="&lt;img src=x onerror=alert(1)&gt; \xe2\x80\xaeb"><title>x</title>'
        )

    def do_drip(self) -> None:
        self.send_response(200)
        self.send_header("Content-Type", "text/html")
        self.end_headers()
        self.drip(b" ")

    def do_headers(self) -> None:
        self.wfile.write(b"HTTP/1.1 200 OK\r\nX-Slow: ")
        self.drip(b"a")

    def drip(self, byte: bytes) -> None:
        for _n in range(200):
            try:
                self.wfile.write(byte)
                self.wfile.flush()
            except OSError:
                return
            time.sleep(0.05)

    def log_message(self, *_: object) -> None:
        return

    def handle(self) -> None:
        """Who asks hangs up as soon as an answer is refused: that is what these tests are about, not an error of the server."""
        with contextlib.suppress(ConnectionError):
            super().handle()

    def finish(self) -> None:
        with contextlib.suppress(ConnectionError):
            super().finish()


class ToOutside(httpx.BaseTransport):
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


@pytest.fixture
def outside(monkeypatch) -> Iterator[dict[str, list[list[str]]]]:
    """Names by host: the answers of the DNS one after the other, the last one for ever."""
    server = ThreadingHTTPServer(("127.0.0.1", 0), Outside)
    server.daemon_threads = True
    threading.Thread(target=server.serve_forever, args=(0.01,), daemon=True).start()
    names: dict[str, list[list[str]]] = {"dehors.example": [[PUBLIC]]}

    def resolve(host: str, port: int) -> list[str]:
        if host not in names:
            return outbound.addresses_of(host, port) if host[0] in "0123456789:" else []
        return names[host].pop(0) if len(names[host]) > 1 else names[host][0]

    Outside.asked, ToOutside.reached = [], []
    monkeypatch.setattr(outbound.network, "resolve", resolve)
    monkeypatch.setattr(outbound.network, "transport", lambda: ToOutside(server.server_port))
    yield names
    server.shutdown()
    server.server_close()


def card_of(world, url: str) -> LinkCard:
    """Somebody writes the link; the job runs."""
    publish_new(Sheet(body=f"À lire : {url}"), by=world.nadia)
    card = LinkCard.objects.get()
    unfold(card_id=card.pk)
    card.refresh_from_db()
    assert card.fetched_at is not None
    return card


def test_a_link_becomes_a_card_once(world, outside, signed_in):
    card = card_of(world, "http://dehors.example/page")
    assert (card.title, card.description, card.site) == ("Le quai", "Un essai", "dehors.example")
    assert Outside.asked == [("dehors.example", "/page")]
    post = Post.objects.get()
    assert "Le quai" in signed_in("karim").get(f"/posts/{post.pk}/").content.decode()
    publish_new(Sheet(body="encore http://dehors.example/page"), by=world.karim)
    assert (LinkCard.objects.count(), len(Outside.asked)) == (1, 1)


@pytest.mark.parametrize(
    ("path", "title"),
    [
        ("moved?http://dehors.example/page", "Le quai"), ("moved?/page", "Le quai"), ("moved?//dehors.example/page", "Le quai"), ("latin", "Été"), ("meta", "Été"),
        ("zipped", "Le quai"), ("bomb", "Le quai"), ("huge", "Le quai"),
    ],
)  # fmt: skip
def test_what_can_be_read_is(world, outside, path, title):
    assert card_of(world, f"http://dehors.example/{path}").title == title


@pytest.mark.parametrize("path", ["turn", "picture", "missing", "brotli", "drip", "headers"])
def test_what_cannot_be_read_stays_a_plain_link(world, outside, monkeypatch, path):
    if path in (
        "drip",
        "headers",
    ):  # they last ten seconds: given up before, yet after a busy machine has let them begin
        real = outbound.fetch
        monkeypatch.setattr(outbound, "fetch", lambda url, **more: real(url, seconds=3, **more))
    card = card_of(world, f"http://dehors.example/{path}")
    assert (card.title, Post.objects.get().embeds_html) == ("", "")
    assert Outside.asked  # it was asked, and answered that


@pytest.mark.parametrize("address", INSIDE)
def test_a_name_that_leads_inside_is_never_reached(world, outside, address):
    outside["piege.example"] = [[address]]
    outside["mixte.example"] = [[PUBLIC, address]]
    for host in ("piege.example", "mixte.example"):
        LinkCard.objects.all().delete()
        assert card_of(world, f"http://{host}/page").title == ""
    assert ToOutside.reached == []


@pytest.mark.parametrize(
    "url",
    [
        "http://127.0.0.1/page", "http://[::1]/page", "http://[::ffff:127.0.0.1]/page", "http://2130706433/page", "http://0x7f.1/page", "http://0177.0.0.1/page",
        "http://dehors.example:8080/page", "http://dehors.example:22/page", "http://qui@dehors.example/page", "http://qui:mot@dehors.example/page",
        "http://169.254.169.254/latest/meta-data/", "https://inconnu.example/page",
    ],
)  # fmt: skip
def test_an_address_written_to_go_inside_is_never_reached(world, outside, url):
    assert card_of(world, url).title == ""
    assert ToOutside.reached == []


@pytest.mark.parametrize("to", ["http://127.0.0.1/page", "http://piege.example/page", "http://[::1]/", "file:///etc/passwd", "gopher://dehors.example/", "ftp://dehors.example/a", "//127.0.0.1/"])  # fmt: skip
def test_a_redirect_inside_is_never_followed(world, outside, to):
    outside["piege.example"] = [["192.168.1.1"]]
    assert card_of(world, f"http://dehors.example/moved?{to}").title == ""
    assert ToOutside.reached == [PUBLIC]


def test_a_name_that_changes_its_mind_is_asked_once(world, outside):
    """DNS rebinding: public when checked, inside when connected. The address checked is the one connected to."""
    outside["girouette.example"] = [[PUBLIC], ["127.0.0.1"]]
    assert card_of(world, "http://girouette.example/page").title == "Le quai"
    assert ToOutside.reached == [PUBLIC]


def test_markup_in_a_title_is_words(world, outside, signed_in):
    card = card_of(world, "http://dehors.example/markup")
    assert card.title == "<img src=x onerror=alert(1)> b"
    page = signed_in("karim").get(f"/posts/{Post.objects.get().pk}/").content.decode()
    assert "&lt;img src=x onerror=alert(1)&gt; b" in page
    assert "<img src=x" not in page


def test_nothing_goes_out_when_links_are_not_to_be_unfolded(world, outside, settings):
    settings.PARVIS = settings.PARVIS.model_copy(update={"unfold_links": False})
    publish_new(Sheet(body="http://dehors.example/page"), by=world.nadia)
    assert not LinkCard.objects.exists()
