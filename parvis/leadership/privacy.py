"""What this area holds on a person. One's own words are exported; not what others said in private, nor the words they spoke of."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from parvis.kernel.privacy import Holding, register
from parvis.leadership.doors_privacy import HOLDINGS as OF_DOORS
from parvis.leadership.models import (
    Aside,
    CompanionLink,
    DraftOpening,
    DraftRemark,
    Draw,
    Drawn,
    NotebookPage,
    ShownSentence,
    Sitting,
    Slot,
    StepSaid,
    StepSkip,
    Visit,
)
from parvis.people.models import Person


def export_companions(person: Person) -> Iterator[dict[str, Any]]:
    for link in CompanionLink.objects.filter(person=person).select_related("companion").order_by("id"):
        yield {"accompanied by": link.companion.name, "from": link.at, "until": link.until, "ended": link.ended_at}
    for link in CompanionLink.objects.filter(companion=person).select_related("person").order_by("id"):
        yield {"accompanies": link.person.name, "from": link.at, "until": link.until, "ended": link.ended_at}
    for opening in DraftOpening.objects.filter(link__person=person).select_related("link__companion").order_by("id"):
        yield {"draft": str(opening.post_id), "opened to": opening.link.companion.name, "from": opening.at, "closed": opening.closed_at}  # fmt: skip
    for remark in DraftRemark.objects.filter(by=person).order_by("id"):
        yield {"said of a draft": remark.words, "address": remark.address, "at": remark.at}


def erase_companions(person: Person) -> None:
    """All of it: nothing of it was ever public."""
    DraftRemark.objects.filter(Q(by=person) | Q(parent__by=person)).delete()
    CompanionLink.objects.filter(Q(person=person) | Q(companion=person)).delete()


def export_path(person: Person) -> Iterator[dict[str, Any]]:
    for skip in StepSkip.objects.filter(person=person).order_by("id"):
        yield {"step left aside": skip.name, "at": skip.at}
    for said in StepSaid.objects.filter(person=person).order_by("id"):
        yield {"step said to be taken": said.name, "at": said.at}


def erase_path(person: Person) -> None:
    for model in (StepSkip, StepSaid):
        model.objects.filter(person=person).delete()


def export_quarter(person: Person) -> Iterator[dict[str, Any]]:
    for slot in Slot.objects.filter(person=person).order_by("place"):
        yield {"slot": slot.place, "weekday": slot.weekday, "time": slot.time}
    for aside in Aside.objects.filter(person=person).order_by("id"):
        yield {"put aside": aside.kind, "at": aside.at, "until": aside.until}
    for sitting in Sitting.objects.filter(person=person).order_by("id"):
        yield {"sat from": sitting.began_at, "to": sitting.last_at}


def erase_quarter(person: Person) -> None:
    for model in (Slot, Aside, Sitting):
        model.objects.filter(person=person).delete()  # type: ignore[attr-defined]


def export_notebook(person: Person) -> Iterator[dict[str, Any]]:
    """Of whoever keeps it, everything. To a leader: that pages exist, since when, and their own words in them; the notes themselves are
    the personal notes of another, as what one says in a visit is."""
    for page in NotebookPage.objects.filter(by=person).select_related("leader").order_by("id"):
        yield {"leader": page.leader.name, "stage": page.stage, "holds back": page.holds_back, "next": page.next_step, "visit": page.next_at}  # fmt: skip
    for row in Visit.objects.filter(by=person).select_related("leader").order_by("id"):
        yield {"visit to": row.leader.name, "at": row.at, "saw": row.saw, "step": row.step, "answered": row.answered, "notes": row.notes}  # fmt: skip
    for page in NotebookPage.objects.filter(leader=person).order_by("id"):
        yield {"noted of you since": page.at, "in your words": page.holds_back}
    for row in Visit.objects.filter(leader=person).order_by("id"):
        yield {"visited you": row.at}


def erase_notebook(person: Person) -> None:
    NotebookPage.objects.filter(Q(by=person) | Q(leader=person)).delete()
    Visit.objects.filter(Q(by=person) | Q(leader=person)).delete()


def export_programme(person: Person) -> Iterator[dict[str, Any]]:
    for row in Drawn.objects.filter(leader=person).select_related("draw").order_by("id"):
        yield {
            "drawn": row.draw.at,
            "seed": row.draw.seed,
            "rank": row.rank,
            "wave": row.wave,
            "from": row.draw.day_of(row.wave),
            "stratum": row.stratum,
        }
    for draw in Draw.objects.filter(by=person).order_by("id"):
        yield {"drew": draw.at, "seed": draw.seed, "waves": draw.waves}
    for sentence in ShownSentence.objects.filter(person=person):
        yield {"sentence shown": sentence.words, "at": sentence.at}


def erase_programme(person: Person) -> None:
    """A draw of others stays, without who made it: it must be found again from its seed."""
    Drawn.objects.filter(leader=person).delete()
    Draw.objects.filter(by=person).update(by=None)
    ShownSentence.objects.filter(person=person).delete()


def declare() -> None:
    register(
        Holding(
            "companions", _("Your companions"), ("leadership.CompanionLink", "leadership.DraftRemark"),
            _("Whom you open yourself to, whom you accompany, the drafts that are open, and what you said of those of others. Read by the two of you alone: it is in no search, count, feed or administration page."),
            _("What was said of a draft goes with it, or thirty days after it is published. Links are kept, ended, for the two of you, and all is deleted 30 days after you leave."),
            export_companions, erase_companions,
        ),
        Holding(
            "path", _("Your path"), ("leadership.StepSkip", "leadership.StepSaid"),
            _("The steps you leave aside, and the one only you can tell. The other steps you took are not kept anywhere: they are asked of what you did, each time you look."),
            _("Until you take them up again or say it is not done, or 30 days after you leave."), export_path, erase_path,
        ),
        Holding(
            "quarter", _("Your quarter hour"), ("leadership.Slot", "leadership.Aside", "leadership.Sitting"),
            _("The three slots of your week, what you put aside, and how long you stayed: for you alone, nobody else ever sees any of it, and whoever waits is not told."),
            _("What you put aside for a time, until that time; how long you stayed, thirteen weeks; the rest until you change it, or 30 days after you leave."),
            export_quarter, erase_quarter,
        ),
        Holding(
            "notebook", _("The notebook of a companion"), ("leadership.NotebookPage", "leadership.Visit"),
            _("What a communicator notes of the leaders they visit: where they are, what holds them back in their own words, the next step. Read by the communicator who wrote it alone."),
            _("Ninety days after the link between the two has ended, or after the last thing noted where there is none; at once when either has been gone for 30 days."),
            export_notebook, erase_notebook,
        ),
        Holding(
            "programme", _("The programme"), ("leadership.Draw", "leadership.Drawn", "leadership.ShownSentence"),
            _("In which order leaders are accompanied, drawn by lot and read by communicators; and the sentence a leader agrees to have shown in the letter of the week."),
            _("The draw, for as long as its effect may be measured; your place in it and your sentence, until 30 days after you leave. The sentence also goes when you take it back."),
            export_programme, erase_programme,
        ),
        *OF_DOORS,
    )  # fmt: skip
