"""One's own echoes begin anew: nothing before this instant is counted any more on one's own page. Known to oneself alone."""

from __future__ import annotations

import datetime as dt

from parvis.feed.models import EchoesSince
from parvis.kernel import clock
from parvis.people.models import Person


def begin_again(*, by: Person) -> None:
    EchoesSince.objects.update_or_create(person=by, defaults={"at": clock.now()})


def counted_since(person: Person) -> dt.datetime | None:
    """From when on this person's own figures are counted; None: from their first day."""
    return EchoesSince.objects.filter(person=person).values_list("at", flat=True).first()
