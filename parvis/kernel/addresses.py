"""One page, one address: what campaigns and browsers add to an address is left out, so that two links to a page are known to be one."""

from __future__ import annotations

import hashlib
import re
from urllib.parse import parse_qsl, urlencode, urlsplit

DEFAULT = {"http": 80, "https": 443}
TRACKERS = re.compile(
    r"utm_|at_(?:medium|campaign|creation|format|custom)|xtor|(?:fbc|gc|dc|yc)lid|msclkid|mc_[ce]id|_hs(?:enc|mi)|mkt_tok|wt\.|pk_|mtm_", re.I
)  # fmt: skip
LONGEST = 2000


def canonical(url: str) -> str:
    """The address of the page: lower-case host, no default port, campaign nor fragment, no slash at the end; "" when it is not a
    web address. A fragment that begins by / or ! names a page of its own (intranets of one page) and stays."""
    try:
        parts = urlsplit("".join(char for char in url.strip() if char.isprintable() and not char.isspace()))
        host, port = (parts.hostname or "").rstrip("."), parts.port
    except ValueError:
        return ""
    scheme = parts.scheme.lower()
    if scheme not in DEFAULT or not host or parts.username is not None or len(url) > LONGEST:
        return ""
    query = urlencode([(name, value) for name, value in parse_qsl(parts.query, True) if not TRACKERS.match(name)])
    where = f"[{host}]" if ":" in host else host
    where += f":{port}" if port and port != DEFAULT[scheme] else ""
    page = f"#{parts.fragment}" if parts.fragment.startswith(("/", "!")) else ""
    return f"{scheme}://{where}{parts.path.rstrip('/')}{'?' + query if query else ''}{page}"


def key_of(url: str) -> str:
    """The same for every link to one page, with or without TLS; "" when it is not a web address."""
    known = canonical(url)
    return hashlib.sha256(known.partition("://")[2].encode("utf-8", "replace")).hexdigest() if known else ""
