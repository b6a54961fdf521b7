"""What the frame shows of the organisation and of who is asking."""

from __future__ import annotations

import time
from typing import Any

from parvis.people.models import Organisation
from parvis.people.permissions import ADMINISTRATOR, holds, may_mandate

FRESH = 30.0
_kept: tuple[float, Organisation | None] = (0.0, None)


def organisation(request: Any) -> Organisation | None:
    """The organisation, asked at most every 30 seconds by each process."""
    global _kept
    at, row = _kept
    if row is None or time.monotonic() - at > FRESH:
        row = Organisation.objects.first()
        _kept = (time.monotonic(), row)
    return row


def forget_organisation() -> None:
    global _kept
    _kept = (0.0, None)


def is_administrator(request: Any) -> bool:
    return bool(request.person) and holds(request.person, ADMINISTRATOR)


def names_leaders(request: Any) -> bool:
    """A communicator, who has no administration page, reaches the leaders from the menu."""
    return bool(request.person) and may_mandate(request.person)
