"""Guarded outbound HTTP: a link somebody wrote must not make the server talk to its own network.

Resolve, check every address, connect to the checked address (so that a second answer of the DNS cannot differ), again at
every redirect; a deadline for the whole and a cap on the size after decompression.
"""

from __future__ import annotations

import dataclasses
import ipaddress
import socket
import time
from urllib.parse import urljoin, urlsplit

import httpx

MOST_REDIRECTS = 4
AGENT = "Parvis link preview"
PORTS = {"http": 80, "https": 443}
EMBEDDED_IPV4 = [ipaddress.ip_network(net) for net in ("64:ff9b::/96", "64:ff9b:1::/48", "2002::/16", "2001::/32")]


class Unreachable(Exception):
    """The address is refused, does not answer in time, or answers too much."""


@dataclasses.dataclass(frozen=True)
class Fetched:
    """What an address answered: the final `url`, HTTP `status`, `media_type` without parameters, `body` in bytes."""

    url: str
    status: int
    media_type: str
    body: bytes


def is_public(address: str) -> bool:
    """A globally routable unicast address, not one of ours in disguise (RFC 6890; mapped and translated IPv4 refused)."""
    try:
        ip = ipaddress.ip_address(address.split("%")[0])
    except ValueError:
        return False
    if ip.version == 6 and (ip.ipv4_mapped or any(ip in network for network in EMBEDDED_IPV4)):
        return False
    return ip.is_global and not ip.is_multicast and not ip.is_reserved


def checked_address(url: str) -> tuple[str, str, int]:
    """(host, address to connect to, port) of a URL, or Unreachable."""
    try:
        parts = urlsplit(url)
        port = parts.port
    except ValueError as broken:
        raise Unreachable("not an address") from broken
    host = parts.hostname or ""
    if parts.scheme not in PORTS or not host or parts.username is not None or parts.password is not None:
        raise Unreachable("only plain http and https addresses")
    if port not in (None, PORTS[parts.scheme]):
        raise Unreachable("only the usual ports")
    try:
        found = socket.getaddrinfo(host, PORTS[parts.scheme], type=socket.SOCK_STREAM)
    except (OSError, UnicodeError) as broken:
        raise Unreachable("unknown host") from broken
    addresses = [str(entry[4][0]) for entry in found]
    if not addresses or not all(is_public(address) for address in addresses):
        raise Unreachable("not a public address")
    return host, addresses[0], PORTS[parts.scheme]


def one_hop(client: httpx.Client, url: str, *, limit: int, until: float) -> tuple[httpx.Response, bytes]:
    host, address, _port = checked_address(url)
    parts = urlsplit(url)
    target = f"[{address}]" if ":" in address else address
    pinned = parts._replace(netloc=target).geturl()
    request = client.build_request("GET", pinned, headers={"Host": host}, extensions={"sni_hostname": host})
    response = client.send(request, stream=True)
    try:
        body = bytearray()
        if not response.is_redirect:
            for piece in response.iter_bytes(16_384):
                body += piece
                if len(body) > limit or time.monotonic() > until:
                    raise Unreachable("too long")
        return response, bytes(body)
    finally:
        response.close()


def fetch(url: str, *, limit: int = 1_000_000, seconds: float = 8) -> Fetched:
    """GET a public address: at most `limit` bytes after decompression, `seconds` in all, four redirects. Raises Unreachable."""
    until = time.monotonic() + seconds
    timeout = httpx.Timeout(min(4, seconds))
    headers = {"User-Agent": AGENT, "Accept": "text/html,*/*;q=0.5", "Accept-Language": "fr,en;q=0.5"}
    try:
        with httpx.Client(timeout=timeout, headers=headers, trust_env=False, follow_redirects=False) as client:
            for _hop in range(MOST_REDIRECTS + 1):
                if time.monotonic() > until:
                    raise Unreachable("too slow")
                response, body = one_hop(client, url, limit=limit, until=until)
                if response.is_redirect:
                    url = urljoin(url, response.headers.get("location", ""))
                    continue
                media_type = response.headers.get("content-type", "").split(";")[0].strip().lower()
                return Fetched(url, response.status_code, media_type, body)
    except (httpx.HTTPError, httpx.InvalidURL, ValueError) as broken:
        raise Unreachable(type(broken).__name__) from broken
    raise Unreachable("too many redirects")
