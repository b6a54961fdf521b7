"""What doors, questions and buddies hold on a person."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from parvis.kernel.privacy import Holding
from parvis.leadership.models import (
    Buddy,
    Door,
    DoorQuestion,
    DoorReminder,
    QuestionRefusal,
    QuestionVote,
    StandingDoor,
)
from parvis.people.models import Person


def export_doors(person: Person) -> Iterator[dict[str, Any]]:
    for door in Door.objects.filter(leader=person).order_by("id"):
        yield {
            "door": door.subject,
            "invitation": door.words,
            "opens": door.opens_at,
            "closes": door.closes_at,
            "announced": door.at,
        }
    for standing in StandingDoor.objects.filter(leader=person):
        yield {
            "standing door": standing.words,
            "days": standing.days,
            "opened": standing.at,
            "closed": standing.closed_at,
        }


def erase_doors(person: Person) -> None:
    """What was said in public stays under the pseudonym; the standing door takes no questions, its words go."""
    StandingDoor.objects.filter(leader=person).update(words="")
    Door.objects.filter(leader=person).update(call_url="")


def export_questions(person: Person) -> Iterator[dict[str, Any]]:
    for row in DoorQuestion.objects.filter(asker=person).select_related("refusal").order_by("hour", "id"):
        refusal = getattr(row, "refusal", None)
        yield {"question": row.words, "hour": row.asked_at, "refused because": refusal.reason if refusal else ""}
    for vote in QuestionVote.objects.filter(person=person).select_related("question__door", "question__standing"):
        yield {"me too": str(vote.question_id)}
    for reminder in DoorReminder.objects.filter(person=person).select_related("door").order_by("id"):
        yield {"reminded of": reminder.door.subject, "at": reminder.at}
    for refusal in QuestionRefusal.objects.filter(by=person).order_by("id"):
        yield {"refused": str(refusal.question_id), "reason": refusal.reason, "words": refusal.words, "at": refusal.at}


def erase_questions(person: Person) -> None:
    """Questions asked under a name stay, under the pseudonym, for the answers they had; refused ones and votes go (the counts stay)."""
    DoorQuestion.objects.filter(asker=person, refusal__isnull=False).delete()
    QuestionVote.objects.filter(person=person).delete()
    DoorReminder.objects.filter(person=person).delete()
    QuestionRefusal.objects.filter(by=person).update(by=None)


def export_buddies(person: Person) -> Iterator[dict[str, Any]]:
    for row in (
        Buddy.objects.filter(Q(person=person) | Q(buddy=person)).select_related("person", "buddy").order_by("id")
    ):
        mine = row.person_id == person.pk
        yield {"buddy" if mine else "buddy of": (row.buddy if mine else row.person).name, "since": row.at, "accepted": row.accepted_at}  # fmt: skip


def erase_buddies(person: Person) -> None:
    Buddy.objects.filter(Q(person=person) | Q(buddy=person)).delete()


HOLDINGS = [
    Holding(
        "doors", _("Your open doors"), ("leadership.Door", "leadership.StandingDoor"),
        _("The question times you announced and the standing door of your profile, so that colleagues can ask you."),
        _("Until you leave; then they stay, as what you published does, under the name of a former colleague."),
        export_doors, erase_doors,
    ),
    Holding(
        "door_questions", _("Your questions at open doors"),
        ("leadership.DoorQuestion", "leadership.QuestionVote", "leadership.DoorReminder", "leadership.QuestionRefusal"),
        _("Questions you asked under your name, your “me too”, the reminders you wanted, the questions you refused as a moderator. A question you asked without your name is not here: nothing links it to you."),
        _("Until you take the question back; after you leave, questions stay under the name of a former colleague, votes and reminders are deleted."),
        export_questions, erase_questions,
    ),
    Holding(
        "buddies", _("Your buddy"), ("leadership.Buddy",),
        _("The colleague you chose to be told of your first words, and those who chose you."),
        _("Until one of you ends it, or 30 days after you leave."),
        export_buddies, erase_buddies,
    ),
]  # fmt: skip
