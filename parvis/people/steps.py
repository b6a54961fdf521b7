"""The first step: being somebody one's colleagues recognise."""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _

from parvis.kernel.steps import Step, offer
from parvis.people.models import Person, Portrait


def has_a_face(person: Person) -> bool:
    return bool(person.line) and Portrait.objects.filter(person=person).exists()


def declare() -> None:
    offer(
        Step(
            "profile", 10, _("Show your face"), _("Choose a photo, and write one line your team would recognise."),
            _("Your colleagues know who is speaking."), 3, "/people/{handle}/edit/", has_a_face,
        )
    )  # fmt: skip
