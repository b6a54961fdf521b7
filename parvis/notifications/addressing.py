"""Addresses nobody can guess: who answers what by mail, who unsubscribes from what."""

from __future__ import annotations

import hashlib
import hmac
import re
from email.header import Header
from email.utils import parseaddr
from urllib.parse import urlsplit

from django.conf import settings
from django.core import signing

from parvis.kernel.ids import LARGEST

TOKEN = re.compile(r"\+([0-9a-z]{1,13})-([0-9a-f]{20})@", re.IGNORECASE)
DIGITS = "0123456789abcdefghijklmnopqrstuvwxyz"
SALT = "parvis.notifications.lists"


def base36(number: int) -> str:
    found = ""
    while number:
        number, digit = divmod(number, 36)
        found = DIGITS[digit] + found
    return found or "0"


def seal(notice_id: int) -> str:
    """80 bits of HMAC-SHA256 (RFC 2104): enough for an address that allows one thing, once known to one person."""
    key = f"parvis.notifications.reply:{settings.SECRET_KEY}".encode()
    return hmac.new(key, str(notice_id).encode(), hashlib.sha256).hexdigest()[:20]


def reply_address(notice_id: int) -> str:
    """Where the answer to this notice goes; "" when the organisation receives no mail."""
    local, at, host = settings.PARVIS.mail_reply.partition("@")
    return f"{local}+{base36(notice_id)}-{seal(notice_id)}@{host}" if at else ""


def notice_in(address: str) -> int | None:
    """The id of the notice an address answers, when it is one of ours."""
    found = TOKEN.search(address)
    if not found:
        return None
    notice_id = int(found[1].lower(), 36)
    return notice_id if notice_id <= LARGEST and hmac.compare_digest(found[2].lower(), seal(notice_id)) else None


def host() -> str:
    return urlsplit(settings.PARVIS.address).hostname or "localhost"


def message_id(name: str) -> str:
    return f"<{name}@{host()}>"


def list_id(name: str) -> str:
    """RFC 2919 §3: words of one's own, then the identifier, which is never encoded with them."""
    words = re.sub(r'[<>"\\]', "", name)
    said = f'"{words}"' if words.isascii() else Header(words, "utf-8", maxlinelen=900).encode()
    return f"{said} <notices.{host()}>"


def own_address() -> str:
    return parseaddr(settings.DEFAULT_FROM_EMAIL)[1]


def unsubscribe_token(person_id: int, kind: str) -> str:
    """Bound to the person and to what they leave: a kind, or "all"."""
    return signing.dumps([person_id, kind], salt=SALT, compress=False)


def unsubscription(token: str) -> tuple[int, str] | None:
    try:
        person, kind = signing.loads(token, salt=SALT)
    except (signing.BadSignature, ValueError, TypeError):
        return None
    return int(person), str(kind)
