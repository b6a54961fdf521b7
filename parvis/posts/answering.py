"""Questions: "me too", and the one answer their author accepts."""

from __future__ import annotations

from django.db import transaction
from django.db.models import F
from django.utils.translation import gettext_lazy as _

from parvis.kernel import clock
from parvis.kernel.chronicling import kind, record
from parvis.kernel.refusals import require
from parvis.people.models import Person
from parvis.posts.models import AcceptedAnswer, Comment, MeToo, Post
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
    """Say that one has the same question."""
    require(post.kind == Post.Kind.QUESTION, _("This is not a question."))
    row = MeToo(person=by, post=post, at=clock.now())
    MeToo.objects.bulk_create([row], ignore_conflicts=True)
    if MeToo.objects.filter(pk=row.pk).exists():
        Post.objects.filter(pk=post.pk).update(me_too_count=F("me_too_count") + 1)
        record(ME_TOO, by=by, subject=post, place=post.community_id or post.author_id)


@transaction.atomic
def no_longer_ask(post: Post, *, by: Person) -> None:
    if MeToo.objects.filter(person=by, post=post).delete()[0]:
        Post.objects.filter(pk=post.pk).update(me_too_count=F("me_too_count") - 1)
