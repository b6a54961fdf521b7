"""Questions as HTML: kept drawings (`interface.drawings`), the same for all who have the same rights and said “me too” or not. Two
thousand people who watch a door are drawn each question once."""

from __future__ import annotations

from typing import Any

from django.utils import timezone
from markupsafe import Markup

from parvis.communities.permissions import is_archived
from parvis.interface.drawings import drawing, language_of
from parvis.interface.words import Hands, hands_of
from parvis.leadership.door_words import asked_when
from parvis.leadership.doors_screens import FEW, Asker, Rights, Scene, Seen
from parvis.leadership.doors_version import version_of
from parvis.leadership.models import Door, StandingDoor


def draw_question(
    request: Any, q: Seen, place: Door | StandingDoor, rights: Rights, voted: bool, pending: bool
) -> Markup:
    """One question, by itself."""
    return drawn(request, q, Asker.of(place.leader), rights, voted, pending, asked_when(q.hour))


def drawn(request: Any, q: Seen, leader: Asker, rights: Rights, voted: bool, pending: bool, said: str) -> Markup:
    """`rights.viewer` only matters on one's own question: elsewhere the drawing is everybody's."""
    facts = facts_of(hands_of(request), q, leader, rights, voted, pending, said)
    return drawing(request, "leadership/doors/_question.html", **facts)


def facts_of(
    hands: Hands, q: Seen, leader: Asker, rights: Rights, voted: bool, pending: bool, said: str
) -> dict[str, Any]:
    own = q.asker is not None and q.asker.id == rights.viewer
    return {
        "q": q, "rights": rights if own else rights._replace(viewer=0), "voted": voted, "pending": pending, "said": said,
        "answered_said": hands.since(q.answered_at) if q.answered_at else "", "leader": leader,
    }  # fmt: skip


def rights_at(place: Door | StandingDoor, viewer: int, *, moderates: bool) -> Rights:
    """What is offered to `viewer` (an id). Whoever reads a door may speak there unless its place is archived (reading a closed place is
    being in it), so that those who watch need not be asked where they stand; the verbs ask."""
    mine = place.leader_id == viewer
    speaks = not isinstance(place, Door) or not is_archived(place.community)
    return Rights(viewer, not mine and speaks, mine, moderates)


def list_of(
    place: Door | StandingDoor,
    scene: Scene,
    rights: Rights,
    *,
    pace: int,
    taken: str,
    only: str = "all",
    first: int = 0,
) -> dict[str, Any]:
    """What the template of a list of questions needs, but for what is the reader's own. `taken`: how its page takes what is drawn for
    all who watch; who is shown more than they, or other questions, takes nothing."""
    rows = scene.only(only)
    first = max(0, min(first, len(rows)))
    takes = only == "all" and not (rights.answer or rights.moderate)
    return {
        "place": place, "door": place, "scene": scene, "questions": rows[first : first + FEW], "only": only, "rights": rights, "moderates": rights.moderate,
        "more": first + FEW if len(rows) > first + FEW else 0, "first": first, "pace": pace, "version": version_of(place, scene),
        "home": place.get_absolute_url(), "takes": taken if takes else "",
    }  # fmt: skip


def draw_questions(
    request: Any, scene: Scene, questions: list[Seen], place: Door | StandingDoor, rights: Rights, voted: set[int], pending: set[int]
) -> Markup:  # fmt: skip
    """The questions shown, one after the other. For who has none of their own there and said no “me too” (most of those who watch),
    the whole list is everybody's."""

    def each() -> Markup:
        leader, said = Asker.of(place.leader), {hour: asked_when(hour) for hour in {q.hour for q in questions}}
        return Markup("").join(
            drawn(request, q, leader, rights, q.id in voted, q.id in pending, said[q.hour]) for q in questions
        )

    if voted or pending or any(q.asker is not None and q.asker.id == rights.viewer for q in questions):
        return each()
    minute = int(hands_of(request).now.timestamp()) // 60
    key = (language_of(request), timezone.get_current_timezone_name(), tuple(q.id for q in questions), rights[1:], minute)  # fmt: skip
    if key not in scene.drawn:
        if len(scene.drawn) > 50:
            scene.drawn.clear()
        scene.drawn[key] = each()
    found: Markup = scene.drawn[key]
    return found
