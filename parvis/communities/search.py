"""Communities, found by their name and what they are for."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence

from django.db.models import QuerySet
from django.utils.text import capfirst
from django.utils.translation import gettext_lazy as _

from parvis.communities.hosting import FOUNDED, SETTLED
from parvis.communities.models import Community
from parvis.people.models import Person
from parvis.search.asking import Question
from parvis.search.folding import plain
from parvis.search.offering import Kind, Look, Text, mean, offer


def texts(ids: Sequence[int]) -> Mapping[int, Text]:
    rows = Community.objects.filter(pk__among=ids).values_list("pk", "name", "purpose")
    return {pk: Text(name, purpose) for pk, name, purpose in rows}


def ids(after: int, limit: int) -> list[int]:
    return list(Community.objects.filter(pk__gt=after).order_by("pk").values_list("pk", flat=True)[:limit])


def rows(viewer: Person, question: Question) -> QuerySet[Community] | None:
    return None if question.narrows else Community.objects.visible_to(viewer)


def look(viewer: Person, ids: Sequence[int]) -> Mapping[int, Look]:
    found = Community.objects.visible_to(viewer).filter(pk__among=list(ids)).select_related("archive")
    return {
        row.pk: Look(
            row.get_absolute_url(), row.name, row.purpose,
            chips=(*([(capfirst(row.get_kind_display()), "")] if row.kind != Community.Kind.OPEN else []), *([(_("Archived"), "")] if hasattr(row, "archive") else [])),
            more=row,
        )
        for row in found
    }  # fmt: skip


def themselves(ids: Sequence[int]) -> Iterable[int]:
    return ids


def named(viewer: Person, typed: str) -> list[int]:
    """Which communities the viewer may mean by what they typed after “dans:”: an address, or a part of a name."""
    asked = plain(typed)
    known = Community.objects.visible_to(viewer).values_list("pk", "slug", "name")
    exact = [pk for pk, slug, name in known if typed.lower() == slug or asked == plain(name)]
    return exact or [pk for pk, slug, name in known if asked and (asked in plain(name) or asked in plain(slug))]


def declare() -> None:
    mean("where", named)
    touched = {deed.name: themselves for deed in (FOUNDED, SETTLED)}
    offer(
        Kind(
            "community", "communities", _("Communities"), 20, texts, ids, rows, look, touched, template="communities/_found.html", is_name=True, is_short=True,
        )
    )  # fmt: skip
