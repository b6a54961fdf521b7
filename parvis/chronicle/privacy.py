"""What this area holds on a person: the record of deeds and the keys that keep a form from counting twice."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from django.utils.translation import gettext_lazy as _

from parvis.chronicle.models import Deed, Entry
from parvis.kernel.privacy import Holding, register
from parvis.people.models import Person


def export(person: Person) -> Iterator[dict[str, Any]]:
    for entry in Entry.objects.filter(by=person).order_by("id").iterator():
        yield {"did": entry.kind, "on": f"{entry.subject_type} {entry.subject_id}", "at": entry.at}


def erase(person: Person) -> None:
    """The record stays, under the pseudonym: it says that something was done, no longer by whom."""
    Deed.objects.filter(by=person).delete()


def declare() -> None:
    register(
        Holding(
            "record", _("The record of what was done"), ("chronicle.Entry", "chronicle.Deed"),
            _("One line for each thing written, joined or changed: who, what, where, when. It feeds the home page, and lets an administrator account for what was done. Reading leaves no line in it."),
            _("As long as what it is about. 30 days after you leave, its lines are no longer in your name."), export, erase,
        )
    )  # fmt: skip
