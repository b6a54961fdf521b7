"""What this area holds on a person: profile, whom they follow, powers and mandate."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from parvis.kernel.privacy import Files, Holding, register
from parvis.people.models import Appointment, AskAbout, Departure, Follow, Mandate, Person, Portrait
from parvis.people.profiling import drop_portrait, plain

PSEUDONYM = "Ancien·ne collègue"


def export_profile(person: Person) -> Iterator[dict[str, Any]]:
    yield {
        "handle": person.handle, "name": person.name, "e-mail": person.email, "job": person.job,
        "unit": person.unit.name if person.unit else "", "manager": person.manager.name if person.manager else "",
        "place": person.site, "languages spoken": person.languages, "line": person.line, "language": person.language,
        "time zone": person.time_zone, "guest": person.is_guest, "arrived on": person.arrived_on,
        "ask me about": [row.label for row in person.asks.all()],
    }  # fmt: skip


def files_of_profile(person: Person) -> Files:
    for row in Portrait.objects.filter(person=person):
        yield "photo.webp", row.file


def erase_profile(person: Person) -> None:
    """The row stays, for what hangs on it, under a name that says nothing; reports no longer report to it."""
    drop_portrait(person)
    AskAbout.objects.filter(person=person).delete()
    Person.objects.filter(pk=person.pk).update(
        handle=f"parti-{person.pk}", name=PSEUDONYM, email="", job="", unit=None, manager=None, chain=f"/{person.pk}/",
        site="", languages=[], line="", language="", time_zone="", arrived_on=None, search_text=plain(PSEUDONYM),
    )  # fmt: skip


def export_follows(person: Person) -> Iterator[dict[str, Any]]:
    for row in Follow.objects.filter(person=person).select_related("followed").order_by("id"):
        yield {"follows": row.followed.name, "handle": row.followed.handle, "since": row.at}


def erase_follows(person: Person) -> None:
    Follow.objects.filter(Q(person=person) | Q(followed=person)).delete()


def export_powers(person: Person) -> Iterator[dict[str, Any]]:
    for power in Appointment.objects.filter(person=person):
        yield {"power": power.power, "since": power.at}
    for mandate in Mandate.objects.filter(person=person):
        yield {"mandate": mandate.title, "since": mandate.at}
    for departure in Departure.objects.filter(person=person):
        yield {"left on": departure.at}


def erase_powers(person: Person) -> None:
    Appointment.objects.filter(person=person).delete()
    Mandate.objects.filter(person=person).delete()


def declare() -> None:
    register(
        Holding(
            "profile", _("Your profile"), ("people.Person", "people.Portrait", "people.AskAbout"),
            _("So that colleagues know who is speaking and find you: name, e-mail, job, unit, manager, place, photo, what you say of yourself."),
            _("As long as you work here. 30 days after you leave, all of it is erased and your name is replaced by “former colleague”."),
            export_profile, erase_profile, files_of_profile,
        ),
        Holding(
            "follows", _("Whom you follow"), ("people.Follow",),
            _("So that what they write reaches your home page. Others see how many people follow somebody, never who."),
            _("Until you stop following, or 30 days after you leave."), export_follows, erase_follows,
        ),
        Holding(
            "powers", _("Powers and mandate"), ("people.Appointment", "people.Mandate", "people.Departure", "people.Erasure"),
            _("So that everyone knows who administers, moderates or leads, since when, and who has left."),
            _("As long as they last. The date you left stays; powers and mandate are erased 30 days after."), export_powers, erase_powers,
        ),
    )  # fmt: skip
