"""What an address carries to follow its readers, taken away."""

from __future__ import annotations

import functools
import json
import re
from pathlib import Path
from urllib.parse import unquote, urlunsplit

from parvis.preflight.checks.links.addresses import host_of, parts

LISTS = Path(__file__).with_name("data")
FAMILIES = re.compile(r"utm_\w+|pk_\w+|mtm_\w+|hsa_\w+|__hs\w+|oly_\w+_id|at_custom\d+|elq\w+", re.IGNORECASE)
FRAGMENT = re.compile(r"(?:xtor=|utm_|at_|Echobox=|ref=|fbclid=|link_time=)\S*", re.IGNORECASE)
PRODUCT = re.compile(r"^(?:/[^/]+)?/(?:dp|gp/product)/(?P<asin>[A-Z0-9]{10})(?:/|$)")
SHOP = re.compile(r"(?:^|\.)amazon\.[a-z.]{2,6}$")


@functools.cache
def lists() -> tuple[frozenset[str], tuple[tuple[re.Pattern[str], frozenset[str]], ...]]:
    """(names that follow people everywhere, (hosts, names) of some sites)."""
    data = json.loads((LISTS / "trackers.json").read_text(encoding="utf-8"))
    sites = []
    for hosts, names in data["sites"].items():
        pattern = "|".join(re.escape(host).replace(r"\*", r"[a-z.]{2,6}") for host in hosts.split())
        sites.append((re.compile(rf"(?:^|\.)(?:{pattern})$"), frozenset(names.split())))
    return frozenset(data["everywhere"].split()), tuple(sites)


def cleaned(address: str) -> str:
    """The address without what only serves to follow people; itself when there is nothing to remove."""
    split = parts(address)
    if split is None or split.scheme not in ("http", "https"):
        return address
    host = host_of(address)
    if SHOP.search(host) and (product := PRODUCT.match(split.path)) and (split.query or "/ref=" in split.path):
        return urlunsplit(split._replace(path=f"/dp/{product['asin']}", query="", fragment=""))
    everywhere, sites = lists()
    own = {name for pattern, names in sites if pattern.search(host) for name in names}
    kept = [one for one in split.query.split("&") if not follows(unquote(one.split("=")[0]).lower(), everywhere | own)]
    query, fragment = "&".join(kept), "" if FRAGMENT.fullmatch(split.fragment) else split.fragment
    if len(kept) == len(split.query.split("&")) and fragment == split.fragment:
        return address
    return urlunsplit(split._replace(query=query, fragment=fragment))


def follows(name: str, names: frozenset[str] | set[str]) -> bool:
    return name in names or bool(FAMILIES.fullmatch(name))
