"""A mail of notices: its words and its headers, in the reader's language and time zone (made active by the caller)."""

from __future__ import annotations

import functools
from collections.abc import Sequence

import css_inline
from django.conf import settings
from django.core.mail import EmailMultiAlternatives
from django.template.loader import render_to_string
from django.utils.translation import get_language, ngettext

from parvis.notifications import addressing
from parvis.notifications.screens import Line
from parvis.people.models import Organisation, Person

MOST = 12


@functools.lru_cache(maxsize=1)
def inliner() -> css_inline.CSSInliner:
    """Styles into attributes, for programs that drop sheets; the sheet stays for dark mode and narrow windows. Loads nothing."""
    return css_inline.CSSInliner(keep_style_tags=True, keep_at_rules=True, load_remote_stylesheets=False)


def subject_of(lines: Sequence[Line], organisation: str) -> str:
    """Says what kind of thing waits; no name, no word of anybody: subjects show on locked screens."""
    if len({line.kind.name for line in lines}) == 1 and len(lines) == 1:
        words = str(lines[0].kind.subject)
    else:
        words = ngettext("%(n)d thing for you", "%(n)d things for you", len(lines)) % {"n": len(lines)}
    return f"{organisation} · {words}"


def in_order(lines: Sequence[Line]) -> list[Line]:
    """What waits for an answer before what is only pleasant to know: the twelve that are said are the first of these."""
    return sorted(lines, key=lambda line: (line.kind.rank, -line.id))


def lead(count: int, organisation: str) -> str:
    """The first sentence, which programs show beside the subject: names nobody, as the subject."""
    words = ngettext(
        "%(n)d thing on %(name)s that you have not seen yet.",
        "%(n)d things on %(name)s that you have not seen yet.",
        count,
    )
    return words % {"n": count, "name": organisation}


def write(person: Person, lines: Sequence[Line]) -> EmailMultiAlternatives:
    """The mail that says `lines` (at least one)."""
    house = Organisation.objects.first()
    name, address = house.name if house else "Parvis", settings.PARVIS.address.rstrip("/")
    kinds = {line.kind.name for line in lines}
    token = addressing.unsubscribe_token(person.pk, kinds.pop() if len(kinds) == 1 else "all")
    leave = f"{address}/mail/leave/{token}/"
    answers = len(lines) == 1 and lines[0].kind.answer is not None
    reply = addressing.reply_address(lines[0].id) if answers else ""
    context = {
        "person": person, "lines": in_order(lines)[:MOST], "more": len(lines) - MOST, "name": name, "address": address, "leave": leave,
        "lead": lead(len(lines), name), "reply": reply, "titles_only": settings.PARVIS.mail_titles_only, "language": get_language(), "count": len(lines),
    }  # fmt: skip
    headers = {
        "Message-ID": addressing.message_id(f"notice-{max(line.id for line in lines)}"),
        "List-Id": addressing.list_id(name),
        "List-Unsubscribe": f"<{leave}>", "List-Unsubscribe-Post": "List-Unsubscribe=One-Click",  # RFC 8058
        "Auto-Submitted": "auto-generated", "X-Auto-Response-Suppress": "All", "Precedence": "list",
    }  # fmt: skip
    pages = {line.page_id for line in lines}
    if len(pages) == 1 and None not in pages:
        thread = addressing.message_id(f"page-{pages.pop()}")
        headers |= {"References": thread, "In-Reply-To": thread}
    mail = EmailMultiAlternatives(
        subject_of(lines, name), render_to_string("notifications/mail.txt", context), None, [person.email],
        headers=headers, reply_to=[reply] if reply else None,
    )  # fmt: skip
    mail.attach_alternative(inliner().inline(render_to_string("notifications/mail.html", context)), "text/html")
    return mail
