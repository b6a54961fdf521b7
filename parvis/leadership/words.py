"""Words somebody types in a small form of this area, cleaned; and the row a form that comes back has made already."""

from __future__ import annotations

import unicodedata
from typing import Any
from urllib.parse import urlsplit

from django.db.models import QuerySet
from django.utils.translation import gettext_lazy as _

from parvis.kernel.ids import new_id
from parvis.kernel.lines import UNSEEN
from parvis.kernel.once import claim
from parvis.kernel.refusals import require
from parvis.people.models import Person

MOST_WORDS, MOST_ADDRESS = 2_000, 500


def clean(text: str) -> str:
    """Composed (NFC), lines ended by a line feed alone, without characters nobody sees."""
    return UNSEEN.sub("", unicodedata.normalize("NFC", text.replace("\r\n", "\n").replace("\r", "\n"))).strip()


def said(text: str, *, most: int = MOST_WORDS, field: str = "words", needed: bool = True) -> str:
    words = clean(text)
    require(words or not needed, _("Write a few words before sending."), field=field)
    require(len(words) <= most, _("This is too long by %(n)d characters.") % {"n": len(words) - most}, field=field)
    return words


def address_in(text: str, *, field: str = "address") -> str:
    """A web address one can be sent to. Raises Refused for anything else."""
    address = clean(text)
    try:
        parts = urlsplit(address)
        is_web = parts.scheme in {"http", "https"} and bool(parts.hostname)
    except ValueError:
        is_web = False
    wrong = not is_web or len(address) > MOST_ADDRESS or any(c.isspace() for c in address)
    require(not wrong, _("Give the address of the page, beginning with https://"), field=field)
    return address


def claimed(rows: QuerySet[Any], words: str, *, by: Person, key: str | None) -> tuple[int, Any]:
    """(the id a new row takes, the row that the same key and words have made already)."""
    identifier, fresh = claim(by, key)
    known = None if fresh else rows.filter(pk=identifier).first()
    return (new_id(), None) if known and known.words != words else (identifier, known)
