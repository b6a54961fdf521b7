"""Questions: "me too", and the one answer their author accepts."""

from __future__ import annotations

import datetime as dt

from django.db import transaction
from django.db.models import F
from django.utils.translation import gettext_lazy as _

from parvis.kernel import clock, turns
from parvis.kernel.chronicling import kind, record
from parvis.kernel.refusals import require
from parvis.people.models import Person
from parvis.posts import settling
from parvis.posts.models import AcceptedAnswer, Comment, MeToo, Post, UnsettledMeToo
from parvis.posts.permissions import may_accept

ACCEPTED, REOPENED = kind("question.answered"), kind("question.reopened")
ME_TOO = kind("question.me_too")


@transaction.atomic
def accept_answer(post: Post, comment: Comment, *, by: Person) -> AcceptedAnswer:
    """This comment answers the question; an earlier choice is replaced."""
    require(may_accept(by, post), _("Only who asked says which answer is the right one."))
    require(comment.post_id == post.pk and not hasattr(comment, "withdrawal"), _("This comment is elsewhere."))
    AcceptedAnswer.objects.filter(post=post).delete()
    accepted = AcceptedAnswer.objects.create(post=post, comment=comment, by=by, at=clock.now())
    Post.objects.filter(pk=post.pk).update(is_answered=True)
    record(ACCEPTED, by=by, subject=comment, place=post.community_id or post.author_id)
    return accepted


@transaction.atomic
def reopen_question(post: Post, *, by: Person) -> None:
    require(may_accept(by, post), _("Only who asked says which answer is the right one."))
    if AcceptedAnswer.objects.filter(post=post).delete()[0]:
        Post.objects.filter(pk=post.pk).update(is_answered=False)
        record(REOPENED, by=by, subject=post, place=post.community_id or post.author_id)


@transaction.atomic
def ask_too(post: Post, *, by: Person) -> None:
    """Say that one has the same question; others see it once it has settled."""
    require(post.kind == Post.Kind.QUESTION, _("This is not a question."))
    now = clock.now()
    due = settling.settles_at(settling.REACTION, now)
    if due is None:
        count_in(post, by, now)
    elif not MeToo.objects.filter(person=by, post=post).exists():
        waiting = UnsettledMeToo(person=by, post=post, at=now, settles_at=due)
        UnsettledMeToo.objects.bulk_create([waiting], ignore_conflicts=True)
        turns.expect(due)


def count_in(post: Post, person: Person, at: dt.datetime) -> None:
    """In the transaction of the caller: others see it from now on."""
    row = MeToo(person=person, post=post, at=at)
    MeToo.objects.bulk_create([row], ignore_conflicts=True)
    if MeToo.objects.filter(pk=row.pk).exists():
        Post.objects.filter(pk=post.pk).update(me_too_count=F("me_too_count") + 1)
        record(ME_TOO, by=person, subject=post, place=post.community_id or post.author_id, at=at)


@transaction.atomic
def no_longer_ask(post: Post, *, by: Person) -> None:
    """Take it back. What had not settled never was."""
    UnsettledMeToo.objects.filter(person=by, post=post).delete()
    if MeToo.objects.filter(person=by, post=post).delete()[0]:
        Post.objects.filter(pk=post.pk).update(me_too_count=F("me_too_count") - 1)


def settle_me_too(row: UnsettledMeToo) -> None:
    post = Post.objects.visible_to(row.person).filter(pk=row.post_id).first()
    if post is not None:
        count_in(post, row.person, clock.now())


@settling.settler
def settle_me_toos(now: dt.datetime) -> dt.datetime | None:
    return settling.settle_each(UnsettledMeToo, settle_me_too, now)
