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
from html import unescape

from django.utils import translation
from mailparser_reply import EmailMessage as ReceivedMail

from parvis.kernel.refusals import Refused
from parvis.notifications import addressing, offering
from parvis.notifications.leaving import bounced
from parvis.notifications.models import Notice
from parvis.people.models import Person

LARGEST, DEEPEST, LONGEST = 25_000_000, 40, 20_000
# In this order (what MTAs add before what people write).
TO = ("X-Gm-Original-To", "Delivered-To", "X-Original-To", "Envelope-To", "Resent-To", "Resent-Cc", "To", "Cc")
OURS = re.compile(r"<notice-(\d{1,19})@([^>\s]+)>")
# None of these reads a character more than twice, whatever the mail: a tag ends before the next begins.
TAGS, BREAKS = re.compile(r"<[^<>]*>"), re.compile(r"(?i)<(?:br|/p|/div|/li)\b[^<>]*>")
QUOTES = re.compile(r"(?i)<blockquote|<div[^<>]+(?:gmail_quote|divRplyFwdMsg|appendonsend)")
MANY_LINES = re.compile(r"\n{3,}")
LONG_LINE = re.compile(r"(.{1500,2000}) ")
UNSEEN = re.compile(r"(?i)<(/?)(style|script|head)\b[^<>]*>")


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
        plain = words_of(html)
    # What looks for quoted words in it grows with the cube of empty lines, and with the square of a line: it is given neither.
    lines = (line.strip() for line in plain.replace("\r\n", "\n").replace("\r", "\n").split("\n"))
    return LONG_LINE.sub(r"\1\n", MANY_LINES.sub("\n\n", "\n".join(lines))[:LONGEST])


def words_of(html: str) -> str:
    """What somebody wrote in HTML before what they answer, as plain lines."""
    written = QUOTES.split(html, maxsplit=1)[0]
    seen, since, inside = [], 0, ""
    for tag in UNSEEN.finditer(written):
        closes, name = bool(tag[1]), tag[2].lower()
        if not inside and not closes:
            seen.append(written[since : tag.start()])
            inside = name
        elif inside == name and closes:
            inside, since = "", tag.end()
    if not inside:
        seen.append(written[since:])
    return unescape(TAGS.sub("", BREAKS.sub("\n", "".join(seen)))).replace("\xa0", " ")


def answer_in(text: str) -> str:
    """What was written, without what it answers nor the signature; lists of dashes are not taken for one."""
    replies = ReceivedMail(text, ["fr", "en", "de"], keep_hyphen_lists=True).read().replies
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
