"""What a page may load and from where (Content Security Policy, level 3)."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from csp.constants import NONE, SELF


def content_security_policy(live: str, hosts: Iterable[str]) -> dict[str, Any]:
    """Everything from ourselves. `live`: in a trial live news are on another port (`:8001`) of the same `hosts`; in production the proxy
    gives both one origin."""
    origins = [f"http://{host}{live}" for host in hosts if "[" not in host] if live.startswith(":") else []
    return {
        "DIRECTIVES": {
            "default-src": [NONE],
            "script-src": [SELF],
            "style-src": [SELF],
            "img-src": [SELF, "data:", "blob:"],
            "media-src": [SELF, "blob:"],
            "font-src": [SELF],
            "connect-src": [SELF, *origins],
            "manifest-src": [SELF],
            "worker-src": [SELF],
            "form-action": [SELF],
            "frame-ancestors": [NONE],
            "base-uri": [NONE],
        }
    }
