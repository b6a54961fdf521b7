"""Plain predicates."""

from __future__ import annotations

from parvis.people.models import Person
from parvis.people.permissions import ADMINISTRATOR, COMMUNICATOR, holds


def may_keep_sources(person: Person) -> bool:
    return holds(person, ADMINISTRATOR)


def may_tell_facts(person: Person) -> bool:
    """Add a fact by hand, put one aside."""
    return holds(person, COMMUNICATOR) or holds(person, ADMINISTRATOR)
