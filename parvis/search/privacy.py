"""What this area holds on a person: the words they are found by, and their name in the index of what others said."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from django.utils.translation import gettext_lazy as _

from parvis.kernel.privacy import Holding, register
from parvis.people.models import Person
from parvis.search.folding import fold, words
from parvis.search.following import refresh
from parvis.search.matching import All, Form
from parvis.search.models import Document


def export(person: Person) -> Iterator[dict[str, Any]]:
    for row in Document.objects.filter(pk=person.pk, kind="person"):
        yield {"found by": row.title.split(), "and by": row.body.split()}


def erase(person: Person) -> None:
    """Their name was just taken out of the words of others, which are read again; so is what they are found by (`people.search`)."""
    named = tuple(Form(fold(word)) for word in words(person.name))
    by_kind: dict[str, list[int]] = {}
    if named:
        for kind, pk in Document.objects.filter(id__asked=All(named)).values_list("kind", "id"):
            by_kind.setdefault(kind, []).append(pk)
    for kind, ids in by_kind.items():
        refresh(kind, ids)


def declare() -> None:
    register(
        Holding(
            "search", _("What you are found by"), (),
            _("The words of your name and profile, and of what is published, so that search finds them. What you look for is not kept."),
            _("As long as what they come from, to within two seconds. When you are erased, your name leaves the index."),
            export, erase,
        )
    )  # fmt: skip
