"""A question taken out of the list by a moderator, with a reason. Never by the leader who is asked."""

from __future__ import annotations

from collections.abc import Iterable

from django.conf import settings
from django.core.mail import send_mail
from django.db import transaction
from django.db.models import Count
from django.utils import translation
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from parvis.kernel import clock
from parvis.kernel.chronicling import kind, record
from parvis.kernel.jobs import job
from parvis.kernel.refusals import require
from parvis.leadership.answering_doors import is_answered
from parvis.leadership.doors_permissions import may_moderate
from parvis.leadership.models import Door, DoorQuestion, QuestionRefusal, StandingDoor
from parvis.people.models import Person

REFUSED, PUT_BACK = kind("door.question_refused", retention="audit"), kind("door.question_put_back", retention="audit")
NOT_YOURS = gettext_lazy("Hosts of the place and communicators refuse a question; never the person who is asked.")


def place_id(place: Door | StandingDoor) -> int:
    return place.community_id if isinstance(place, Door) else place.leader_id


@transaction.atomic
def refuse(question: DoorQuestion, reason: str, words: str, *, by: Person) -> QuestionRefusal:
    """Take it out of the list. Who asked under their name is told by mail, with the reason; everybody reads how many were refused."""
    require(may_moderate(by, question.place), NOT_YOURS)
    require(reason in QuestionRefusal.Reason.values, gettext_lazy("Say why: the reason is shown."), field="reason")
    require(not is_answered(question), gettext_lazy("It has been answered already."))
    row, made = QuestionRefusal.objects.get_or_create(
        question=question, defaults={"by": by, "reason": reason, "words": words.strip()[:500], "at": clock.now()}
    )
    if made:
        record(REFUSED, by=by, subject=question, place=place_id(question.place))
        if question.asker_id:
            tell_refused.later(refusal_id=row.pk)
    return row


@transaction.atomic
def put_back(question: DoorQuestion, *, by: Person) -> None:
    """It was refused by mistake: it is in the list again."""
    require(may_moderate(by, question.place), NOT_YOURS)
    if QuestionRefusal.objects.filter(question=question).delete()[0]:
        record(PUT_BACK, by=by, subject=question, place=place_id(question.place))


def counts_of(place: Door | StandingDoor) -> list[tuple[str, int]]:
    """(reason in words, how many) of the questions refused at this door, most frequent first: what everybody is shown of them."""
    field = "question__door" if isinstance(place, Door) else "question__standing"
    rows = QuestionRefusal.objects.filter(**{field: place}).values("reason").annotate(n=Count("id")).order_by("-n", "reason")  # fmt: skip
    found: Iterable[tuple[str, int]] = ((row["reason"], row["n"]) for row in rows)
    return [(str(QuestionRefusal.Reason(reason).label), n) for reason, n in found]


@job(atomic=False)
def tell_refused(refusal_id: int) -> None:
    rows = QuestionRefusal.objects.select_related(
        "question__asker", "question__door__leader", "question__standing__leader"
    )
    row = rows.filter(pk=refusal_id).first()
    asker = row.question.asker if row else None
    if row is None or asker is None or not asker.email or hasattr(asker, "departure"):
        return
    with translation.override(asker.language or settings.LANGUAGE_CODE):
        facts = {
            "leader": row.question.leader.name, "question": row.question.words, "reason": row.get_reason_display(),
            "words": f"\n\n{row.words}" if row.words else "", "link": f"{settings.PARVIS.address.rstrip('/')}{row.question.place.get_absolute_url()}",
        }  # fmt: skip
        title = _("Your question to %(leader)s was not kept") % facts
        words = _(
            "You asked:\n\n“%(question)s”\n\nA moderator took it out of the list: %(reason)s.%(words)s\n\nYou can ask it in other words:\n%(link)s"
        ) % facts  # fmt: skip
    send_mail(title, words, None, [asker.email])
