"""What leaders and communicators are offered beside the composer: the facts of the week, one click from being explained."""

from __future__ import annotations

from typing import Any

from django.template.loader import render_to_string
from markupsafe import Markup

from parvis.communities.models import Community
from parvis.intranet.conversing import of_the_week, with_talk
from parvis.people.models import Mandate, Person
from parvis.people.permissions import COMMUNICATOR, holds

MOST = 5


def is_offered(person: Person) -> bool:
    return holds(person, COMMUNICATOR) or Mandate.objects.filter(person=person).exists()


def facts_offered(request: Any, place: Community | None) -> Markup | str:
    """Those nobody explains yet come first."""
    if not is_offered(request.person):
        return ""
    told = with_talk(of_the_week(request.person), request.person)
    told = sorted(told, key=lambda one: bool(one.conversations))[:MOST]
    return Markup(render_to_string("intranet/_offered.html", {"told": told}, request)) if told else ""  # noqa: S704 (our own template, escaped)
