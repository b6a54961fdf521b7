"""A person's own profile: written by them alone."""

from __future__ import annotations

import dataclasses
import unicodedata
from collections.abc import Sequence

from django.core.files.base import ContentFile, File
from django.db import transaction
from django.utils.translation import gettext_lazy as _

from parvis.kernel import clock, pictures, uploads
from parvis.kernel.chronicling import kind, record
from parvis.kernel.ids import new_id
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
    asks = list(dict.fromkeys(label.strip()[:60] for label in profile.asks if label.strip()))[:8]
    AskAbout.objects.filter(person=person).delete()
    AskAbout.objects.bulk_create([AskAbout(person=person, label=label) for label in asks])
    person.line, person.site, person.languages = profile.line, profile.site, profile.languages
    person.language, person.time_zone = profile.language, profile.time_zone
    person.search_text = searchable(person, asks)
    person.save(update_fields=["line", "site", "languages", "language", "time_zone", "search_text"])
    record(EDITED, by=by, subject=person)


@transaction.atomic
def put_photo(person: Person, file: File, box: tuple[int, int, int] | None, *, by: Person) -> Portrait:
    """Set one's photo; `box` is (left, top, side) of the crop in px, None for the middle."""
    require(may_edit_profile(by, person), _("A profile is written by its owner alone."))
    uploads.check(file, kinds=("photo",))
    made = pictures.square(file, box)
    Portrait.objects.filter(person=person).delete()
    row = Portrait(id=new_id(), person=person, at=clock.now())
    row.file.save(f"{row.pk}.webp", ContentFile(made.large), save=False)
    row.small.save(f"{row.pk}-s.webp", ContentFile(made.small), save=False)
    row.save(force_insert=True)
    record(PHOTO, by=by, subject=person)
    return row
