"""What pages show of doors and their questions, as plain values in a constant number of queries.

Two thousand people may watch one door: what is the same for all of them (a `Scene`) is read at most once a second by each process;
what is personal (one's own “me too”) is one more query, and only when something has changed."""

from __future__ import annotations

import dataclasses
import datetime as dt
import hashlib
import re
import time
from collections.abc import Callable, Iterable, Sequence
from typing import Any, NamedTuple

from django.conf import settings
from django.db.models import Count, OuterRef, Subquery
from django.db.models.functions import Coalesce
from markupsafe import Markup

from parvis.kernel import clock
from parvis.kernel.compiled import Compiled, ids_slot, slot
from parvis.leadership.answering_doors import where_it_stands
from parvis.leadership.models import Door, DoorQuestion, DoorReminder, QuestionVote, StandingDoor
from parvis.people.models import Person
from parvis.posts.models import Comment, Post, UnsettledComment

MOST, FEW = 300, 50
FRESH = 0.0 if settings.TESTING else 1.0
FRESH_TOLD = FRESH / 10
MOST_KEPT = 200
QUOTED = re.compile(r"^\s*<blockquote>.*?</blockquote>", re.DOTALL)
FILTERS = ("all", "waiting", "answered")


class Asker(NamedTuple):
    """Who asked, as the page shows them."""

    id: int
    handle: str
    name: str
    initials: str
    portrait: int | None
    mandate: str | None
    job: str
    unit: str

    @classmethod
    def of(cls, person: Person) -> Asker:
        portrait, mandate = getattr(person, "portrait", None), getattr(person, "mandate", None)
        unit = person.unit.name if person.unit else ""
        return cls(
            person.pk, person.handle, person.name, person.initials, portrait and portrait.pk, mandate and mandate.title, person.job, unit
        )  # fmt: skip


class Seen(NamedTuple):
    """A question as all its readers see it. `answer` is empty while it waits, and when it stands `elsewhere`: the leader moved it."""

    id: int
    words: str
    asker: Asker | None
    hour: int
    votes: int
    answer: Markup = Markup("")
    answered_at: dt.datetime | None = None
    answer_url: str = ""
    is_edited: bool = False
    elsewhere: bool = False

    @property
    def is_answered(self) -> bool:
        return bool(self.answer) or self.elsewhere


class Rights(NamedTuple):
    """What the reader may do with the questions of this door."""

    viewer: int
    vote: bool
    answer: bool
    moderate: bool


@dataclasses.dataclass(frozen=True)
class Scene:
    """The questions of a door in their order, the first 300 of them, and a `version` that changes with any of it. `drawn` is what is
    drawn alike for all who watch (see doors_drawing)."""

    questions: tuple[Seen, ...]
    version: str
    drawn: dict[Any, Any] = dataclasses.field(default_factory=dict, compare=False)

    @property
    def answered(self) -> int:
        return sum(1 for row in self.questions if row.is_answered)

    def only(self, chosen: str) -> list[Seen]:
        if chosen == "all":
            return list(self.questions)
        return [row for row in self.questions if row.is_answered == (chosen == "answered")]


def is_elsewhere(said: Comment | Post, place: Door | StandingDoor) -> bool:
    """The leader has moved their invitation, or their answer, to another place: others read it there, by the rule of that place."""
    if isinstance(place, StandingDoor):
        return isinstance(said, Post) and said.community_id is not None
    post = said if isinstance(said, Post) else place.post
    return post is None or post.community_id != place.community_id


def seen(row: DoorQuestion, place: Door | StandingDoor) -> Seen:
    said: Comment | Post | None = None
    kept = getattr(row, "answer", None)
    if kept is not None:
        said = kept.comment if kept.comment_id else kept.post
    is_read = said is not None and (
        getattr(said, "withdrawal", None) is None if isinstance(said, Comment) else said.active_at is not None
    )
    asker = Asker.of(row.asker) if row.asker else None
    if kept is None or said is None or not is_read:
        return Seen(row.pk, row.words, asker, row.hour, row.me_too_count)
    if is_elsewhere(said, place):  # not a word of it: only that it is answered, and where, by the rule of that place
        return Seen(row.pk, row.words, asker, row.hour, row.me_too_count, answer_url=where_it_stands(kept), elsewhere=True)  # fmt: skip
    body = Markup(QUOTED.sub("", said.body_html, count=1))  # noqa: S704 (sanitised on write)
    at = said.at if isinstance(said, Comment) else said.published_at
    return Seen(
        row.pk, row.words, asker, row.hour, row.me_too_count, body, at, where_it_stands(kept), said.edited_at is not None
    )  # fmt: skip


VISIBLE = Compiled(lambda is_guest: Door.objects.visible_to(Person(id=slot("viewer"), is_guest=is_guest)).filter(pk=slot("pk")).values_list("pk"))  # fmt: skip


def scene_of(place: Door | StandingDoor) -> Scene:
    """The questions now."""
    rows = place.questions.listed().in_order().for_screen()[:MOST]
    questions = tuple(seen(row, place) for row in rows)
    version = hashlib.blake2b(repr(questions).encode(), digest_size=8).hexdigest()
    return Scene(questions, version)


_watched: dict[int, tuple[float, Door, Scene]] = {}


Told = Callable[[Door, Scene], bool]  # whether this is what the viewer heard of


def watched(viewer: Person, door_id: int, is_it: Told | None = None) -> tuple[Door, Scene] | None:
    """The door and its questions as they were a second ago at most, for who may see it: that is asked each time. Who has heard that
    they are others now (`is_it` says no) gets what is at most a tenth of a second old."""
    now, known = time.monotonic(), _watched.get(door_id)
    fresh = FRESH if known is None or is_it is None or is_it(*known[1:]) else FRESH_TOLD
    if known is not None and now - known[0] < fresh:
        return known[1:] if VISIBLE(viewer.is_guest, viewer=viewer.pk, pk=door_id) else None
    door = Door.objects.visible_to(viewer).for_screen().filter(pk=door_id).first()
    return (door, lately(door, fresh)) if door is not None else None


def lately(door: Door, fresh: float | None = None) -> Scene:
    """The questions of a door just loaded, as they were a second (or `fresh`) ago at most."""
    now, known = time.monotonic(), _watched.get(door.pk)
    if known is not None and now - known[0] < (FRESH if fresh is None else fresh):
        return known[2]
    scene = scene_of(door)
    if known is not None and known[2].version == scene.version:
        scene = known[2]  # with what is drawn of it
    if len(_watched) >= MOST_KEPT:
        _watched.clear()
    _watched[door.pk] = (now, door, scene)
    return scene


VOTED = Compiled(lambda: QuestionVote.objects.filter(person_id=slot("viewer"), question_id__among=ids_slot("ids")).values_list("question_id"))  # fmt: skip


def voted_by(viewer: Person, questions: Sequence[Seen]) -> set[int]:
    """Of these questions, those the viewer said “me too” to."""
    return {row[0] for row in VOTED(viewer=viewer.pk, ids=[row.id for row in questions])}


def pending_for(viewer: Person, place: Door | StandingDoor) -> set[int]:
    """The questions whose answer its leader, the viewer, has just sent: others do not read it yet."""
    if place.leader_id != viewer.pk:
        return set()
    sent = UnsettledComment.objects.filter(author=viewer).values("pk")
    waits = place.questions.filter(answer__comment_id__in=sent) | place.questions.filter(
        answer__post__settles_at__isnull=False
    )
    return set(waits.values_list("pk", flat=True))


def refused_for(viewer: Person, place: Door | StandingDoor) -> list[DoorQuestion]:
    """Refused questions the viewer asked or may refuse."""
    field = {"door": place} if isinstance(place, Door) else {"standing": place}
    rows = DoorQuestion.objects.visible_to(viewer).filter(refusal__isnull=False, **field)
    return list(rows.select_related("refusal", "asker").order_by("hour", "id")[:FEW])


def with_counts(doors: Any) -> Any:
    """Doors with `asked` and `answered`: how many questions, how many of them answered."""
    asked = DoorQuestion.objects.filter(door=OuterRef("pk")).listed().order_by()

    def number(rows: Any) -> Coalesce:
        return Coalesce(Subquery(rows.values("door").annotate(n=Count("pk")).values("n")), 0)

    return doors.for_screen().annotate(asked=number(asked), answered=number(asked.answered()))


@dataclasses.dataclass(frozen=True)
class Index:
    open: list[Door]
    coming: list[Door]
    standing: list[StandingDoor]


def index(viewer: Person) -> Index:
    now = clock.now()
    rows = list(with_counts(Door.objects.visible_to(viewer).filter(closes_at__gt=now)).order_by("opens_at", "id")[:FEW])
    standing: list[StandingDoor] = []
    if not viewer.is_guest:
        kept = StandingDoor.objects.filter(closed_at=None, leader__departure=None)
        standing = list(
            kept.select_related("leader__unit", "leader__mandate", "leader__portrait").order_by("leader__name")[:FEW]
        )
    return Index(
        [row for row in rows if row.state == "open"], [row for row in rows if row.state != "open"], standing
    )  # fmt: skip


def past(viewer: Person) -> Any:
    return with_counts(Door.objects.visible_to(viewer).filter(closes_at__lte=clock.now()))


def follows(viewer: Person, door: Door) -> bool:
    return DoorReminder.objects.filter(door=door, person=viewer).exists()


def as_json(rows: Iterable[Seen]) -> list[dict[str, Any]]:
    return [
        {"id": str(row.id), "words": row.words, "by": row.asker.handle if row.asker else None, "me_too": row.votes,
         "answer": str(row.answer) or None, "answer_url": row.answer_url or None}
        for row in rows
    ]  # fmt: skip
