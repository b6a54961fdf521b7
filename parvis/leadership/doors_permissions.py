"""Plain predicates on doors and questions already loaded through `visible_to`."""

from __future__ import annotations

from parvis.communities.permissions import is_host
from parvis.communities.permissions import may_comment as may_speak_in
from parvis.leadership.models import Door, DoorQuestion, StandingDoor
from parvis.people.models import Mandate, Person
from parvis.people.permissions import COMMUNICATOR, MODERATOR, powers_of


def is_leader(person: Person) -> bool:
    """Whether a communicator has given this person a mandate."""
    return Mandate.objects.filter(person=person).exists()


def may_open(person: Person, door: Door) -> bool:
    """Move it, cancel it, close it: its leader alone, whatever powers others hold."""
    return door.leader_id == person.pk


def may_answer(person: Person, question: DoorQuestion) -> bool:
    """Only who is asked: nobody answers in another's voice."""
    return question.place.leader_id == person.pk


def may_speak(person: Person, place: Door | StandingDoor) -> bool:
    """Whether this person may speak where the door is."""
    return may_speak_in(person, place.community) if isinstance(place, Door) else not person.is_guest


def may_ask(person: Person, place: Door | StandingDoor) -> bool:
    """Whoever may speak in the place, while it takes questions; not the leader themselves."""
    if not place.takes_questions or place.leader_id == person.pk:
        return False
    return may_speak(person, place)


def may_ask_without_name(person: Person, place: Door | StandingDoor) -> bool:
    return place.allows_anonymous and may_ask(person, place)


def may_vote(person: Person, question: DoorQuestion) -> bool:
    """Say “me too”: who may speak there, on a question of somebody else that is not refused. Also after the door has closed: what
    waits is still put in order by it."""
    place = question.place
    own = person.pk in (question.asker_id, place.leader_id)
    if own or getattr(question, "refusal", None) is not None:
        return False
    return may_speak(person, place)


def may_moderate(person: Person, place: Door | StandingDoor) -> bool:
    """Refuse a question: hosts of the place and communicators. Never the leader who is asked."""
    if place.leader_id == person.pk:
        return False
    powers = powers_of(person)
    if isinstance(place, Door):
        return COMMUNICATOR in powers or is_host(person, place.community)
    return bool(powers & {COMMUNICATOR, MODERATOR})
