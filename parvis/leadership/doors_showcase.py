"""What the styleguide shows of open doors: a door that was never announced by anybody, rows that are saved nowhere."""

from __future__ import annotations

import datetime as dt
from typing import Any

from django.utils.translation import gettext_lazy as _
from markupsafe import Markup

from parvis.communities.models import Community
from parvis.interface.showcasing import Specimen, show
from parvis.interface.words import since
from parvis.kernel import clock
from parvis.leadership.door_words import asked_when
from parvis.leadership.doors_forms import QuestionForm
from parvis.leadership.doors_screens import Asker, Rights, Scene, Seen
from parvis.leadership.first_voices import Voice
from parvis.leadership.keeping_a_door import Kept
from parvis.leadership.models import AskedHour, Door, DoorQuestion, QuestionRefusal, StandingDoor

WORDS = "Demandez-moi ce que vous n’osez pas demander en réunion. Il y a des choses que je ne sais pas : je vous dirai lesquelles."


def sample(request: Any) -> dict[str, Any] | None:
    """An open door, with three questions."""
    person, now = request.person, clock.now()
    if person is None:
        return None
    place = Community(id=1, slug="la-place", name="La place", kind="open", everyone=True)
    place._state.fields_cache["archive"] = None
    hour = dt.timedelta(hours=1)
    door = Door(id=1, leader=person, community=place, subject="L’usine cet hiver", words=WORDS, opens_at=now - hour / 2, closes_at=now + hour / 2, call_url="https://appel.example/porte", at=now)  # fmt: skip
    door.asked, door.answered = 3, 1  # type: ignore[attr-defined]
    door._state.fields_cache["cancellation"] = None
    me, at = Asker.of(person), AskedHour.now()
    questions = (
        Seen(1, "La ligne 3 va-t-elle fermer ?", None, at, 41, Markup("<p>Non. On l’arrête deux semaines en août, pour la refaire.</p>"), now, "/posts/1/", False),
        Seen(2, "Pourquoi a-t-on refusé les 4 × 10 heures ?", me, at - 3, 12), Seen(3, "Qui décide, au juste ?", None, at - 30, 0),
    )  # fmt: skip
    refused = DoorQuestion(id=4, door=door, words="Pourquoi untel est-il encore là ?", hour=at)
    refused.refusal = QuestionRefusal(id=5, question=refused, reason="person", words="", at=now)
    return {
        "door": door, "place": door, "mine": False, "asks": True, "follows": False, "moves": [], "form": QuestionForm(), "home": "/doors/1/", "first": 1,
        "scene": Scene(questions, "x"), "questions": list(questions), "only": "all", "rights": Rights(0, True, False, True), "voted": {2}, "pending": set(),
        "moderates": True, "askers": 238, "pace": 0, "more": 0, "version": "x", "takes": "", "refused": [refused], "refusals": [(str(QuestionRefusal.Reason.PERSON.label), 1)],
        "greet": [Voice(person, "Question bête peut-être…", "/posts/1/", now)],
        "q": questions[0], "said": asked_when(at), "answered_said": since(now), "leader": me,
    }  # fmt: skip


def question(request: Any) -> dict[str, Any] | None:
    found = sample(request)
    return found and {**found, "voted": True, "pending": False}


def standing(request: Any) -> dict[str, Any] | None:
    if request.person is None:
        return None
    row = StandingDoor(
        id=1, leader=request.person, words="Surtout les questions gênantes.", days=5, shows_promise=True, at=clock.now()
    )
    return {"door": row, "mine": False, "promise": Kept(11, 12)}


def declare() -> None:
    show(
        Specimen("doors", _("A door"), "leadership/doors/_head.html", sample),
        Specimen("doors", _("A door in a list"), "leadership/doors/_door.html", sample),
        Specimen("doors", _("Asking"), "leadership/doors/_ask.html", sample),
        Specimen("doors", _("The questions of a door"), "leadership/doors/_live.html", sample),
        Specimen("doors", _("A question"), "leadership/doors/_question.html", question),
        Specimen("doors", _("What was refused"), "leadership/doors/_refused.html", sample),
        Specimen("doors", _("The door on a profile"), "leadership/doors/_standing_card.html", standing),
        Specimen("doors", _("Beside the home page"), "leadership/doors/_card.html", sample),
    )
