"""What the organisation keeps for itself: its terms and projects under embargo, and the days on which it says nothing of its figures."""

from __future__ import annotations

import datetime as dt
import re
import unicodedata
from collections.abc import Iterator

from django.utils.formats import date_format
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from parvis.preflight.manuscript import LOOK, STOP, Finding, Manuscript, Term

# What a quiet period is about when its list of words is empty: figures that are about to be published.
FIGURES = (
    "chiffre d'affaires", "chiffres d'affaires", "résultat net", "résultats", "résultat opérationnel", "résultat d'exploitation", "bénéfice", "bénéfices", "marge opérationnelle", "marge brute",
    "ebitda", "ebit", "dividende", "dividendes", "prévisions", "objectifs financiers", "carnet de commandes", "trésorerie", "endettement", "cours de bourse", "profit warning", "avertissement sur résultats",
    "revenue", "revenues", "net income", "operating income", "operating margin", "earnings", "quarterly results", "full-year results", "half-year results", "annual results", "guidance", "forecast", "dividend",
    "order book", "share price", "cash flow",
)  # fmt: skip


def dated(day: dt.date) -> str:
    """The day in words; the first of a month as French says it."""
    words = date_format(day)
    is_first = day.day == 1 and (get_language() or "").startswith("fr")
    return re.sub(r"^1\b", "1er", words) if is_first else words


def folded(text: str) -> str:
    """The text in lower case without accents, one character for one, so that places stay the same."""
    return "".join(unicodedata.normalize("NFD", letter)[0].lower()[:1] or letter for letter in text.replace("’", "'"))


def places(words: str, text: str) -> Iterator[tuple[int, int]]:
    """Where words stand in a folded text: in any case, joined as one likes (#ProjetAurore, projet-aurore), or in the plural."""
    pieces = [re.escape(piece) for piece in re.split(r"[\s_-]+", folded(words).strip()) if piece]
    if pieces:
        joined = r"[\s_-]*".join(pieces)
        for found in re.finditer(rf"(?<!\w){joined}(?:s|x)?(?!\w)", text):
            yield found.span()


def kept(manuscript: Manuscript) -> Iterator[Finding]:
    """Every use of words the organisation keeps for itself today, with who can lift it."""
    if not manuscript.terms and not manuscript.quiet:
        return
    text, today = folded(manuscript.text), manuscript.today
    for term in manuscript.terms:
        if (term.since and today < term.since) or (term.until and today >= term.until):
            continue
        for start, end in places(term.words, text):
            severity, kind = (STOP, "embargo") if term.stops else (LOOK, "confidential")
            yield Finding("rights", severity, about(term), start, end, why=term.why, kind=kind)
    for quiet in manuscript.quiet:
        if not quiet.since <= today <= quiet.until:
            continue
        severity = STOP if quiet.stops else LOOK
        facts = {"day": dated(quiet.until), "who": quiet.lifted_by or _("a communicator")}
        message = (
            _("Until %(day)s we do not speak of this outside what is published. Who can lift it: %(who)s.") % facts
        )
        for words in quiet.words or FIGURES:
            for start, end in places(words, text):
                yield Finding("rights", severity, message, start, end, why=quiet.why, kind="quiet")


def about(term: Term) -> str:
    facts = {"words": term.words, "who": term.lifted_by or _("a communicator")}
    if not term.stops:
        return _("“%(words)s”: may everybody here know of it? Ask %(who)s when in doubt.") % facts
    if term.until:
        facts["day"] = dated(term.until)
        return _("“%(words)s” stays between us until %(day)s. Who can lift it: %(who)s.") % facts
    return _("“%(words)s” is confidential. Who can lift it: %(who)s.") % facts
