"""The letter of the week to communicators: what is public, and counts of everybody; nothing of what anyone opened, noted or practised.
A page, and a mail on Monday."""

from __future__ import annotations

import dataclasses
import datetime as dt

from django.conf import settings
from django.core.mail import send_mail
from django.db.models import Count, Exists, OuterRef
from django.template.loader import render_to_string
from django.utils import timezone, translation

from parvis.kernel import clock
from parvis.kernel.jobs import every, job
from parvis.leadership import first_voices
from parvis.leadership.counting_steps import Taken, steps_of_the_week
from parvis.leadership.models import ShownSentence
from parvis.people.models import Organisation, Person
from parvis.people.permissions import COMMUNICATOR
from parvis.posts.models import Comment, FirstVoice, Post

WEEK, LATE, MONTH = dt.timedelta(days=7), dt.timedelta(hours=48), dt.timedelta(days=30)
FEW = 5  # fewer leaders than this, and a count of their answers would be a count of some of them


@dataclasses.dataclass(frozen=True)
class Letter:
    """`steps` first taken by leaders together, None where fewer than five took one; `answers` by `speakers` leaders, None where they are too few to be counted; `waiting` words left under leaders' posts for more than
    48 hours; `voices` first voices nobody answered; `question` one that nobody answered; `sentence` a leader agreed to show."""

    steps: Taken | None
    answers: int | None
    speakers: int | None
    waiting: int
    voices: list[FirstVoice]
    question: Post | None
    sentence: ShownSentence | None


def letter_for(reader: Person) -> Letter:
    """What this communicator may read, as everybody does."""
    now = clock.now()
    said = Comment.objects.filter(author__mandate__isnull=False, at__gte=now - WEEK, withdrawal=None)
    counted = said.aggregate(answers=Count("id"), speakers=Count("author", distinct=True))
    counted = counted if counted["speakers"] >= FEW else {"answers": None, "speakers": None}
    later = Comment.objects.filter(post=OuterRef("post"), author=OuterRef("post__author"), id__gt=OuterRef("id"), withdrawal=None)  # fmt: skip
    alone = Comment.objects.visible_to(reader).filter(
        post__author__mandate__isnull=False, withdrawal=None, at__lte=now - LATE, at__gte=now - MONTH
    )
    alone = alone.exclude(author__mandate__isnull=False).filter(~Exists(later))
    readable = Post.objects.visible_to(reader)
    questions = readable.filter(kind="question", is_answered=False, comment_count=0, active_at__gte=now - MONTH)
    return Letter(
        steps_of_the_week(),
        counted["answers"], counted["speakers"], alone.count(),
        list(first_voices.waiting(reader).filter(at__gte=now - WEEK)[:5]),
        questions.select_related("author__unit").order_by("active_at").first(),
        ShownSentence.objects.select_related("person__mandate", "person__portrait").filter(person__departure=None).order_by("-at").first(),
    )  # fmt: skip


@every(dt.timedelta(days=1))
@job()
def send_letters() -> None:
    """On Monday, each communicator gets theirs in their own job, so that one address that fails does not hold the others back."""
    if timezone.localtime(clock.now()).weekday() == 0:
        people = Person.objects.present().filter(appointments__power=COMMUNICATOR).exclude(email="")
        for pk in people.values_list("pk", flat=True).distinct():
            send_letter.later(person_id=pk)


@job()
def send_letter(person_id: int) -> None:
    person = Person.objects.present().filter(pk=person_id, appointments__power=COMMUNICATOR).first()
    if person is None:  # no longer a communicator since
        return
    organisation = Organisation.objects.get()
    with translation.override(person.language or organisation.language):
        subject = translation.gettext("%(name)s: the letter of the week") % {"name": organisation.name}
        words = render_to_string("leadership/letter.txt", {"letter": letter_for(person), "address": settings.PARVIS.address, "person": person})  # fmt: skip
    send_mail(subject, words, None, [person.email])
