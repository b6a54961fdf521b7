"""The step of those who read: it looks at one's own reading, and says yes or no to oneself."""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _

from parvis.feed.models import ReadMark
from parvis.kernel.steps import Step, offer
from parvis.people.models import Person

TEAMS = 3


def has_read_elsewhere(person: Person) -> bool:
    """Posts of three teams other than one's own."""
    marks = ReadMark.objects.filter(person=person, post__author__unit__isnull=False)
    if person.unit_id:
        marks = marks.exclude(post__author__unit=person.unit_id)
    return len(set(marks.order_by().values_list("post__author__unit", flat=True).distinct()[:TEAMS])) == TEAMS


def declare() -> None:
    offer(
        Step(
            "read", 20, _("Read elsewhere"), _("Read three posts from teams you never meet. Tell somebody one of them, aloud."),
            _("You have read people you never meet."), 5, "/questions/", has_read_elsewhere,
        )
    )  # fmt: skip
