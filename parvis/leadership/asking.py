"""Asking at a door: under one's name, or without it.

Asked without a name, nothing of the person is written: no row, no entry of the chronicle, no idempotency key, no minute. `by` only says
whether they may, and is counted in the limit below. What an administrator could still learn is said in docs/privacy.md."""

from __future__ import annotations

import datetime as dt
import hashlib
import hmac
import secrets

from django.conf import settings
from django.core.cache import cache
from django.db import transaction
from django.db.models import F
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from parvis.kernel import clock
from parvis.kernel.chronicling import kind, record
from parvis.kernel.once import claim
from parvis.kernel.refusals import require
from parvis.leadership.doors_permissions import may_ask, may_ask_without_name, may_vote
from parvis.leadership.models import AskedHour, Door, DoorQuestion, QuestionVote, StandingDoor
from parvis.leadership.models.door_questions import FARTHEST
from parvis.people.distances import steps_between
from parvis.people.models import Person
from parvis.posts.typesetting import typeset_text
from parvis.posts.writing import clean

ASKED, TAKEN_BACK = kind("door.asked"), kind("door.question_taken_back")
MOST = 600
# Questions of one person at one door (of a standing door: in a day).
MOST_WITHOUT_NAME, MOST_NAMED = 3, 10
CLOSED = _("This door takes no questions now.")


def checked(words: str) -> str:
    words = typeset_text(clean(words))
    require(words, _("Write your question first."), field="words")
    require(len(words) <= MOST, _("At most %(n)d characters: one question at a time.") % {"n": MOST}, field="words")
    return words


def where(place: Door | StandingDoor) -> dict[str, Door | StandingDoor]:
    return {"door": place} if isinstance(place, Door) else {"standing": place}


@transaction.atomic
def ask(place: Door | StandingDoor, words: str, *, by: Person, key: str | None = None) -> DoorQuestion:
    """Ask under one's name. Sent twice with the same key, asked once."""
    _identifier, fresh = claim(by, key and hidden("named", key))
    if not fresh:  # the id kept with the key stands in the row of the chronicle, not in the address of the question
        known = DoorQuestion.objects.filter(asker=by, **where(place)).filter(words=typeset_text(clean(words))).first()
        if known is not None:
            return known
    require(may_ask(by, place), CLOSED)
    said = checked(words)
    already = DoorQuestion.objects.filter(asker=by, **where(place)).waiting().count()
    require(already < MOST_NAMED, _("You have %(n)d questions here already: let others ask too.") % {"n": MOST_NAMED})
    steps = steps_between(by, place.leader)
    question = DoorQuestion.objects.create(
        asker=by, words=said, hour=AskedHour.now(), distance=FARTHEST if steps is None else min(steps, FARTHEST), **where(place)
    )  # fmt: skip
    record(ASKED, by=by, subject=question, place=place.community_id if isinstance(place, Door) else place.leader_id)
    return question


def ask_without_name(place: Door | StandingDoor, words: str, *, by: Person, key: str) -> None:
    """Ask without a name. Sent twice with the same key, asked once. It answers nothing: not even the caller learns which row it is."""
    require(place.allows_anonymous, _("Here one asks under one’s name."), field="unsigned")
    require(may_ask_without_name(by, place), CLOSED)
    said = checked(words)
    identifier = int(hidden("unsigned", key)[:15], 16) + 1
    if DoorQuestion.objects.filter(pk=identifier).exists():
        return
    count_blindly(place, by)
    with transaction.atomic():
        row = DoorQuestion(id=identifier, words=said, hour=AskedHour.now(), **where(place))
        DoorQuestion.objects.bulk_create([row], ignore_conflicts=True)
        # All those without a name become rows of one transaction: the order in which PostgreSQL wrote them is lost.
        DoorQuestion.objects.filter(asker=None, **where(place)).update(hour=F("hour"))


def hidden(purpose: str, key: str) -> str:
    """A key nobody can lead back to `key`: the one kept beside a name and the one that makes an id have nothing in common."""
    return hashlib.sha256(f"{purpose}:{key}".encode()).hexdigest()


def ends_at(place: Door | StandingDoor) -> dt.datetime:
    """When the count of this door is forgotten: when it closes; of a standing door, at the end of the day."""
    if isinstance(place, Door):
        return place.closes_at
    midnight = timezone.localtime(clock.now()).replace(hour=0, minute=0, second=0, microsecond=0)
    return midnight + dt.timedelta(days=1)


def count_blindly(place: Door | StandingDoor, by: Person) -> None:
    """Refuse the fourth question of one person. Who asked is known by a blind token only, made with a random salt that is kept in the
    cache, never in a table of ours, and forgotten with the counts when the door closes; and with the installation's secret key, which
    no database holds. A count lost with the cache only lets somebody ask once more."""
    name = f"asked:{place._meta.model_name}:{place.pk}"
    found: tuple[str, dict[str, int]] = cache.get(name) or (secrets.token_hex(16), {})
    salt, counts = found
    secret = f"{settings.SECRET_KEY}:{salt}".encode()
    token = hmac.new(secret, str(by.pk).encode(), hashlib.sha256).hexdigest()[:24]
    require(
        counts.get(token, 0) < MOST_WITHOUT_NAME,
        _("You have asked %(n)d questions without your name here. The next one is welcome under your name.") % {"n": MOST_WITHOUT_NAME},
        field="unsigned",
    )  # fmt: skip
    counts[token] = counts.get(token, 0) + 1
    left = (ends_at(place) - clock.now()).total_seconds()
    cache.set(name, (salt, dict(sorted(counts.items()))), timeout=max(60, int(left)))


@transaction.atomic
def take_back(question: DoorQuestion, *, by: Person) -> None:
    """One takes one's own question back, before it is answered: it is gone, with its “me too”."""
    require(question.asker_id == by.pk, _("Only who asked takes a question back."))
    require(getattr(question, "answer", None) is None, _("It has been answered: question and answer stay together."))
    place = question.place
    record(
        TAKEN_BACK, by=by, subject=question, place=place.community_id if isinstance(place, Door) else place.leader_id
    )
    question.delete()


@transaction.atomic
def me_too(question: DoorQuestion, *, by: Person) -> None:
    """Say that one has the same question. Not in the chronicle, and without a date: who asked without a name may say it too."""
    require(may_vote(by, question), _("You cannot say “me too” here."))
    row = QuestionVote(question=question, person=by)
    QuestionVote.objects.bulk_create([row], ignore_conflicts=True)
    if QuestionVote.objects.filter(pk=row.pk).exists():
        DoorQuestion.objects.filter(pk=question.pk).update(me_too_count=F("me_too_count") + 1)


@transaction.atomic
def not_me(question: DoorQuestion, *, by: Person) -> None:
    if QuestionVote.objects.filter(question=question, person=by).delete()[0]:
        DoorQuestion.objects.filter(pk=question.pk).update(me_too_count=F("me_too_count") - 1)
