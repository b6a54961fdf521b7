"""Guarded outbound HTTP: a link somebody wrote must not make the server talk to its own network.

Resolve, check every address, connect to the checked address (so that a second answer of the DNS cannot differ), again at
every redirect; a deadline for the whole, kept by cutting the connection; a cap on the body, kept while decompressing.
"""

from __future__ import annotations

import contextlib
import dataclasses
import ipaddress
import socket
import threading
import time
import zlib
from collections.abc import Callable, Collection, Mapping
from typing import Any

import httpx

MOST_REDIRECTS = 4
AGENT = "Parvis link preview"
PORTS = {"http": 80, "https": 443}
EMBEDDED_IPV4 = [ipaddress.ip_network(net) for net in ("64:ff9b::/96", "64:ff9b:1::/48", "2002::/16", "2001::/32")]
# Special blocks that older Python versions take for public (RFC 6890, RFC 7526).
SPECIAL_IPV4 = [
    ipaddress.ip_network(net) for net in ("192.0.0.0/24", "192.88.99.0/24", "198.18.0.0/15", "100.64.0.0/10")
]
HEADERS = {
    "User-Agent": AGENT, "Accept": "text/html,*/*;q=0.5", "Accept-Language": "fr,en;q=0.5", "Accept-Encoding": "gzip",
}  # fmt: skip
COMPRESSED, PLAIN = ("gzip", "x-gzip", "deflate"), ("", "identity")


class Unreachable(Exception):
    """The address is refused, does not answer in time, or answers what cannot be read."""


@dataclasses.dataclass(frozen=True)
class Fetched:
    """What an address answered: the final `url`, HTTP `status`, `media_type` and `charset` announced, `body` in bytes, `headers` by
    their names in lower case."""

    url: str
    status: int
    media_type: str
    charset: str
    body: bytes
    headers: Mapping[str, str] = dataclasses.field(default_factory=dict)


def addresses_of(host: str, port: int) -> list[str]:
    """What the DNS says of a host."""
    return [str(entry[4][0]) for entry in socket.getaddrinfo(host, port, type=socket.SOCK_STREAM)]


@dataclasses.dataclass
class Network:
    """The two things this module asks of the world; a test gives its own names and its own way to a local server."""

    resolve: Callable[[str, int], list[str]] = addresses_of
    transport: Callable[[], httpx.BaseTransport] = httpx.HTTPTransport


network = Network()


def is_public(address: str) -> bool:
    """A globally routable unicast address, not one of ours in disguise (RFC 6890; mapped and translated IPv4 refused)."""
    try:
        ip = ipaddress.ip_address(address.split("%")[0])
    except ValueError:
        return False
    if ip.version == 6 and (ip.ipv4_mapped or any(ip in network for network in EMBEDDED_IPV4)):
        return False
    if ip.version == 4 and any(ip in network for network in SPECIAL_IPV4):
        return False
    return ip.is_global and not ip.is_multicast and not ip.is_reserved


def is_metadata(address: str) -> bool:
    """Link-local: where clouds answer with the keys of the machine. Never asked, whoever names it."""
    try:
        return ipaddress.ip_address(address.split("%")[0]).is_link_local
    except ValueError:
        return True


def checked_address(url: httpx.URL, inside: Collection[str] = ()) -> str:
    """The address to connect to, or Unreachable. The same parser reads the host that is checked and the one that is asked.
    `inside`: hosts ("name", or "name:port") an administrator named; they alone may be private."""
    host = url.raw_host.decode("ascii")
    if url.scheme not in PORTS or not host or url.userinfo:
        raise Unreachable("only plain http and https addresses")
    port = url.port or PORTS[url.scheme]
    is_named = (host if port == PORTS[url.scheme] else f"{host}:{port}") in inside
    if port != PORTS[url.scheme] and not is_named:
        raise Unreachable("only the usual ports")
    try:
        found = network.resolve(host, port)
    except (OSError, UnicodeError) as broken:
        raise Unreachable("unknown host") from broken
    if not found or any(is_metadata(address) for address in found):
        raise Unreachable("not a public address")
    if not is_named and not all(is_public(address) for address in found):
        raise Unreachable("not a public address")
    return found[0]


class Deadline:
    """Cuts every connection of a fetch at its end: a server that drips one byte now and then wins nothing."""

    def __init__(self, seconds: float) -> None:
        self.until = time.monotonic() + seconds
        self.sockets: list[socket.socket] = []
        self.timer = threading.Timer(seconds, self.cut)
        self.timer.daemon = True

    def watch(self, event: str, said: dict[str, Any]) -> None:
        if event in ("connection.connect_tcp.complete", "connection.start_tls.complete"):
            self.sockets.append(said["return_value"].get_extra_info("socket"))
            if time.monotonic() > self.until:
                self.cut()

    def cut(self) -> None:
        for one in list(self.sockets):
            with contextlib.suppress(OSError, ValueError):
                one.shutdown(socket.SHUT_RDWR)

    def __enter__(self) -> Deadline:
        self.timer.start()
        return self

    def __exit__(self, *_: object) -> None:
        self.timer.cancel()

    def check(self) -> None:
        if time.monotonic() > self.until:
            raise Unreachable("too slow")


def read_body(response: httpx.Response, limit: int, deadline: Deadline) -> bytes:
    """At most `limit` bytes, decompressed little by little: what unfolds to more is simply not read."""
    coding = response.headers.get("content-encoding", "").strip().lower()
    if coding not in COMPRESSED + PLAIN:
        raise Unreachable("an encoding that was not asked for")
    unzip = zlib.decompressobj(zlib.MAX_WBITS | 32) if coding in COMPRESSED else None
    body = bytearray()
    for piece in response.iter_raw():
        deadline.check()
        room = limit - len(body)
        body += unzip.decompress(piece, room) if unzip else piece[:room]
        if len(body) >= limit:
            break
    return bytes(body)


def named(url: httpx.URL, host: str) -> str:
    """The Host header."""
    said = f"[{host}]" if ":" in host else host
    return said if url.port in (None, PORTS[url.scheme]) else f"{said}:{url.port}"


def moves(response: httpx.Response) -> bool:
    return response.is_redirect and response.status_code != 304


def one_hop(
    client: httpx.Client, url: httpx.URL, limit: int, deadline: Deadline, inside: Collection[str] = ()
) -> tuple[httpx.Response, bytes]:
    address, host = checked_address(url, inside), url.raw_host.decode("ascii")
    request = client.build_request(
        "GET",
        url.copy_with(host=address),
        headers={"Host": named(url, host)},
        extensions={"sni_hostname": host, "trace": deadline.watch},
    )
    response = client.send(request, stream=True)
    try:
        return response, b"" if moves(response) else read_body(response, limit, deadline)
    finally:
        response.close()


def send(url: str, *, body: bytes, headers: dict[str, str], seconds: float = 8) -> int:
    """POST to a public address, following nothing; the HTTP status. Raises Unreachable."""
    try:
        with (
            Deadline(seconds) as deadline,
            httpx.Client(transport=network.transport(), timeout=min(4, seconds), follow_redirects=False) as client,
        ):
            asked = httpx.URL(url)
            address, host = checked_address(asked), asked.raw_host.decode("ascii")
            request = client.build_request(
                "POST", asked.copy_with(host=address), content=body, headers={**headers, "Host": f"[{host}]" if ":" in host else host},
                extensions={"sni_hostname": host, "trace": deadline.watch},
            )  # fmt: skip
            response = client.send(request, stream=True)
            response.close()
            return response.status_code
    except (httpx.HTTPError, httpx.InvalidURL, ValueError, OSError) as broken:
        raise Unreachable(type(broken).__name__) from broken


def fetch(
    url: str, *, limit: int = 1_000_000, seconds: float = 8, headers: Mapping[str, str] | None = None, inside: Collection[str] = ()
) -> Fetched:  # fmt: skip
    """GET a public address: the first `limit` bytes after decompression, `seconds` in all, four redirects. Raises Unreachable.
    `headers`: more to ask with; `inside`: private hosts an administrator named, asked of again at every redirect."""
    try:
        with (
            Deadline(seconds) as deadline,
            httpx.Client(
                transport=network.transport(),
                timeout=min(4, seconds),
                headers={**HEADERS, **(headers or {})},
                follow_redirects=False,
            ) as client,
        ):
            here = httpx.URL(url)
            for _hop in range(MOST_REDIRECTS + 1):
                deadline.check()
                response, body = one_hop(client, here, limit, deadline, inside)
                if moves(response):
                    here = here.join(response.headers.get("location", ""))
                    continue
                media_type, _semicolon, _rest = response.headers.get("content-type", "").partition(";")
                charset = response.charset_encoding or ""
                return Fetched(
                    str(here), response.status_code, media_type.strip().lower(), charset, body, dict(response.headers)
                )
    except (httpx.HTTPError, httpx.InvalidURL, zlib.error, ValueError, OSError) as broken:
        raise Unreachable(type(broken).__name__) from broken
    raise Unreachable("too many redirects")
