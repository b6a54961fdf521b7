"""What the styleguide shows of this area: rows that are saved nowhere."""

from __future__ import annotations

import datetime as dt
from typing import Any
from urllib.parse import quote

from django.utils.translation import gettext_lazy as _

from parvis.interface.showcasing import Specimen, show
from parvis.kernel import clock, thresholds
from parvis.kernel.passages import sentences
from parvis.leadership import screens
from parvis.leadership.echoes import Echoes
from parvis.leadership.facts import KnownFact
from parvis.leadership.forms import DraftRemarkForm, VisitForm
from parvis.leadership.models import CompanionLink, DraftOpening, DraftRemark, NotebookPage, Slot, Stage, Visit
from parvis.leadership.path import FEARS, Pace, steps
from parvis.leadership.roster import Entry
from parvis.leadership.waiting import Errand
from parvis.posts.models import Post
from parvis.ripple.showcase import of_a_post

TEXT = "On a coupé la ligne 3 mardi. Personne ne nous l’avait demandé, et c’est la meilleure décision du mois."
PASSAGE = "c’est la meilleure décision du mois"

# Drawn here: no file stands behind a specimen.
PICTURE = "data:image/svg+xml," + quote(
    '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 320 200"><rect width="320" height="200" fill="#e9e4d8"/>'
    '<rect x="40" y="60" width="100" height="100" fill="#8d8574"/><rect x="180" y="40" width="100" height="120" fill="#26478d"/></svg>'
)


def sample(request: Any, *, mine: bool) -> dict[str, Any] | None:
    person, now = request.person, clock.now()
    if person is None:
        return None
    post = Post(id=1, author=person, body_text=TEXT, drafted_at=now)
    link = CompanionLink(id=2, person=person, companion=person, at=now, until=now + dt.timedelta(weeks=12))
    opening = DraftOpening(id=3, link=link, post=post, at=now)
    remark = DraftRemark(id=4, opening=opening, by=person, quote=PASSAGE, near=TEXT.index(PASSAGE), words="Dites pourquoi : c’est là qu’on vous attend.", at=now)  # fmt: skip
    fact = DraftRemark(id=5, opening=opening, by=person, kind="fact", words="L’arrêt de mardi, au journal de l’usine.", address="https://intranet.example/usine/ligne-3", at=now)  # fmt: skip
    thread = screens.Thread(remark, [], TEXT.index(PASSAGE), False, 1)
    sheet = screens.Sheet(
        post, mine, opening, screens.lines_of(TEXT, [thread]), [thread, screens.Thread(fact, [], None, False)],
        [(f"{p.start}-{p.end}", p.of(TEXT)) for p in sentences(TEXT)], "", [link], (), [screens.Picture(PICTURE, "Le guide neuf, à côté de l’ancien", 320, 200)],
    )  # fmt: skip
    post.opened_at, link.drafts = now, [post]  # type: ignore[attr-defined]
    return {
        "sheet": sheet, "post": post, "home": "/companions/drafts/1/", "thread": sheet.threads[1], "mine": mine, "link": link, "person": person,
        "own": mine, "fact": KnownFact("La ligne 3 arrêtée mardi", "Journal de l’usine", "/facts/1/", "https://intranet.example/ligne-3", now, "Trois heures d’arrêt, le temps de changer le guide."), "kinds": DraftRemark.Kind.choices, "remark": DraftRemarkForm(), "error": "", "said_to": None, "said_words": "", "said_error": "",
    }  # fmt: skip


def mine(request: Any) -> dict[str, Any] | None:
    return sample(request, mine=True)


def theirs(request: Any) -> dict[str, Any] | None:
    return sample(request, mine=False)


def pace(request: Any) -> dict[str, Any] | None:
    """The first post, which leads into the wings."""
    if request.person is None:
        return None
    paces = [
        Pace(number, step, FEARS[step.name], number < 5, False, False, "/path/")
        for number, step in enumerate(steps(), 1)
    ]
    return {"pace": paces[8], "paces": paces, "primary": True}


def errand(request: Any) -> dict[str, Any] | None:
    """A question of Nadia's people that waits, and the appointment of the week."""
    if request.person is None:
        return None
    now = clock.now()
    post = Post(id=1, author=request.person, kind="question", body_text="Pourquoi rappelle-t-on le lundi, au juste ?", published_at=now)  # fmt: skip
    one = Errand("perimeter", 1, post, request.person, post.body_text, str(_("A question from your own people.")), now)
    slots = [Slot(person=request.person, place=1, weekday=1, time=dt.time(8, 45))]
    return {
        "errand": one,
        "primary": True,
        "said_to": "",
        "said_words": "",
        "error": "",
        "slots": slots,
        "spent": 9,
        "came": 0,
    }


def notebook(request: Any) -> dict[str, Any] | None:
    """A leader one accompanies, and a visit."""
    person, now = request.person, clock.now()
    if person is None:
        return None
    page = NotebookPage(by=person, leader=person, stage=Stage.REHEARSING, holds_back="Qu’est-ce que je vais dire ?", next_step="Choisir trois questions", next_minutes=5, next_at=now, at=now)  # fmt: skip
    row = Visit(id=1, by=person, leader=person, at=now, saw="Le mot de Sylvie sur la ligne 3.", step="A remercié Sylvie, seul.", notes="Parle mieux debout.")  # fmt: skip
    return {
        "entry": Entry(person, page, None, now, 4, 11), "stages": Stage.choices, "row": row, "leader": person,
        "form": VisitForm(initial={"stage": page.stage, "holds_back": page.holds_back}),
    }  # fmt: skip


def echoes(request: Any) -> dict[str, Any] | None:
    return (
        {"echoes": Echoes(11, 7, 8, thresholds.rounded(6), 9, 6, 9, 3, 2, 4, 3), "own": True}
        if request.person
        else None
    )


def moved(request: Any) -> dict[str, Any] | None:
    shown = of_a_post(request)
    return {"moved": shown["echoes"]} if shown else None


def declare() -> None:
    show(
        Specimen("leadership", _("A companion"), "leadership/_link.html", mine),
        Specimen("leadership", _("The pictures of a draft that is open"), "leadership/_pictures.html", theirs),
        Specimen("leadership", _("A fact of the intranet, brought to check"), "leadership/_fact.html", theirs),
        Specimen("leadership", _("A fact to check"), "leadership/_thread.html", theirs),
        Specimen("leadership", _("Who sees a draft"), "leadership/_opened_to.html", mine),
        Specimen("leadership", _("A leader’s own echoes"), "leadership/_echoes.html", echoes),
        Specimen("leadership", _("A step of the path"), "leadership/_pace.html", pace),
        Specimen("leadership", _("How far a path goes"), "leadership/_progress.html", pace),
        Specimen("leadership", _("Something that waits for one"), "leadership/_errand.html", errand),
        Specimen("leadership", _("What makes one speak"), "leadership/_prompts.html", errand),
        Specimen("leadership", _("The weekly appointment"), "leadership/_appointment.html", errand),
        Specimen("leadership", _("A leader in the table"), "leadership/_row.html", notebook),
        Specimen("leadership", _("Where a leader is"), "leadership/_stage.html", notebook),
        Specimen("leadership", _("A leader on the board"), "leadership/_entry.html", notebook),
        Specimen("leadership", _("What a post of a leader set in motion"), "leadership/_moved.html", moved),
        Specimen("leadership", _("The sheet of a visit"), "leadership/_visit_form.html", notebook),
        Specimen("leadership", _("A visit"), "leadership/_visit.html", notebook),
        Specimen("leadership", _("Saying something of a draft"), "leadership/_remark_form.html", theirs),
    )
