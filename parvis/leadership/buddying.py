"""A buddy: a colleague one chooses, who accepts, and who is told first of one's first words."""

from __future__ import annotations

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from parvis.kernel import clock
from parvis.kernel.refusals import require
from parvis.leadership.models import Buddy
from parvis.notifications.deciding import tell
from parvis.people.models import Person


@transaction.atomic
def choose(buddy: Person, *, by: Person) -> Buddy:
    """Ask a colleague to be one's buddy; the one asked or accepted before is let go."""
    require(buddy.pk != by.pk, _("Choose somebody else than yourself."), field="handle")
    require(not hasattr(buddy, "departure"), _("This person has left."), field="handle")
    known = Buddy.objects.filter(person=by).first()
    if known is not None and known.buddy_id == buddy.pk:
        return known
    Buddy.objects.filter(person=by).delete()
    row = Buddy.objects.create(person=by, buddy=buddy, at=clock.now())
    tell("buddy.asked", row, [buddy.pk], by=by)
    return row


@transaction.atomic
def let_go(*, by: Person) -> None:
    """One has no buddy any more."""
    Buddy.objects.filter(person=by).delete()


@transaction.atomic
def accept(choice: Buddy, *, by: Person) -> None:
    require(choice.buddy_id == by.pk, _("Only the person who was asked accepts."))
    if Buddy.objects.filter(pk=choice.pk, accepted_at=None).update(accepted_at=clock.now()):
        tell("buddy.accepted", choice, [choice.person_id], by=by)


@transaction.atomic
def decline(choice: Buddy, *, by: Person) -> None:
    """Decline, or be somebody's buddy no more: nothing is left of it."""
    require(choice.buddy_id == by.pk, _("Only the person who was asked declines."))
    choice.delete()
