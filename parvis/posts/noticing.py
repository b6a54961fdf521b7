"""What is still there for somebody who is told of it: asked when the page of notices is drawn and when anything leaves."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import Any

from django.db.models import Q
from django.utils.text import Truncator
from django.utils.translation import gettext as _

from parvis.kernel import clock
from parvis.kernel.lines import line
from parvis.notifications.offering import Cause, Look
from parvis.people.models import Person
from parvis.posts.commenting import comment_on
from parvis.posts.models import Comment, CommentReaction, Post, PostReaction, ReadConfirmation

LONGEST = 240


def excerpt(words: str) -> str:
    """On one line; spaces that do not break stay."""
    return Truncator(line(words)).chars(LONGEST)


def posts(viewer: Person, causes: Sequence[Cause], **only: Any) -> dict[Cause, Look]:
    """Posts the viewer may read now."""
    wanted = {subject for _actor, subject in causes}
    rows = Post.objects.visible_to(viewer).filter(pk__in=wanted, **only)
    there = {pk: Look(f"/posts/{pk}/", excerpt(title or words)) for pk, title, words in rows.values_list("pk", "title", "body_text")}  # fmt: skip
    return {cause: there[cause[1]] for cause in causes if cause[1] in there}


def comments(viewer: Person, causes: Sequence[Cause]) -> dict[Cause, Look]:
    """Comments the viewer may read now, of posts they may read."""
    wanted = {subject for _actor, subject in causes}
    rows = Comment.objects.visible_to(viewer).filter(pk__in=wanted, withdrawal=None)
    there = {pk: Look(f"/posts/{post}/#comment-{pk}", excerpt(words)) for pk, post, words in rows.values_list("pk", "post_id", "body_text")}  # fmt: skip
    return {cause: there[cause[1]] for cause in causes if cause[1] in there}


def either(viewer: Person, causes: Sequence[Cause]) -> dict[Cause, Look]:
    """A mention is in a post or in a comment: ids are of one space."""
    return posts(viewer, causes) | comments(viewer, causes)


def still_asked(viewer: Person, causes: Sequence[Cause]) -> dict[Cause, Look]:
    return posts(viewer, causes, must_read_until__gt=clock.now())


def still_to_say(viewer: Person, causes: Sequence[Cause]) -> dict[Cause, Look]:
    """What is still asked, of who has not said so meanwhile."""
    said = set(ReadConfirmation.objects.filter(person=viewer, must_read__post__in=[c[1] for c in causes]).values_list("must_read__post_id", flat=True))  # fmt: skip
    return still_asked(viewer, [cause for cause in causes if cause[1] not in said])


def accepted(viewer: Person, causes: Sequence[Cause]) -> dict[Cause, Look]:
    kept = set(Comment.objects.filter(pk__in={c[1] for c in causes}, accepted_as__isnull=False).values_list("pk", flat=True))  # fmt: skip
    return comments(viewer, [cause for cause in causes if cause[1] in kept])


def pairs(causes: Sequence[Cause], field: str) -> Q:
    found = Q(pk=None)
    for subject in {cause[1] for cause in causes}:
        found |= Q(**{field: subject}, person__in={cause[0] for cause in causes if cause[1] == subject})
    return found


def reacted_posts(viewer: Person, causes: Sequence[Cause]) -> dict[Cause, Look]:
    """Without what was taken back."""
    kept = set(PostReaction.objects.filter(pairs(causes, "post_id")).values_list("person_id", "post_id"))
    return posts(viewer, [cause for cause in causes if cause in kept])


def reacted_comments(viewer: Person, causes: Sequence[Cause]) -> dict[Cause, Look]:
    kept = set(CommentReaction.objects.filter(pairs(causes, "comment_id")).values_list("person_id", "comment_id"))
    return comments(viewer, [cause for cause in causes if cause in kept])


def names_of(viewer: Person, ids: Iterable[int]) -> dict[int, tuple[str, str]]:
    """What conversations are called, for who may read them."""
    rows = Post.objects.visible_to(viewer).filter(pk__in=list(ids)).select_related("author")
    return {
        row.pk: (Truncator(row.title or row.body_text or _("a post by %(name)s") % {"name": row.author.name}).chars(80), f"/posts/{row.pk}/")
        for row in rows
    }  # fmt: skip


def answer_comment(person: Person, subject: int, words: str, key: str) -> Any:
    """What somebody sends back by mail, as a comment under what they were told of. Raises Refused; None: it is not there for them."""
    comment = Comment.objects.visible_to(person).select_related("post__community", "post__author").filter(pk=subject, withdrawal=None).first()  # fmt: skip
    if comment is not None:
        return comment_on(comment.post, words, by=person, to=comment, key=key)
    post = Post.objects.visible_to(person).select_related("community", "author").filter(pk=subject).first()
    return comment_on(post, words, by=person, key=key) if post is not None else None
