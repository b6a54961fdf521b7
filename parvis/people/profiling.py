"""A person's own profile: written by them alone."""

from __future__ import annotations

import dataclasses
import unicodedata
from collections.abc import Sequence

from django.core.files.base import File
from django.db import transaction
from django.utils.translation import gettext_lazy as _

from parvis.kernel import clock, portraits, uploads
from parvis.kernel.chronicling import kind, record
from parvis.kernel.ids import new_id
from parvis.kernel.lines import line
from parvis.kernel.refusals import require
from parvis.people.models import AskAbout, Person, Portrait
from parvis.people.permissions import may_edit_profile

EDITED, PHOTO = kind("profile.edited"), kind("profile.photo")


@dataclasses.dataclass(frozen=True)
class Profile:
    line: str
    site: str
    languages: list[str]
    asks: Sequence[str]
    language: str
    time_zone: str


def plain(text: str) -> str:
    """Lower case, without accents: how names are searched on every database."""
    spread = unicodedata.normalize("NFKD", text.casefold())
    return "".join(c for c in spread if not unicodedata.combining(c))


def searchable(person: Person, asks: Sequence[str]) -> str:
    words = [person.name, person.handle, person.job, person.unit.name if person.unit else "", person.site, *asks]
    return plain(" ".join(words))[:1000]


@transaction.atomic
def edit_profile(person: Person, profile: Profile, *, by: Person) -> None:
    """Change one's own line, place, languages and "ask me about"."""
    require(may_edit_profile(by, person), _("A profile is written by its owner alone."))
    asks = list(dict.fromkeys(line(label)[:60] for label in profile.asks if line(label)))[:8]
    AskAbout.objects.filter(person=person).delete()
    AskAbout.objects.bulk_create([AskAbout(person=person, label=label) for label in asks])
    person.line, person.site, person.languages = line(profile.line), line(profile.site), profile.languages
    person.language, person.time_zone = profile.language, profile.time_zone
    person.search_text = searchable(person, asks)
    person.save(update_fields=["line", "site", "languages", "language", "time_zone", "search_text"])
    record(EDITED, by=by, subject=person)


def put_photo(person: Person, file: File, box: tuple[int, int, int] | None, *, by: Person) -> Portrait:
    """Set one's photo; `box` is (left, top, side) of the crop in px, None for the middle."""
    require(may_edit_profile(by, person), _("A profile is written by its owner alone."))
    uploads.check(file, kinds=("photo",))
    made = portraits.square(file, box)
    with transaction.atomic():
        drop_portrait(person)
        row = Portrait(id=new_id(), person=person, at=clock.now())
        portraits.put_in(row.file, made.large)
        portraits.put_in(row.small, made.small)
        row.save(force_insert=True)
        record(PHOTO, by=by, subject=person)
    return row


@transaction.atomic
def remove_photo(person: Person, *, by: Person) -> None:
    """One's initials again; nothing of the photo is kept."""
    require(may_edit_profile(by, person), _("A profile is written by its owner alone."))
    if drop_portrait(person):
        record(PHOTO, by=by, subject=person)


def drop_portrait(person: Person) -> bool:
    row = Portrait.objects.filter(person=person).first()
    if row is None:
        return False
    portraits.put_in(row.file, None)
    portraits.put_in(row.small, None)
    Portrait.objects.filter(pk=row.pk).delete()
    return True
