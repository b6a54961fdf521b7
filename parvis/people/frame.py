"""What the frame shows of the organisation and of who is asking."""

from __future__ import annotations

from typing import Any

from parvis.kernel.lately import Lately
from parvis.people.models import Organisation
from parvis.people.permissions import ADMINISTRATOR, holds, may_mandate

# The organisation, asked at most every 30 seconds by each process.
_organisation = Lately(30.0, lambda: Organisation.objects.first())


def organisation(request: Any) -> Organisation | None:
    return _organisation()


def forget_organisation() -> None:
    _organisation.forget()


def is_administrator(request: Any) -> bool:
    return bool(request.person) and holds(request.person, ADMINISTRATOR)


def names_leaders(request: Any) -> bool:
    """A communicator, who has no administration page, reaches the leaders from the menu."""
    return bool(request.person) and may_mandate(request.person)
