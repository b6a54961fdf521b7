"""Commenting: two levels, edited with a visible history, withdrawn."""

from __future__ import annotations

from django.db import transaction
from django.db.models import F
from django.utils.translation import gettext_lazy as _

from parvis.kernel import clock
from parvis.kernel.chronicling import kind, record
from parvis.kernel.once import claim
from parvis.kernel.refusals import Conflict, require
from parvis.people.models import Person
from parvis.posts.models import Comment, CommentRevision, CommentWithdrawal, Mention, Post
from parvis.posts.naming import name_people, note_first_voice, resolver
from parvis.posts.permissions import may_comment, may_edit, may_withdraw
from parvis.posts.writing import Words, rendered

COMMENTED, EDITED, WITHDRAWN = kind("comment.made"), kind("comment.edited"), kind("comment.withdrawn")


def words_of(source: str, author: Person, post: Post) -> Words:
    words = rendered(source, kind="comment", resolve=resolver(author, post.community))
    require(words.text, _("Write a few words before sending."), field="body")
    return words


def newest_two(post: Post) -> list[int]:
    """The ids of the two newest comments still there: what a card shows."""
    rows = Comment.objects.filter(post=post, withdrawal=None).order_by("-id").values_list("id", flat=True)[:2]
    return sorted(rows)


@transaction.atomic
def comment_on(post: Post, source: str, *, by: Person, to: Comment | None = None, key: str | None = None) -> Comment:
    """Answer a post, or one of its comments (`to`). Sent twice with the same key, it is said once."""
    identifier, fresh = claim(by, key)
    if not fresh:
        return Comment.objects.get(pk=identifier)
    require(may_comment(by, post), _("You can read this place, not write in it."))
    require(to is None or to.post_id == post.pk, _("This comment is elsewhere."))
    words = words_of(source, by, post)
    now = clock.now()
    comment = Comment(
        id=identifier, post=post, author=by, parent_id=(to.parent_id or to.pk) if to else None, answers=to,
        body_html=words.html, body_text=words.text, at=now,
    )  # fmt: skip
    comment.save(force_insert=True)
    preview = [*post.preview, comment.pk][-2:]
    Post.objects.filter(pk=post.pk).update(comment_count=F("comment_count") + 1, active_at=now, preview=preview)
    if words.mentions:
        name_people(post, words.mentions, comment=comment)
    note_first_voice(by, comment=comment)
    record(COMMENTED, by=by, subject=comment, place=post.community_id or post.author_id)
    return comment


@transaction.atomic
def edit_comment(comment: Comment, source: str, *, by: Person, version: int) -> Comment:
    """Change one's words; the former ones stay readable in the history. Raises Conflict when `version` is not the current one."""
    require(may_edit(by, comment) and not hasattr(comment, "withdrawal"), _("Only its author changes a comment."))
    words = words_of(source, by, comment.post)
    now = clock.now()
    changed = Comment.objects.filter(pk=comment.pk, version=version).update(
        body_html=words.html, body_text=words.text, edited_at=now, version=version + 1
    )
    if not changed:
        raise Conflict(
            _("This comment was changed in another window meanwhile. Both texts are below: keep what you need.")
        )
    CommentRevision.objects.create(comment=comment, number=version, body_html=comment.body_html, at=now)
    Mention.objects.filter(comment=comment).delete()
    name_people(comment.post, words.mentions, comment=comment)
    record(EDITED, by=by, subject=comment, place=comment.post.community_id or comment.post.author_id)
    comment.body_html, comment.body_text, comment.version = words.html, words.text, version + 1
    return comment


@transaction.atomic
def withdraw_comment(comment: Comment, *, by: Person) -> None:
    """Take one's words back: they are gone, history included; the place stays where others answered."""
    require(may_withdraw(by, comment), _("Only its author takes a comment back."))
    if hasattr(comment, "withdrawal"):
        return
    post = comment.post
    record(WITHDRAWN, by=by, subject=comment, place=post.community_id or post.author_id)
    if comment.replies.exists() or comment.answered_by.exists():
        CommentWithdrawal.objects.create(comment=comment, by=by, at=clock.now())
        comment.revisions.all().delete()
        Mention.objects.filter(comment=comment).delete()
        Comment.objects.filter(pk=comment.pk).update(body_html="", body_text="", embeds_html="")
    else:
        comment.delete()
    is_answered = post.is_answered and not hasattr(Post.objects.get(pk=post.pk), "accepted_answer")
    Post.objects.filter(pk=post.pk).update(
        comment_count=F("comment_count") - 1, preview=newest_two(post), is_answered=post.is_answered and not is_answered
    )
