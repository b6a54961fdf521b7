"""What an address answers when it is opened, through the guarded door: no cookie, no private address, little time."""

from __future__ import annotations

import codecs
import dataclasses
import html
import re
import socket
import time
from collections.abc import Iterable
from concurrent.futures import ThreadPoolExecutor
from urllib.parse import urlsplit

from parvis.kernel import outbound
from parvis.preflight.checks.links.addresses import host_of, site_of
from parvis.preflight.checks.links.searching import is_search

NO_SUCH_NAME = {socket.EAI_NONAME, getattr(socket, "EAI_NODATA", socket.EAI_NONAME)}
MOST, TOGETHER, LIMIT, SECONDS = 20, 6, 300_000, 6
KEPT, MOST_KEPT = 600, 2000  # seconds, addresses
TITLE = re.compile(r"<title[^>]*>(.*?)</title>", re.IGNORECASE | re.DOTALL)
META = re.compile(
    r"<meta\s[^>]{0,500}(?:property|name)\s*=\s*[\"']?og:title[\"']?[^>]{0,300}content\s*=\s*[\"']([^\"']*)", re.I
)
CHARSET = re.compile(rb"""<meta[^>]{0,200}charset=["']?([\w-]{1,40})""", re.IGNORECASE)
UNSEEN = re.compile(r"[\x00-\x1f\x7f-\x9f\u200b-\u200f\u202a-\u202e\u2060-\u2069\ufeff]+")
CODE = re.compile(r"<(script|style|noscript|template)\b.*?</\1\s*>|<!--.*?-->|<[^>]*>", re.IGNORECASE | re.DOTALL)
PASSWORD = re.compile(r"<input[^>]{0,300}type\s*=\s*[\"']?password", re.IGNORECASE)
DOORS = re.compile(
    r"/(?:login|log-in|signin|sign-in|sign_in|logon|auth|oauth2?|authorize|sso|saml2?|cas|adfs|connexion|se-connecter|identification|authentification|accounts?/login|users/sign_in|wp-login\.php|servicelogin|authwall|uas|checkpoint)(?:[/.?;]|$)",
    re.IGNORECASE,
)
DOOR_HOSTS = re.compile(
    r"^(?:login|signin|sso|auth|accounts|account|idp|cas|adfs|connexion|id|identity|keycloak)\.|\.(?:okta|onelogin|auth0)\.com$"
)
DOOR_TITLE = re.compile(
    r"\b(?:sign in|signin|log ?in|log on|connexion|se connecter|connectez-vous|identifiez-vous|authentification|identification|single sign-on|portail d['’]authentification)\b",
    re.IGNORECASE,
)
GONE_TITLE = re.compile(
    r"\b404\b|not found|page introuvable|page non trouvée|n['’]existe (?:pas|plus)|no longer (?:available|exists)|page not available|contenu indisponible|erreur 404|page manquante",
    re.IGNORECASE,
)


@dataclasses.dataclass(frozen=True)
class Opened:
    """`kind`: page, file, dead, silent, login, search, moved, home, private, refused. `url`: where one ends; `title` in plain text."""

    kind: str
    url: str
    title: str = ""

    @property
    def site(self) -> str:
        return host_of(self.url)


# What was opened by this process a few minutes ago: a text is read again at every pause of its author.
remembered: dict[str, tuple[float, Opened]] = {}


def opened(addresses: Iterable[str]) -> dict[str, Opened]:
    """Each address opened, several at a time; what was opened a few minutes ago is remembered."""
    now = time.monotonic()
    known = {address: answer for address, (until, answer) in dict(remembered).items() if until > now}
    wanted = list(dict.fromkeys(addresses))[:MOST]
    missing = [address for address in wanted if address not in known]
    with ThreadPoolExecutor(TOGETHER) as together:
        fresh = dict(zip(missing, together.map(open_one, missing), strict=True))
    if len(remembered) > MOST_KEPT:
        remembered.clear()
    remembered.update({address: (now + KEPT, answer) for address, answer in fresh.items()})
    return {address: fresh[address] if address in fresh else known[address] for address in wanted}


def open_one(address: str) -> Opened:
    try:
        found = outbound.fetch(address, limit=LIMIT, seconds=SECONDS)
    except outbound.Unreachable as refused:
        return Opened(why_not(refused), address)
    if found.status in (404, 410):
        return Opened("dead", found.url)
    if found.status in (401, 407):
        return Opened("login", found.url)
    if found.status >= 500:
        return Opened("silent", found.url)
    if found.status >= 400:
        return Opened("refused", found.url)
    if found.media_type not in ("text/html", "application/xhtml+xml", ""):
        return Opened(moved(address, found.url) or "file", found.url)
    body = text_of(found)
    title = title_of(body)
    return Opened(page_kind(address, found.url, title, body), found.url, title)


def why_not(refused: outbound.Unreachable) -> str:
    """Dead only when the DNS says that there is no such name: our own network may be down, too."""
    if str(refused) == "not a public address":
        return "private"
    cause = refused.__cause__
    is_nobody = isinstance(cause, UnicodeError) or (isinstance(cause, socket.gaierror) and cause.errno in NO_SUCH_NAME)
    return "dead" if str(refused) == "unknown host" and is_nobody else "silent"


def page_kind(asked: str, url: str, title: str, body: str) -> str:
    if GONE_TITLE.search(title):
        return "dead"
    if asks_to_sign_in(asked, url, title, body):
        return "login"
    if is_search(url) and not is_search(asked):
        return "search"
    return moved(asked, url) or "page"


def asks_to_sign_in(asked: str, url: str, title: str, body: str) -> bool:
    """Sent to a door, or a page that is little else than a form for a password."""
    here = urlsplit(url)
    is_door = bool(DOORS.search(here.path)) or bool(DOOR_HOSTS.search(here.hostname or ""))
    was_door = bool(DOORS.search(urlsplit(asked).path))
    if is_door and url != asked and not was_door:
        return True
    words = len(CODE.sub(" ", body).split())
    return bool(PASSWORD.search(body)) and (is_door or bool(DOOR_TITLE.search(title)) or words < 120)


def moved(asked: str, url: str) -> str:
    """“moved” to another site, or from a page to the “home” page; nothing when it stayed where it was."""
    if site_of(host_of(asked)) != site_of(host_of(url)):
        return "moved"
    was, now = urlsplit(asked), urlsplit(url)
    is_home = now.path.rstrip("/").lower() in ("", "/fr", "/en", "/index.html", "/home", "/accueil") and not now.query
    return "home" if is_home and len(was.path.strip("/")) > 8 and was.path != now.path else ""


def text_of(found: outbound.Fetched) -> str:
    """The page in the characters it announces (its header, else its head), else in UTF-8."""
    said = CHARSET.search(found.body[:4096])
    for name in (found.charset, said[1].decode("ascii", "replace") if said else "", "utf-8"):
        try:
            if name and codecs.lookup(name)._is_text_encoding:  # type: ignore[attr-defined]
                return found.body.decode(name, "replace")
        except LookupError:
            continue
    return ""


def title_of(body: str) -> str:
    """What a page calls itself, as plain words on one line."""
    plain, graph = TITLE.search(body), META.search(body)
    words = html.unescape((plain[1] if plain else "") or (graph[1] if graph else ""))
    return " ".join(UNSEEN.sub(" ", words).split())[:200]
