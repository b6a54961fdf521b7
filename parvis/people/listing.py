"""Finding colleagues: by name, unit, place of work, language spoken, subject one may ask about; all together."""

from __future__ import annotations

import dataclasses
from collections.abc import Mapping
from urllib.parse import urlencode

from django.db.models import Count, Exists, OuterRef, TextField
from django.db.models.functions import Cast, Lower
from django.utils.translation import gettext as _

from parvis.people.forms import SPOKEN
from parvis.people.models import AskAbout, Person, PersonQuerySet, Unit
from parvis.people.profiling import plain

LANGUAGES = dict(SPOKEN)
MOST_WORDS, MOST_CHOICES = 6, 200


@dataclasses.dataclass(frozen=True)
class Wanted:
    """What is asked of the directory; an empty string asks nothing."""

    q: str = ""
    unit: str = ""
    site: str = ""
    language: str = ""
    about: str = ""
    leaders: str = ""

    @classmethod
    def of(cls, given: Mapping[str, str]) -> Wanted:
        """From the address; what no database can be asked (NUL) and unknown languages ask nothing."""
        texts = {
            field.name: given.get(field.name, "").replace("\0", "").strip()[:80] for field in dataclasses.fields(cls)
        }
        if texts["language"] not in LANGUAGES:
            texts["language"] = ""
        return cls(**{**texts, "leaders": "1" if texts["leaders"] else ""})

    def without(self, name: str) -> str:
        """The address of the same page with one thing asked less."""
        kept = {key: value for key, value in dataclasses.asdict(self).items() if value and key != name}
        return f"/people/?{urlencode(kept)}" if kept else "/people/"


def found(viewer: Person, wanted: Wanted) -> PersonQuerySet:
    """Those the viewer sees who answer everything asked."""
    rows = Person.objects.visible_to(viewer).present().for_screen()
    for word in plain(wanted.q).split()[:MOST_WORDS]:
        rows = rows.filter(search_text__contains=word)
    if wanted.unit:
        path = Unit.objects.filter(slug=wanted.unit).values_list("path", flat=True).first()
        rows = rows.filter(unit__path__startswith=path) if path else rows.none()
    if wanted.site:
        rows = rows.filter(site__iexact=wanted.site)
    if wanted.language:
        rows = rows.annotate(spoken=Cast("languages", TextField())).filter(spoken__contains=f'"{wanted.language}"')
    if wanted.about:
        subject = AskAbout.objects.filter(person=OuterRef("pk"), label__icontains=wanted.about)
        rows = rows.filter(Exists(subject))
    if wanted.leaders:
        rows = rows.filter(mandate__isnull=False)
    return rows.distinct()


def asked_in_words(wanted: Wanted, units: list[Unit]) -> list[tuple[str, str]]:
    """What is asked, one chip each: (words, address without it)."""
    names = {unit.slug: unit.name for unit in units}
    chips = [
        ("q", f"“{wanted.q}”" if wanted.q else ""), ("unit", names.get(wanted.unit, wanted.unit)), ("site", wanted.site),
        ("language", LANGUAGES.get(wanted.language, "")), ("about", _("ask about: %(subject)s") % {"subject": wanted.about} if wanted.about else ""),
        ("leaders", _("Leaders") if wanted.leaders else ""),
    ]  # fmt: skip
    return [(words, wanted.without(name)) for name, words in chips if words]


def sites(viewer: Person) -> list[tuple[str, int]]:
    """Places of work and how many work there, the largest first."""
    rows = Person.objects.visible_to(viewer).present().exclude(site="").values_list("site")
    return [
        (site, count)
        for site, count in rows.annotate(n=Count("pk", distinct=True)).order_by("-n", "site")[:MOST_CHOICES]
    ]


def subjects(viewer: Person) -> list[str]:
    """Subjects people are glad to be asked about, the commonest first."""
    people = Person.objects.visible_to(viewer).present().values("pk")
    rows = AskAbout.objects.filter(person__in=people).annotate(key=Lower("label")).values("key")
    return [row["key"] for row in rows.annotate(n=Count("pk")).order_by("-n", "key")[:MOST_CHOICES]]


def units(viewer: Person) -> list[Unit]:
    """The units one may filter by: a guest knows those of the people they see."""
    rows = Unit.objects.order_by("name")
    if viewer.is_guest:
        rows = rows.filter(pk__in=Person.objects.visible_to(viewer).values("unit"))
    return list(rows)
