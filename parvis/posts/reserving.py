"""What the organisation keeps for itself: words under embargo, confidential projects, quiet periods. Kept by communicators."""

from __future__ import annotations

import datetime as dt

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from parvis.kernel import clock
from parvis.kernel.chronicling import kind, record
from parvis.kernel.refusals import require
from parvis.people.models import Person
from parvis.people.permissions import ADMINISTRATOR, COMMUNICATOR, powers_of
from parvis.posts.models import HouseTerm

RESERVED, LIFTED = kind("term.reserved", retention="audit"), kind("term.lifted", retention="audit")
MOST = 500


def may_reserve(person: Person) -> bool:
    return bool(powers_of(person) & {ADMINISTRATOR, COMMUNICATOR})


@transaction.atomic
def reserve(
    words: str, why: str, *, since: dt.date | None, until: dt.date | None, stops: bool, by: Person, term: HouseTerm | None = None
) -> HouseTerm:  # fmt: skip
    """Keep these words for the house, or change what is kept (`term`)."""
    require(may_reserve(by), _("Only communicators and administrators keep this list."))
    lines = [" ".join(line.split()) for line in words.splitlines() if line.strip()]
    require(lines, _("Write the word, or the words, one per line."), field="words")
    require(all(len(line) <= 120 for line in lines), _("At most 120 characters a line."), field="words")
    require(not (since and until) or until > since, _("It ends before it begins."), field="until")
    require(term or HouseTerm.objects.count() < MOST, _("The list is full: lift what is over first."))
    row = term or HouseTerm(by=by, at=clock.now())
    row.words, row.why, row.since, row.until, row.stops = "\n".join(lines), why.strip(), since, until, stops
    row.save()
    record(RESERVED, by=by, subject=row, place=None)
    return row


@transaction.atomic
def lift(term: HouseTerm, *, by: Person) -> None:
    """These words are everybody's again."""
    require(may_reserve(by), _("Only communicators and administrators keep this list."))
    record(LIFTED, by=by, subject=term, place=None)
    term.delete()
