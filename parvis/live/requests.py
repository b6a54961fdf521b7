"""What the server of streams needs to know of a request."""

from __future__ import annotations

import http.cookies
from typing import Any
from urllib.parse import urlsplit

from django.conf import settings
from django.http.request import split_domain_port, validate_host


class Asked:
    """A request as ASGI gives it."""

    def __init__(self, scope: dict[str, Any]) -> None:
        self.method: str = scope["method"]
        self.path: str = scope["path"]
        self.query: str = scope["query_string"].decode("latin-1")
        self.headers = {name.decode("latin-1").lower(): value.decode("latin-1") for name, value in scope["headers"]}
        self.peer = str((scope.get("client") or ("",))[0])

    @property
    def cookies(self) -> dict[str, str]:
        try:
            found = http.cookies.SimpleCookie(self.headers.get("cookie", ""))
        except http.cookies.CookieError:
            return {}
        return {name: morsel.value for name, morsel in found.items()}

    @property
    def last_event_id(self) -> str:
        return self.headers.get("last-event-id", "")

    @property
    def address(self) -> str:
        """Where it comes from, past the proxies that are ours."""
        passed = [part.strip() for part in self.headers.get("x-forwarded-for", "").split(",") if part.strip()]
        depth = settings.PARVIS.trusted_proxies
        return passed[-depth] if 0 < depth <= len(passed) else self.peer

    @property
    def is_ours(self) -> bool:
        """It names a host of ours, and no page of elsewhere asks: the same host (in production the same origin) is in `Origin`."""
        host = self.headers.get("host", "")
        if not validate_host(split_domain_port(host)[0], settings.ALLOWED_HOSTS):
            return False
        origin = self.headers.get("origin")
        if origin is None:
            return self.headers.get("sec-fetch-site", "same-origin") in ("same-origin", "same-site", "none")
        if settings.PARVIS.is_production:
            return origin == settings.PARVIS.address.rstrip("/")
        return urlsplit(origin).hostname == urlsplit(f"//{host}").hostname

    def shared_headers(self) -> list[tuple[bytes, bytes]]:
        """Of an answer to a page on another port of the same host (a trial, where no proxy joins the two)."""
        origin = self.headers.get("origin")
        if origin is None or not self.is_ours:
            return []
        return [
            (b"access-control-allow-origin", origin.encode("latin-1")), (b"access-control-allow-credentials", b"true"), (b"vary", b"origin"),
        ]  # fmt: skip
