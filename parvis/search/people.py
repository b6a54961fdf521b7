"""People, found by their name, their job, their team, their place of work and what one may ask them about."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence

from django.db.models import Exists, OuterRef, QuerySet
from django.utils.translation import gettext_lazy as _

from parvis.people.departing import CAME_BACK, LEFT
from parvis.people.erasing import ERASED
from parvis.people.models import Person
from parvis.people.organising import PLACED, UNIT_CHANGED
from parvis.people.profiling import EDITED
from parvis.search.asking import Question
from parvis.search.folding import plain
from parvis.search.matching import All, Form
from parvis.search.models import Document
from parvis.search.offering import Kind, Look, Text, mean, offer

MOST_NAMED = 200


def texts(ids: Sequence[int]) -> Mapping[int, Text]:
    """Who has left too: no longer found, but what they said is found by their name."""
    rows = Person.objects.filter(pk__among=ids).select_related("unit", "mandate").prefetch_related("asks")
    found = {}
    for row in rows:
        mandate = row.mandate.title if hasattr(row, "mandate") else ""
        more = [
            row.handle,
            row.job,
            row.unit.name if row.unit else "",
            row.site,
            row.line,
            mandate,
            *(ask.label for ask in row.asks.all()),
        ]
        found[row.pk] = Text(row.name, " ".join(more))
    return found


def ids(after: int, limit: int) -> list[int]:
    return list(Person.objects.filter(pk__gt=after).order_by("pk").values_list("pk", flat=True)[:limit])


def rows(viewer: Person, question: Question) -> QuerySet[Person] | None:
    return None if question.narrows else Person.objects.visible_to(viewer).present()


def look(viewer: Person, ids: Sequence[int]) -> Mapping[int, Look]:
    found = (
        Person.objects.visible_to(viewer).present().for_screen().prefetch_related("asks").filter(pk__among=list(ids))
    )
    return {row.pk: Look(row.get_absolute_url(), row.name, about(row), who=row) for row in found}


def about(person: Person) -> str:
    facts = [
        person.job,
        person.unit.name if person.unit else "",
        person.site,
        *(ask.label for ask in person.asks.all()),
    ]
    return " · ".join(filter(None, facts))


def themselves(ids: Sequence[int]) -> Iterable[int]:
    return ids


def of_units(ids: Sequence[int]) -> Iterable[int]:
    return Person.objects.filter(unit__in=list(ids)).values_list("pk", flat=True)


def named(viewer: Person, typed: str) -> list[int]:
    """Whom the viewer may mean by what they typed after “de:”: a handle, or a part of a name; who has left too."""
    seen = Person.objects.visible_to(viewer)
    exact = list(seen.filter(handle=typed.lower()).values_list("pk", flat=True)[:1])
    if exact:
        return exact
    asked = plain(typed).split()[:4]
    if not asked:
        return []
    parts = (Form("@person"), *(Form(word, is_beginning=True) for word in asked))
    rows = Document.objects.filter(Exists(seen.filter(pk=OuterRef("pk"))), kind="person", id__asked_of_names=All(parts))
    for word in asked:
        rows = rows.filter(title__contains=f" {word}")
    return list(rows.values_list("pk", flat=True)[:MOST_NAMED])


def declare() -> None:
    mean("who", named)
    deeds = (EDITED, PLACED, LEFT, CAME_BACK, ERASED)
    touched = {deed.name: themselves for deed in deeds} | {UNIT_CHANGED.name: of_units}
    touched |= dict.fromkeys(
        ("account.invited", "account.came_in", "organisation.opened", "mandate.given", "mandate.ended"), themselves
    )
    offer(
        Kind(
            "person", "people", _("People"), 10, texts, ids, rows, look, touched, template="search/_person.html", is_name=True, is_short=True,
        )
    )  # fmt: skip
