"""What has changed at a door, drawn once for all who watch it, by the templates of its page: two thousand who would each ask for the list
at once would wait for one another. The piece is the whole of `_live.html`, but for the questions a page has already: these are named
(`data-kept`) and stay as they are in it.

What is somebody's own (their “me too”, their own question) is in the drawing made for them, and in no other. Who answers or refuses at
the door is shown more: their page asks for the list by itself."""

from __future__ import annotations

import dataclasses
import datetime as dt
import functools
import zoneinfo
from collections.abc import Collection, Iterable
from typing import Any

from django.conf import settings
from django.utils import timezone, translation
from markupsafe import Markup

from parvis.interface import drawings
from parvis.interface.words import Hands
from parvis.leadership.door_words import asked_when
from parvis.leadership.doors_drawing import facts_of, list_of, rights_at
from parvis.leadership.doors_pace import pace_among
from parvis.leadership.doors_screens import FEW, Asker, Scene, Seen
from parvis.leadership.doors_version import version_of
from parvis.leadership.models import Door, QuestionVote

MOST_VERSIONS = 40  # of a door, from which what has changed since is known
MOST_CHANGED, LONGEST = 12, 40_000  # questions; characters of one drawing
TEMPLATE = "leadership/doors/_question.html"


@dataclasses.dataclass
class Known:
    """A door as it was read last. `shown`: of each version there was lately, a mark of each question on its first page."""

    door: Door
    scene: Scene
    shown: dict[str, dict[int, int]]


_known: dict[int, Known] = {}


def remember(found: Iterable[tuple[Door, Scene]]) -> None:
    """These are the doors watched now, and there are no others."""
    before = dict(_known)
    _known.clear()
    for door, scene in found:
        shown = before[door.pk].shown if door.pk in before else {}
        version = version_of(door, scene)
        if version not in shown:
            shown[version] = {q.id: hash(q) for q in scene.questions[:FEW]}
            while len(shown) > MOST_VERSIONS:
                del shown[next(iter(shown))]
        _known[door.pk] = Known(door, scene, shown)
    if _known and not before:  # the first one: the templates are read before a crowd waits for them
        one = next(iter(_known.values()))
        drawings.template(TEMPLATE)
        draw(one.door, one.scene, [], frozenset(), 0, taken="", watchers=1)


@functools.lru_cache(maxsize=600)
def zone_named(name: str) -> dt.tzinfo | None:
    try:
        return zoneinfo.ZoneInfo(name) if name else None
    except (zoneinfo.ZoneInfoNotFoundError, ValueError, OSError):
        return None


def taken_by(language: str) -> str:
    """How a page of this language shows what is drawn for it, in the zone of its reader: what it says when it begins to watch."""
    return f"{language}~{timezone.get_current_timezone_name()}"


def drawn_for(door_id: int, had: str, taken: str, people: Collection[int]) -> dict[int, str]:
    """Of each of these persons, who may see the door, what their page, which shows version `had`, shows now."""
    known = _known.get(door_id)
    language, _, zone_name = taken.partition("~")
    zone = zone_named(zone_name)
    if known is None or had not in known.shown or language not in dict(settings.LANGUAGES) or zone is None:
        return {}
    before = known.shown[had]
    changed = [q for q in known.scene.questions[:FEW] if before.get(q.id) != hash(q)]
    if len(changed) > MOST_CHANGED:
        return {}
    voted: dict[int, set[int]] = {}
    rows = QuestionVote.objects.filter(question_id__among=[q.id for q in changed], person__among=list(people))
    for person, question in rows.values_list("person_id", "question_id") if changed else ():
        voted.setdefault(person, set()).add(question)
    askers = {q.asker.id for q in changed if q.asker}
    made: dict[tuple[frozenset[int], int], str] = {}
    found: dict[int, str] = {}
    with translation.override(language), timezone.override(zone):
        for person in set(people) - {known.door.leader_id}:
            key = (frozenset(voted.get(person, ())), person if person in askers else 0)
            if key not in made:
                made[key] = draw(known.door, known.scene, changed, *key, taken=taken, watchers=len(people))
            found[person] = made[key]
    return {person: text for person, text in found.items() if len(text) <= LONGEST}


def kept(hands: Hands, q: Seen) -> Markup:
    """A question that stays as it is, but for how long ago it was asked and answered. Short: a page has fifty."""
    answered = hands.since(q.answered_at) if q.answered_at else ""
    return Markup("<i id='question-{}' data-kept='{}|{}'></i>").format(q.id, asked_when(q.hour), answered)


def draw(
    door: Door, scene: Scene, changed: list[Seen], voted: frozenset[int], viewer: int, *, taken: str, watchers: int
) -> str:
    rights, hands, leader = rights_at(door, viewer, moderates=False), Hands(), Asker.of(door.leader)
    fresh = {
        q.id: drawings.rendered(TEMPLATE, facts_of(hands, q, leader, rights, q.id in voted, False, asked_when(q.hour)))
        for q in changed
    }

    def questions(*_given: Any) -> Markup:
        return Markup("").join(Markup(fresh[q.id]) if q.id in fresh else kept(hands, q) for q in scene.questions[:FEW])  # noqa: S704 (rendered above)

    context = list_of(door, scene, rights, pace=pace_among(door, watchers), taken=taken) | {
        "draw_questions": questions,
        "voted": (),
        "pending": (),
    }
    return drawings.without_token(drawings.rendered("leadership/doors/_live.html", context))
