"""Taking the text out, towards publication. The words leave by the author's own form (docs/decisions/0008); what was said of them
stays behind and is deleted after thirty days."""

from __future__ import annotations

import datetime as dt

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from parvis.kernel import clock
from parvis.kernel.jobs import every, job
from parvis.kernel.refusals import require
from parvis.people.models import Person
from parvis.rehearsal.models import Rehearsal
from parvis.rehearsal.permissions import is_author

KEPT = dt.timedelta(days=30)


@transaction.atomic
def take_out(rehearsal: Rehearsal, *, by: Person) -> None:
    """From now on the wings empty themselves in thirty days. Taken out again, the thirty days begin again."""
    require(is_author(by, rehearsal), _("Only its author takes this text out."))
    Rehearsal.objects.filter(pk=rehearsal.pk).update(taken_by=by, taken_at=clock.now())


@transaction.atomic
def go_on(rehearsal: Rehearsal, *, by: Person) -> None:
    """One goes on rehearsing: nothing is deleted any more."""
    require(is_author(by, rehearsal), _("Only its author does this."))
    Rehearsal.objects.filter(pk=rehearsal.pk).update(taken_by=None, taken_at=None)


@every(dt.timedelta(days=1))
@job()
def empty_the_wings() -> None:
    """Texts taken out thirty days ago, and all that was said of them, are deleted."""
    Rehearsal.objects.filter(taken_at__lte=clock.now() - KEPT).delete()
