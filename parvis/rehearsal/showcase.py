"""What the styleguide shows of the wings: a text that was never written by anybody, with what was said of it."""

from __future__ import annotations

import datetime as dt
from typing import Any

from django.utils.translation import gettext_lazy as _

from parvis.interface.showcasing import Specimen, show
from parvis.kernel import clock
from parvis.rehearsal import screens
from parvis.rehearsal.forms import EchoForm, RemarkForm, SeatForm, WordsForm
from parvis.rehearsal.models import Answer, Echo, Nod, Question, Rehearsal, Remark, Seat
from parvis.rehearsal.stepping import ladder_of

TEXT = "On a coupé la ligne 3 mardi. Personne ne nous l’avait demandé, et c’est la meilleure décision du mois."
PASSAGE = "c’est la meilleure décision du mois"


def sample(request: Any, *, mine: bool) -> dict[str, Any] | None:
    """A page made of rows that are saved nowhere."""
    person, now = request.person, clock.now()
    if person is None:
        return None
    text = Rehearsal(id=1, author=person, hand=person, body=TEXT, at=now, changed_at=now)
    start = TEXT.index(PASSAGE)
    remark = Remark(id=2, rehearsal=text, by=person, start=start, end=start + len(PASSAGE), quote=PASSAGE, words="Dites pourquoi : c’est là qu’on vous attend.", at=now)  # fmt: skip
    reply = Remark(id=3, rehearsal=text, by=person, parent=remark, words="Parce qu’on a entendu le bruit avant la casse.", at=now)  # fmt: skip
    question = Question(id=4, rehearsal=text, by=person, words="Et si elle était tombée le jeudi ?", at=now)
    question.answer = Answer(id=5, question=question, words="On l’aurait su le jeudi.", at=now)
    threads = [screens.Thread(remark, [reply], 1, False, "")]
    seat = Seat(id=6, rehearsal=text, person=person, place=1, at=now, until=now + dt.timedelta(days=3))
    stage = screens.Stage(
        text, mine, [seat], None if mine else seat, screens.lines_of(TEXT, threads), threads,
        [Nod(id=7, rehearsal=text, person=person, sign="clear", at=now)],
        [Echo(id=8, rehearsal=text, person=person, understood="partly", words="Qui a décidé ?", at=now)], [question], screens.passages_of(TEXT),
    )  # fmt: skip
    text.their_seat = [seat]  # type: ignore[attr-defined]
    return {
        "stage": stage, "rehearsal": text, "text": text, "home": "/rehearsals/1/", "lines": stage.lines, "thread": threads[0], "mine": mine,
        "passages": stage.passages, "remark": RemarkForm(), "echo": EchoForm(), "ask": WordsForm(), "seat_form": SeatForm(), "error": "",
        "signs": Nod.Sign.choices, "nodded": "clear", "said_to": None, "said_words": "", "said_error": "",
    }  # fmt: skip


def mine(request: Any) -> dict[str, Any] | None:
    return sample(request, mine=True)


def theirs(request: Any) -> dict[str, Any] | None:
    return sample(request, mine=False)


def steps(request: Any) -> dict[str, Any] | None:
    return {"ladder": ladder_of(request.person), "closed": False, "whole": False} if request.person else None


def declare() -> None:
    show(
        Specimen("rehearsal", _("A text and its remarks"), "rehearsal/_text.html", mine),
        Specimen("rehearsal", _("A remark and its answers"), "rehearsal/_thread.html", mine),
        Specimen("rehearsal", _("The card of the questions"), "rehearsal/_questions.html", mine),
        Specimen("rehearsal", _("The card of who sees it"), "rehearsal/_seats.html", mine),
        Specimen("rehearsal", _("The card of the echoes"), "rehearsal/_echoes.html", mine),
        Specimen("rehearsal", _("The way out"), "rehearsal/_take_out.html", mine),
        Specimen("rehearsal", _("The form of a remark"), "rehearsal/_remark_form.html", theirs),
        Specimen("rehearsal", _("The form of an echo"), "rehearsal/_echo_form.html", theirs),
        Specimen("rehearsal", _("A text in a list"), "rehearsal/_mine.html", mine),
        Specimen("rehearsal", _("A text opened to one"), "rehearsal/_opened.html", theirs),
        Specimen("rehearsal", _("The card of the steps"), "rehearsal/_steps.html", steps),
    )
