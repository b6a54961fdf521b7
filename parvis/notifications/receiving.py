"""Mail that comes in: an answer to a notice becomes a comment, a returned mail stops the next ones, all else is let go.

Who sends must be who the address was made for; automatic answers are dropped before anything is read (RFC 3834), so that two machines
never talk to each other.
"""

from __future__ import annotations

import email
import email.policy
import hashlib
import re
from email.message import EmailMessage
from email.utils import getaddresses, parseaddr

from django.utils import translation
from mailparser_reply import EmailReplyParser

from parvis.kernel.refusals import Refused
from parvis.notifications import addressing, offering
from parvis.notifications.leaving import bounced
from parvis.notifications.models import Notice
from parvis.people.models import Person

LARGEST, DEEPEST, LONGEST = 25_000_000, 40, 100_000
# In this order (what MTAs add before what people write).
TO = ("X-Gm-Original-To", "Delivered-To", "X-Original-To", "Envelope-To", "Resent-To", "Resent-Cc", "To", "Cc")
OURS = re.compile(r"<notice-(\d{1,19})@([^>\s]+)>")
TAGS, BREAKS = re.compile(r"<[^>]*>"), re.compile(r"(?i)<(?:br|/p|/div|/li)[^>]*>")


def receive(raw: bytes) -> str:
    """What became of a message, in a word or two: "comment 123", "bounce", "dropped: …", "refused: …"."""
    if len(raw) > LARGEST:
        return "dropped: too large"
    try:
        message = email.message_from_bytes(raw, policy=email.policy.default)
        report = message.get_content_type() == "multipart/report" or "delivery-status" in str(message.get("Content-Type", ""))  # fmt: skip
        if report:
            return take_report(message)
        return take_answer(message)  # type: ignore[arg-type]
    except (ValueError, LookupError, IndexError, AttributeError, RecursionError, UnicodeError) as broken:
        return f"dropped: unreadable ({type(broken).__name__})"


def is_automatic(message: EmailMessage) -> bool:
    return (
        str(message.get("Auto-Submitted", "no")).split(";")[0].strip().lower() != "no"
        or any(message.get(name) for name in ("X-Autoreply", "X-Autorespond", "List-Id", "X-Loop"))
        or str(message.get("Precedence", "")).strip().lower() in ("bulk", "auto_reply", "junk", "list")
        or str(message.get("Return-Path", "x")).strip() == "<>"
    )


def recipients(message: EmailMessage) -> list[str]:
    headers = [str(value) for name in TO for value in message.get_all(name, [])]
    return [address for _name, address in getaddresses(headers)]


def take_answer(message: EmailMessage) -> str:
    notice_id = next(filter(None, map(addressing.notice_in, recipients(message))), None)
    if notice_id is None:
        return "dropped: not addressed to a notice"
    if is_automatic(message):
        return "dropped: automatic"
    notice = Notice.objects.select_related("person").filter(pk=notice_id, person__departure=None).first()
    kind = offering.kind_named(notice.kind) if notice else None
    if notice is None or kind is None or kind.answer is None:
        return "refused: nothing to answer any more"
    sender = parseaddr(str(message.get("From", "")))[1]
    if sender.casefold() != notice.person.email.casefold() or not sender:
        return "refused: the sender is not whom it was sent to"
    if "dmarc=fail" in str(message.get("Authentication-Results", "")).replace(" ", "").lower():
        return "refused: the sender is not proven (DMARC)"
    words = answer_in(text_of(message))
    if not words:
        return "refused: no words"
    key = hashlib.sha256(str(message.get("Message-ID") or words).encode()).hexdigest()[:48]
    with translation.override(notice.person.language or None):
        try:
            said = kind.answer(notice.person, int(notice.causes[0][1]), words, f"mail-{key}")
        except Refused as no:
            return f"refused: {no.message}"
    return f"comment {said.pk}" if said is not None else "refused: nothing to answer any more"


def text_of(message: EmailMessage) -> str:
    """The words of a message: its plain part, else its HTML without tags. Files are not looked at."""
    plain, html = "", ""
    for depth, part in enumerate(message.walk()):
        if depth > DEEPEST:
            break
        if part.is_multipart() or part.get_content_disposition() == "attachment":
            continue
        if part.get_content_type() == "text/plain" and not plain:
            plain = part.get_content()
        elif part.get_content_type() == "text/html" and not html:
            html = part.get_content()
    if not plain.strip() and html:
        from_body = re.split(r"(?i)<blockquote|<div[^>]+(?:gmail_quote|divRplyFwdMsg|appendonsend)", html)[0]
        plain = TAGS.sub("", BREAKS.sub("\n", re.sub(r"(?is)<(style|script|head).*?</\1>", "", from_body)))
        plain = plain.replace("&nbsp;", " ").replace("&lt;", "<").replace("&gt;", ">").replace("&amp;", "&")
    return plain.replace("\r\n", "\n").replace("\r", "\n")[:LONGEST]


def answer_in(text: str) -> str:
    """What was written, without what it answers nor the signature."""
    replies = EmailReplyParser(languages=["fr", "en", "de"]).read(text=text).replies
    return str(replies[0].body).strip() if replies else ""


def take_report(message: object) -> str:
    """A delivery status (RFC 3464): counted only when it carries the Message-ID of a mail we sent to that very person."""
    failed, why, sent = "", "", None
    for depth, part in enumerate(message.walk()):  # type: ignore[attr-defined]
        if depth > DEEPEST:
            break
        if str(part.get("Action", "")).lower() == "failed" and str(part.get("Status", "5")).startswith("5"):
            failed = str(part.get("Final-Recipient", part.get("Original-Recipient", ""))).split(";")[-1].strip(" <>")
            why = str(part.get("Diagnostic-Code", ""))
        text = str(part.get("Message-ID", ""))
        if part.get_content_type() == "text/rfc822-headers":
            text += str(part.get_payload())
        sent = sent or OURS.search(text)
    if not failed or sent is None:
        return "dropped: a report of nothing we know"
    notice = Notice.objects.select_related("person").filter(pk=int(sent[1])).first()
    if notice is None or sent[2] != addressing.host() or notice.person.email.casefold() != failed.casefold():
        return "dropped: a report of nothing we know"
    bounced(notice.person, failed, why)
    return "bounce"


def returned(address: str, why: str) -> None:
    """A mail service says that mails to this address come back (its own signed webhook)."""
    for person in Person.objects.present().filter(email__iexact=address)[:2]:
        bounced(person, address, why)
