"""Plain predicates: who may do what to people."""

from __future__ import annotations

from parvis.kernel import kept
from parvis.people.models import Appointment, Person

ADMINISTRATOR = Appointment.Power.ADMINISTRATOR
COMMUNICATOR = Appointment.Power.COMMUNICATOR
MODERATOR = Appointment.Power.MODERATOR


def powers_of(person: Person) -> frozenset[str]:
    """The powers of a person, asked once per loaded row."""
    return kept.of(person, "powers", lambda: frozenset(person.appointments.values_list("power", flat=True)))


def holds(person: Person, power: str) -> bool:
    return power in powers_of(person)


def may_administer(person: Person) -> bool:
    return holds(person, ADMINISTRATOR)


def may_mandate(person: Person) -> bool:
    """Say who is a leader."""
    return bool(powers_of(person) & {ADMINISTRATOR, COMMUNICATOR})


def may_edit_profile(person: Person, profile: Person) -> bool:
    """Only oneself: nobody writes in another person's voice. Administrators edit the directory facts (job, unit), not this."""
    return person.pk == profile.pk
