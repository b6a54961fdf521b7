"""Reacting: one sign per person on a post or a comment; changed, or taken back."""

from __future__ import annotations

from typing import Any

from django.db import transaction
from django.db.models import F
from django.utils.translation import gettext_lazy as _

from parvis.kernel import clock
from parvis.kernel.chronicling import kind, record
from parvis.kernel.refusals import require
from parvis.people.models import Person
from parvis.posts.models import SIGNS, Comment, CommentReaction, Post, PostReaction
from parvis.posts.permissions import may_react

REACTED, TOOK_BACK = kind("post.reacted"), kind("post.reaction_taken_back")


def rows_of(subject: Post | Comment) -> tuple[Any, dict[str, Any], int | None]:
    """(model of the reactions, how to find them, place)."""
    if isinstance(subject, Post):
        return PostReaction, {"post_id": subject.pk}, subject.community_id or subject.author_id
    return CommentReaction, {"comment_id": subject.pk}, subject.post.community_id or subject.post.author_id


def count(subject: Post | Comment, **changes: int) -> None:
    fields = {f"{sign}_count": F(f"{sign}_count") + change for sign, change in changes.items()}
    type(subject)._default_manager.filter(pk=subject.pk).update(**fields)


@transaction.atomic
def react(subject: Post | Comment, sign: str, *, by: Person) -> bool:
    """React with `sign` (one of SIGNS); another sign replaces the first. Twice the same changes nothing. True when changed."""
    require(sign in SIGNS, _("There is no such reaction."))
    require(
        may_react(by, subject if isinstance(subject, Post) else subject.post),
        _("This community is archived: it can only be read."),
    )
    model, where, place = rows_of(subject)
    row = model(person=by, sign=sign, at=clock.now(), **where)
    made = model.objects.bulk_create([row], ignore_conflicts=True) and model.objects.filter(pk=row.pk).exists()
    if made:
        count(subject, **{sign: 1})
    else:
        before = model.objects.select_for_update().get(person=by, **where)
        if before.sign == sign:
            return False
        count(subject, **{before.sign: -1, sign: 1})
        model.objects.filter(pk=before.pk).update(sign=sign, at=clock.now())
    record(REACTED, by=by, subject=subject, place=place)
    return True


@transaction.atomic
def take_back(subject: Post | Comment, *, by: Person) -> bool:
    """Take one's reaction back; True when there was one."""
    model, where, place = rows_of(subject)
    before = model.objects.select_for_update().filter(person=by, **where).first()
    if before is None or not model.objects.filter(pk=before.pk).delete()[0]:
        return False
    count(subject, **{before.sign: -1})
    record(TOOK_BACK, by=by, subject=subject, place=place)
    return True
