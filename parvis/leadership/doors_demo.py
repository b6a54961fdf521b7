"""The open doors of the demo: Hélène's, past, with its twenty questions (one still waits, one was refused); Thomas's, to come; the
standing doors of Hélène, Anil and Thomas; a buddy."""

from __future__ import annotations

import dataclasses
import datetime as dt
import random
import zoneinfo
from collections.abc import Mapping, Sequence

from parvis.communities.models import Community
from parvis.kernel.ids import imported_id
from parvis.leadership.answering_doors import quoted
from parvis.leadership.door_talk import HELENE, STANDING, THOMAS, Talk
from parvis.leadership.models import (
    Buddy,
    Door,
    DoorAnswer,
    DoorQuestion,
    DoorReminder,
    QuestionRefusal,
    QuestionVote,
    StandingDoor,
)
from parvis.leadership.models.door_questions import EPOCH, FARTHEST
from parvis.people.distances import steps_between
from parvis.people.models import Person
from parvis.posts.models import Comment, Post, Publication
from parvis.posts.publishing import audience_of
from parvis.posts.typesetting import typeset_text
from parvis.posts.writing import rendered

PARIS = zoneinfo.ZoneInfo("Europe/Paris")


@dataclasses.dataclass
class Stage:
    """Who plays, and when."""

    people: Mapping[str, Person]
    places: Mapping[str, Community]
    now: dt.datetime
    seed: random.Random = dataclasses.field(default_factory=lambda: random.Random(2026))  # noqa: S311 (the same demo each time)

    def resolve(self, handles: set[str]) -> dict[str, tuple[int, str]]:
        return {
            handle: (self.people[handle].pk, self.people[handle].name) for handle in handles if handle in self.people
        }

    def at(self, days: int, hour: int, minute: int = 0) -> dt.datetime:
        """So many days from now, at this hour of Paris; to come, never on a Saturday or a Sunday."""
        day = self.now.astimezone(PARIS) + dt.timedelta(days=days)
        while days > 0 and day.weekday() >= 5:
            day += dt.timedelta(days=1)
        return day.replace(hour=hour, minute=minute, second=0, microsecond=0).astimezone(dt.UTC)


def fill(people: Mapping[str, Person], places: Mapping[str, Community], now: dt.datetime) -> None:
    stage = Stage(people, places, now)
    past = open_door(
        stage, "helene", "comite", "La marge, l’énergie, nos salaires : demandez",
        "On m’a beaucoup écrit depuis février. Plutôt que vingt messages, une heure ensemble, par écrit.\n\nJe réponds à tout ce que je sais. Pour le reste, je vous dirai quand je saurai.",
        stage.at(-9, 14), dt.timedelta(hours=1), announced=dt.timedelta(days=6),
    )  # fmt: skip
    for number, talk in enumerate(HELENE):
        ask(
            stage,
            past,
            talk,
            f"helene:{number}",
            past.opens_at - dt.timedelta(hours=(number * 7) % 120),
            past.opens_at + dt.timedelta(minutes=3 * number + 2),
        )
    coming = open_door(
        stage, "thomas", "la-place", "L’usine cet hiver : ce qu’on arrête, ce qu’on garde",
        "J’ouvre ma porte pendant une heure. Toutes les équipes, pas seulement l’usine.\n\nIl y a deux questions auxquelles je ne sais pas répondre aujourd’hui. Posez-les quand même.",
        next_thursday(stage), dt.timedelta(hours=1), announced=dt.timedelta(days=2), at=now - dt.timedelta(days=2),
    )  # fmt: skip
    for number, talk in enumerate(THOMAS):
        ask(stage, coming, talk, f"thomas:{number}", now - dt.timedelta(hours=2 + number * 4), None)
    followers = [people[handle] for handle in ("paul", "sylvie", "nadia")]
    DoorReminder.objects.bulk_create([DoorReminder(door=coming, person=person, at=now) for person in followers])
    for handle, (words, days, shows, talks) in STANDING.items():
        standing = StandingDoor.objects.create(
            leader=people[handle], words=words, days=days, shows_promise=shows, allows_anonymous=handle == "anil", at=now - dt.timedelta(days=60)
        )  # fmt: skip
        for number, talk in enumerate(talks):
            asked = now - dt.timedelta(days=40 - 6 * number)
            ask(stage, standing, talk, f"standing:{handle}:{number}", asked, asked + dt.timedelta(days=1, hours=5))
    Buddy.objects.create(person=people["karim"], buddy=people["nadia"], at=now - dt.timedelta(days=20), accepted_at=now - dt.timedelta(days=19))  # fmt: skip


def next_thursday(stage: Stage) -> dt.datetime:
    today = stage.now.astimezone(PARIS).weekday()
    return stage.at((3 - today) % 7 or 7, 14)


def open_door(
    stage: Stage, leader: str, place: str, subject: str, words: str, opens_at: dt.datetime, length: dt.timedelta, *, announced: dt.timedelta, at: dt.datetime | None = None
) -> Door:  # fmt: skip
    at = at or opens_at - announced
    person, community, identifier = stage.people[leader], stage.places[place], imported_id(at, f"door:{leader}")
    body = f"{words}\n\n[Posez votre question](/doors/{identifier}/)"
    post = publish(stage, person, community, body, f"door:{leader}", at, title=f"Porte ouverte\u00a0: {subject}"[:200])
    return Door.objects.create(
        id=identifier, leader=person, community=community, post=post, subject=typeset_text(subject), words=typeset_text(words), opens_at=opens_at, closes_at=opens_at + length, at=at
    )  # fmt: skip


def publish(
    stage: Stage, by: Person, place: Community | None, body: str, key: str, at: dt.datetime, title: str = ""
) -> Post:
    words = rendered(body, kind="note", resolve=stage.resolve)
    post = Post(
        id=imported_id(at, f"post:{key}"), kind="note", author=by, community=place, audience=audience_of(place), title=title, body_html=words.html,
        body_text=words.text, language="fr", drafted_at=at, published_at=at, active_at=at,
    )  # fmt: skip
    post.save(force_insert=True)
    Publication.objects.create(id=imported_id(at, f"publication:{key}"), post=post, by=by, at=at)
    return post


def ask(
    stage: Stage, place: Door | StandingDoor, talk: Talk, key: str, at: dt.datetime, answered_at: dt.datetime | None
) -> None:
    asker = stage.people[talk.by] if talk.by else None
    steps = steps_between(asker, place.leader) if asker else 0
    question = DoorQuestion.objects.create(
        id=stage.seed.getrandbits(62) + 1, door=place if isinstance(place, Door) else None, standing=place if isinstance(place, StandingDoor) else None,
        asker=asker, words=typeset_text(talk.words), hour=int((at - EPOCH).total_seconds()) // 3600, distance=FARTHEST if steps is None else steps, me_too_count=talk.votes,
    )  # fmt: skip
    voters: Sequence[Person] = [
        p
        for p in stage.people.values()
        if not p.is_guest and p.pk != place.leader_id and p.handle not in ("hana", talk.by)
    ]
    chosen = stage.seed.sample(list(voters), min(talk.votes, len(voters)))
    votes = [QuestionVote(id=stage.seed.getrandbits(62) + 1, question=question, person=person) for person in chosen]
    stage.seed.shuffle(votes)
    QuestionVote.objects.bulk_create(votes)
    if talk.refused:
        QuestionRefusal.objects.create(
            question=question, by=stage.people["marine"], reason=talk.refused, at=at + dt.timedelta(hours=2)
        )
    elif talk.answer and answered_at:
        answer(stage, question, talk.answer, key, answered_at)


def answer(stage: Stage, question: DoorQuestion, said: str, key: str, at: dt.datetime) -> None:
    place, leader = question.place, question.leader
    body = f"{quoted(question)}\n\n{said}"
    if isinstance(place, Door) and place.post is not None:
        words = rendered(body, kind="comment", resolve=stage.resolve)
        comment = Comment.objects.create(
            id=imported_id(at, f"answer:{key}"), post=place.post, author=leader, body_html=words.html, body_text=words.text, language="fr", at=at
        )  # fmt: skip
        Post.objects.filter(pk=place.post.pk).update(active_at=at)
        DoorAnswer.objects.create(question=question, comment=comment, at=at)
    else:
        post = publish(stage, leader, None, body, f"answer:{key}", at)
        DoorAnswer.objects.create(question=question, post=post, at=at)
