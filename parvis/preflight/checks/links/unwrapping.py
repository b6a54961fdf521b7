"""Where an address that only passes through another site goes, when it carries it in itself."""

from __future__ import annotations

import base64
import binascii
import functools
import re
from urllib.parse import parse_qsl, unquote

from parvis.preflight.checks.links.addresses import host_of, parts
from parvis.preflight.checks.links.tracking import LISTS, cleaned

# host, path, parameters that hold the address
WRAPPERS = [
    (re.compile(host), re.compile(path), names.split())
    for host, path, names in [
        (r"(^|\.)google\.[a-z.]+$", r"/(?:url|imgres)$", "url q imgrefurl"),
        (r"^(?:l|lm|www)?\.?facebook\.com$|^l\.messenger\.com$", r"/l\.php", "u"),
        (r"^l\.instagram\.com$|^l\.threads\.(?:net|com)$", r"/", "u"),
        (r"(^|\.)youtube\.com$", r"/(?:redirect|attribution_link)", "q u"),
        (r"\.safelinks\.protection\.outlook\.com$", r"/", "url"),
        (r"(^|\.)linkedin\.com$", r"/(?:safety/go|redir/redirect|authwall|slink)", "url sessionRedirect"),
        (r"(^|\.)duckduckgo\.com$", r"/l/", "uddg"),
        (r"^(?:urldefense\.proofpoint\.com)$", r"/v1/url", "u"),
        (r"^slack-redir\.net$", r"/link", "url"),
        (r"^(?:out|new)\.reddit\.com$", r"/", "url"),
        (r"^steamcommunity\.com$", r"/linkfilter", "url u"),
        (r"^away\.vk\.com$|^vk\.com$", r"/away\.php", "to"),
        (r"(^|\.)(?:t\.umblr|tumblr)\.com$", r"/redirect", "z"),
        (r"^disq\.us$|^redirect\.viglink\.com$|^go\.skimresources\.com$|^(?:www\.)?awin1\.com$", r"/", "url u ued p"),
        (r"^(?:[\w-]+\.)?protect[\w-]*\.mimecast\.com$|^linkprotect\.cudasvc\.com$|^secure-web\.cisco\.com$", r"/", "a url u"),
        (r"^statics\.teams\.cdn\.office\.net$", r"/evergreen-assets/safelinks", "url"),
        (r"^(?:www\.)?pinterest\.[a-z.]+$", r"/offsite", "url"),
        (r"^exit\.sc$|^gate\.sc$", r"/", "url"),
        (r"^mail\.google\.com$|^(?:www\.)?deref-\w+\.\w+$|^deref-[\w-]+\.\w+$", r"/(?:mail/)?.*(?:dereferrer|client)", "redirectUrl url"),
    ]
]  # fmt: skip
DEFENCE = re.compile(r"https?://urldefense\.(?:com|us|proofpoint\.com)/v3/__(?P<to>.+?)__;(?P<letters>[^!]*)!")
AMP = re.compile(r"https?://(?:www\.)?google\.[a-z.]+/amp/s/(?P<to>\S+)|https?://[\w-]+\.cdn\.ampproject\.org/[cv]/s/(?P<cdn>\S+)")  # fmt: skip


@functools.cache
def shorteners() -> frozenset[str]:
    lines = (LISTS / "shorteners.txt").read_text(encoding="utf-8").splitlines()
    return frozenset(line for line in lines if line and not line.startswith("#"))


def is_short(address: str) -> bool:
    split = parts(address)
    return bool(split) and host_of(address) in shorteners() and len((split.path if split else "").strip("/")) > 0


def unwrapped(address: str) -> str:
    """The address at the end of the wrappings, cleaned; itself when there is none."""
    here = address
    for _layer in range(4):
        further = one_layer(here)
        if further == here:
            return here if here == address else cleaned(here)
        here = further
    return cleaned(here)


def one_layer(address: str) -> str:
    split, host = parts(address), host_of(address)
    if split is None:
        return address
    if (defended := DEFENCE.match(address)) and "**" not in defended["to"]:
        return unstarred(defended)
    if amp := AMP.match(address):
        return "https://" + (amp["to"] or amp["cdn"])
    if host == "bing.com" and split.path == "/ck/a":
        return in_bing(dict(parse_qsl(split.query)).get("u", "")) or address
    if host == "urldefense.proofpoint.com" and split.path.startswith("/v2/url"):
        coded = dict(parse_qsl(split.query)).get("u", "")
        return unquote(coded.replace("-", "%").replace("_", "/")) or address
    for site, path, names in WRAPPERS:
        if site.search(host) and path.match(split.path or "/"):
            for name, value in parse_qsl(split.query):
                if name in names and value.startswith(("http://", "https://")):
                    return value
    return address


def unstarred(defended: re.Match[str]) -> str:
    """Each star of a defended address stands for one character, kept beside it in base64."""
    to, coded = defended["to"], defended["letters"]
    if "*" not in to:
        return to
    try:
        letters = iter(base64.urlsafe_b64decode(coded + "=" * (-len(coded) % 4)).decode())
    except (binascii.Error, UnicodeDecodeError):
        return defended.string
    return "".join(next(letters, "*") if letter == "*" else letter for letter in to)


def in_bing(coded: str) -> str:
    """Bing writes the address in base64, after two characters."""
    try:
        found = base64.urlsafe_b64decode(coded[2:] + "=" * (-len(coded[2:]) % 4)).decode()
    except (binascii.Error, UnicodeDecodeError):
        return ""
    return found if found.startswith(("http://", "https://")) else ""
