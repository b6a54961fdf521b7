"""The notebook of whoever accompanies leaders: a visit noted, a leader placed on the path, the next small step. One's own notebook; it
writes nothing in the leader's name, and the leader's words in it are theirs, quoted."""

from __future__ import annotations

import dataclasses
import datetime as dt

from django.db import transaction
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from parvis.kernel import clock
from parvis.kernel.jobs import every, job
from parvis.kernel.once import claim
from parvis.kernel.refusals import require
from parvis.leadership.models import CompanionLink, NotebookPage, Stage, Visit
from parvis.leadership.permissions import accompanies_leaders, is_leader
from parvis.leadership.visibility import living_q
from parvis.leadership.words import said
from parvis.people.models import Person

KEPT, FAR = dt.timedelta(days=90), dt.timedelta(days=366)
MOST_LINE, MOST_MINUTES = 200, 60
NOT_YOURS = _("Only communicators keep this notebook.")
NO_LEADER = _("This person has no mandate: give them one first.")


@dataclasses.dataclass(frozen=True)
class Noted:
    """What one notes of where a leader is."""

    stage: str = Stage.TO_MEET
    holds_back: str = ""
    next_step: str = ""
    next_minutes: int | None = None
    next_at: dt.datetime | None = None


@dataclasses.dataclass(frozen=True)
class Sheet:
    """What one notes of a visit, each part as one likes."""

    saw: str = ""
    step: str = ""
    answered: str = ""
    notes: str = ""


@transaction.atomic
def note(leader: Person, noted: Noted, *, by: Person) -> NotebookPage:
    """Write the page of this leader again."""
    require(accompanies_leaders(by), NOT_YOURS)
    require(is_leader(leader), NO_LEADER)
    require(leader.pk != by.pk, _("One does not accompany oneself."))
    require(noted.stage in Stage.values, _("Choose where they are."), field="stage")
    minutes = noted.next_minutes
    require(minutes is None or 1 <= minutes <= MOST_MINUTES, _("Between one minute and an hour."), field="next_minutes")
    far = noted.next_at is not None and abs(noted.next_at - clock.now()) > FAR
    require(not far, _("Choose a day within a year."), field="next_at")
    defaults = {
        "stage": noted.stage, "holds_back": said(noted.holds_back, most=MOST_LINE, field="holds_back", needed=False),
        "next_step": said(noted.next_step, most=MOST_LINE, field="next_step", needed=False), "next_minutes": minutes, "next_at": noted.next_at,
        "at": clock.now(),
    }  # fmt: skip
    return NotebookPage.objects.update_or_create(by=by, leader=leader, defaults=defaults)[0]


@transaction.atomic
def place(leader: Person, stage: str, *, by: Person) -> NotebookPage:
    """Move a leader on the board; the rest of their page stays."""
    known = NotebookPage.objects.filter(by=by, leader=leader).first()
    before = Noted(known.stage, known.holds_back, known.next_step, known.next_minutes, known.next_at) if known else Noted()  # fmt: skip
    return note(leader, dataclasses.replace(before, stage=stage), by=by)


@transaction.atomic
def visit(leader: Person, sheet: Sheet, noted: Noted, *, by: Person, key: str | None = None) -> Visit:
    """Note a visit, and where the leader is after it. Sent again with the same key it is the same visit."""
    words = {name: said(text, field=name, needed=False) for name, text in dataclasses.asdict(sheet).items()}
    require(any(words.values()), _("Write at least a line: what you saw, what they did, or the next step."), field="saw")  # fmt: skip
    note(leader, noted, by=by)
    identifier, fresh = claim(by, key)
    known = None if fresh else Visit.objects.filter(pk=identifier, by=by).first()
    if known:
        return known
    row = Visit(id=identifier, by=by, leader=leader, at=clock.now(), **words)
    row.save(force_insert=True)
    return row


@transaction.atomic
def forget_visit(row: Visit, *, by: Person) -> None:
    require(row.by_id == by.pk, NOT_YOURS)
    row.delete()


@every(dt.timedelta(days=1))
@job()
def forget_notes() -> None:
    """Ninety days after the link between the two has ended (after the last thing noted, where there never was one), what was noted is
    deleted: visits, and the page."""
    now = clock.now()
    limit = now - KEPT
    living = set(CompanionLink.objects.filter(living_q()).values_list("companion_id", "person_id"))
    recent = CompanionLink.objects.filter(Q(ended_at__gt=limit) | Q(ended_at=None, until__gt=limit))
    kept = living | set(recent.values_list("companion_id", "person_id"))
    for row in Visit.objects.filter(at__lte=limit).only("id", "by_id", "leader_id"):
        if (row.by_id, row.leader_id) not in kept:
            row.delete()
    for page in NotebookPage.objects.filter(at__lte=limit).only("id", "by_id", "leader_id"):
        if (page.by_id, page.leader_id) not in kept:
            page.delete()
