"""Who may read a fact: everybody who works here; guests do not read the intranet. One Q, for pages, composers, checks and search."""

from __future__ import annotations

from django.db.models import Q

from parvis.people.models import Person


def visible_to_q(viewer: Person) -> Q:
    return Q(pk__in=[]) if viewer.is_guest else Q(removal__isnull=True)
