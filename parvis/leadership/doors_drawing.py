"""Questions as HTML: kept drawings (`interface.drawings`), the same for all who have the same rights and said “me too” or not. Two
thousand people who watch a door are drawn each question once."""

from __future__ import annotations

from typing import Any

from django.utils import timezone
from markupsafe import Markup

from parvis.interface.drawings import drawing, language_of
from parvis.interface.words import hands_of
from parvis.leadership.door_words import asked_when
from parvis.leadership.doors_screens import Asker, Rights, Scene, Seen
from parvis.leadership.models import Door, StandingDoor


def draw_question(
    request: Any, q: Seen, place: Door | StandingDoor, rights: Rights, voted: bool, pending: bool
) -> Markup:
    """One question, by itself."""
    return drawn(request, q, Asker.of(place.leader), rights, voted, pending, asked_when(q.hour))


def drawn(request: Any, q: Seen, leader: Asker, rights: Rights, voted: bool, pending: bool, said: str) -> Markup:
    """`rights.viewer` only matters on one's own question: elsewhere the drawing is everybody's."""
    own = q.asker is not None and q.asker.id == rights.viewer
    return drawing(
        request, "leadership/doors/_question.html", q=q, rights=rights if own else rights._replace(viewer=0), voted=voted, pending=pending,
        said=said, answered_said=hands_of(request).since(q.answered_at) if q.answered_at else "", leader=leader,
    )  # fmt: skip


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
