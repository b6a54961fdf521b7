"""Who sees whom. Members see everybody. A guest sees only those they share a place with: the area that owns places
(communities) says who these are, through a registry, since it sits above."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING

from django.db.models import Q

if TYPE_CHECKING:
    from parvis.people.models import Person

_companies: list[Callable[[Person], Q]] = []


def install_company(rule: Callable[[Person], Q]) -> None:
    """`rule(guest)` is the Q of the persons who share a place with a guest."""
    _companies[:] = [rule]


def visible_to_q(viewer: Person) -> Q:
    """The rule, once: as a Q on Person."""
    if not viewer.is_guest:
        return Q()
    rule = Q(pk=viewer.pk)
    for company in _companies:
        rule |= company(viewer)
    return rule
