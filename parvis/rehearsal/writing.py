"""Writing for oneself: begun, rewritten, thrown away. Only the author has these verbs; each says who holds the pen, and the
database refuses any other hand. Nothing is written in the chronicle: it is read by areas that must not know."""

from __future__ import annotations

import unicodedata
from typing import Any

from django.db import transaction
from django.db.models import QuerySet
from django.utils.translation import gettext_lazy as _

from parvis.kernel import clock
from parvis.kernel.ids import new_id
from parvis.kernel.lines import UNSEEN
from parvis.kernel.once import claim
from parvis.kernel.passages import Passage
from parvis.kernel.refusals import Conflict, require
from parvis.people.models import Person
from parvis.rehearsal.anchoring import moved
from parvis.rehearsal.models import Rehearsal, Remark
from parvis.rehearsal.permissions import is_author

MOST = 10_000  # what a note can hold: a text that is ready can always be taken out
MOST_WORDS = 2_000


def clean(text: str) -> str:
    """Composed (NFC), lines ended by a line feed alone, without characters nobody sees: offsets mean the same everywhere."""
    return UNSEEN.sub("", unicodedata.normalize("NFC", text.replace("\r\n", "\n").replace("\r", "\n"))).strip()


def said(text: str, *, most: int = MOST_WORDS, field: str = "words") -> str:
    """Cleaned words of a small form, which must be there and not be too long."""
    words = clean(text)
    require(words, _("Write a few words before sending."), field=field)
    require(len(words) <= most, _("This is too long by %(n)d characters.") % {"n": len(words) - most}, field=field)
    return words


def text_of(body: str) -> str:
    text = clean(body)
    require(len(text) <= MOST, _("This is too long by %(n)d characters.") % {"n": len(text) - MOST}, field="body")
    return text


def claimed(rows: QuerySet[Any], words: str, *, by: Person, key: str | None) -> tuple[int, Any]:
    """(the id a new row takes, the row that the same key and words have made already). A key that comes back with other words,
    from a page one went back to, makes another row: they are not lost."""
    identifier, fresh = claim(by, key)
    known = None if fresh else rows.filter(pk=identifier).first()
    return (new_id(), None) if known and known.words != words else (identifier, known)


@transaction.atomic
def begin(body: str, *, by: Person, key: str | None = None) -> Rehearsal:
    """Keep a new text for oneself. Sent again with the same key it is the same text, with the words sent last."""
    text, now = text_of(body), clock.now()
    require(text, _("Write a few words: one sentence is enough to begin."), field="body")
    identifier, fresh = claim(by, key)
    known = None if fresh else Rehearsal.objects.filter(pk=identifier, author=by).first()
    if known:
        return known if known.body == text else rewrite(known, body, by=by, version=known.version)
    rehearsal = Rehearsal(id=identifier, author=by, hand=by, body=text, at=now, changed_at=now)
    rehearsal.save(force_insert=True)
    return rehearsal


@transaction.atomic
def rewrite(rehearsal: Rehearsal, body: str, *, by: Person, version: int) -> Rehearsal:
    """Change the words; the remarks follow their passages. Raises Conflict when `version` is no longer the current one."""
    require(is_author(by, rehearsal), _("Only its author changes a word of this text."))
    text = text_of(body)
    require(text, _("Write a few words, or throw the text away."), field="body")
    changed = Rehearsal.objects.filter(pk=rehearsal.pk, version=version).update(
        body=text, hand=by, changed_at=clock.now(), version=version + 1
    )
    if not changed:
        raise Conflict(_("This was changed in another window meanwhile. Both texts are below: keep what you need."))
    move_remarks(rehearsal, rehearsal.body, text)
    rehearsal.body, rehearsal.version = text, version + 1
    return rehearsal


def move_remarks(rehearsal: Rehearsal, old: str, new: str) -> None:
    rows = {row.pk: row for row in rehearsal.remarks.filter(start__isnull=False)}
    places = {pk: (Passage(row.start or 0, row.end or 0), row.quote) for pk, row in rows.items()}
    for pk, passage in moved(old, new, places).items():
        rows[pk].start, rows[pk].end = (passage.start, passage.end) if passage else (None, None)
    Remark.objects.bulk_update(rows.values(), ["start", "end"])


@transaction.atomic
def throw_away(rehearsal: Rehearsal, *, by: Person) -> None:
    """The text and all that was said of it are gone, for everybody, at once."""
    require(is_author(by, rehearsal), _("Only its author throws this text away."))
    rehearsal.delete()
