"""The parts of an address, and to which site it belongs."""

from __future__ import annotations

import ipaddress
import re
import socket
import unicodedata
from collections.abc import Iterator
from urllib.parse import SplitResult, urlsplit

ADDRESS = re.compile(
    r"(?:[a-z][a-z+]{1,9}://|jar:)[^\s<>\"»]+"  # anything with a scheme
    r"|(?<![\w/.@])www\.[^\s<>\"»]+|(?<![\w./@])localhost(?::\d+)?(?:/[^\s<>\"»]*)?"
    r"|(?<![\w\\])\\\\[\w.-]+\\[^\s<>\"»]+|(?<!\w)[A-Z]:\\[^\s<>\"»]+",
    re.IGNORECASE,
)
OPENED = {")": "(", "]": "[", "}": "{"}
# Suffixes of two labels under which anybody may register a name.
DOUBLE_WORDS = (
    "co.uk org.uk ac.uk gov.uk me.uk com.fr asso.fr nom.fr gouv.fr com.au net.au org.au co.jp co.nz co.za co.in co.il co.kr com.br com.mx com.ar com.co com.tr com.cn"
    " com.tw com.hk com.sg com.my com.ua com.pl com.es com.pt com.be ne.jp or.jp blogspot.com wordpress.com github.io gitlab.io netlify.app vercel.app herokuapp.com"
    " web.app pages.dev azurewebsites.net cloudfront.net over-blog.com canalblog.com sharepoint.com notion.site substack.com readthedocs.io"
)  # fmt: skip
DOUBLE = frozenset(DOUBLE_WORDS.split())


def found_in(text: str) -> Iterator[tuple[int, int, str]]:
    """The addresses of a text where they are, without the punctuation of the sentence."""
    for found in ADDRESS.finditer(text):
        address = found.group().rstrip(".,;:!?'’*_")
        while address and (closed := address[-1]) in OPENED and address.count(OPENED[closed]) < address.count(closed):
            address = address[:-1].rstrip(".,;:!?'’*_")
        whole = "://" in address or address.startswith("\\") or re.match(r"[A-Za-z]:\\|jar:", address)
        yield found.start(), found.start() + len(address), address if whole else f"http://{address}"


def parts(address: str) -> SplitResult | None:
    """None when no browser could read it either."""
    try:
        split = urlsplit(address.strip().replace("\\", "/") if "://" in address else address.strip())
        _port = split.port
    except ValueError:
        return None
    return split


def whole_host(address: str) -> str:
    """The host as a browser reads it: lower case, circled or wide letters made plain."""
    split = parts(address)
    return unicodedata.normalize("NFKC", (split.hostname or "")).lower().rstrip(".") if split else ""


def host_of(address: str) -> str:
    return whole_host(address).removeprefix("www.")


def site_of(host: str) -> str:
    """The name somebody registered: example.co.uk of shop.example.co.uk."""
    labels = host.split(".")
    many = 3 if ".".join(labels[-2:]) in DOUBLE else 2
    return ".".join(labels[-many:])


def numbered(host: str) -> ipaddress.IPv4Address | ipaddress.IPv6Address | None:
    """The IP address a host is, however it is written (0x7f.1, 2130706433, [::1])."""
    try:
        return ipaddress.ip_address(host.strip("[]").split("%")[0])
    except ValueError:
        if not re.fullmatch(r"(?:0x[0-9a-f]*|\d+)(?:\.(?:0x[0-9a-f]*|\d+))*", host):
            return None
    try:
        return ipaddress.IPv4Address(socket.inet_aton(host))
    except OSError:
        return ipaddress.IPv4Address(0)  # numbers that are no address: nobody's
