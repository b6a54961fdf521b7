"""Who is a leader: a mandate of top management, given and ended by a communicator or an administrator."""

from __future__ import annotations

from collections.abc import Sequence

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from parvis.kernel import clock
from parvis.kernel.chronicling import kind, record
from parvis.kernel.refusals import require
from parvis.people.models import Mandate, Person
from parvis.people.permissions import may_mandate

GIVEN, ENDED = kind("mandate.given", retention="audit"), kind("mandate.ended", retention="audit")


@transaction.atomic
def give_mandate(person: Person, title: str, *, by: Person) -> Mandate:
    """Make somebody a leader, or change the title of their mandate."""
    require(may_mandate(by), _("Only communicators and administrators say who is a leader."))
    require(title.strip(), _("Say which mandate: it is shown beside the name."), field="title")
    require(not person.is_guest, _("A guest is no leader of this organisation."), field="person")
    row, _made = Mandate.objects.update_or_create(
        person=person, defaults={"title": title.strip()[:80], "by": by, "at": clock.now()}
    )
    record(GIVEN, by=by, subject=person)
    return row


@transaction.atomic
def give_mandates(people: Sequence[Person], title: str, *, by: Person) -> list[Mandate]:
    """The same mandate to several people at once: all of them or, when one is refused, none. Who is a leader already keeps the title
    they have. Each is ended like any other."""
    require(may_mandate(by), _("Only communicators and administrators say who is a leader."))
    require(people, _("Tick at least one person."), field="people")
    present = Person.objects.visible_to(by).present().filter(pk__in=[person.pk for person in people])
    chosen = list(present.filter(mandate=None).order_by("id"))
    gone = len({person.pk for person in people}) - present.count()
    require(not gone, _("Somebody you ticked has left meanwhile: look again, then give the mandates."), field="people")
    require(chosen, _("All of them are leaders already."), field="people")
    return [give_mandate(person, title, by=by) for person in chosen]


@transaction.atomic
def end_mandate(person: Person, *, by: Person) -> None:
    require(may_mandate(by), _("Only communicators and administrators say who is a leader."))
    if Mandate.objects.filter(person=person).delete()[0]:
        record(ENDED, by=by, subject=person)
