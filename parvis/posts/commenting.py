"""Commenting: two levels, edited with a visible history, withdrawn."""

from __future__ import annotations

import datetime as dt

from django.db import transaction
from django.db.models import F
from django.utils.translation import gettext_lazy as _

from parvis.kernel import clock, turns
from parvis.kernel.chronicling import kind, record
from parvis.kernel.compiled import insert
from parvis.kernel.once import claim
from parvis.kernel.refusals import Conflict, Refused, require
from parvis.people.models import Person
from parvis.posts import settling
from parvis.posts.drafting import About, come_back, key_of_comment
from parvis.posts.models import Comment, CommentRevision, CommentWithdrawal, Mention, Post, UnsettledComment
from parvis.posts.naming import name_again, name_people, note_first_voice, resolver
from parvis.posts.permissions import may_comment, may_edit, may_withdraw
from parvis.posts.repeating import refuse_same_comment
from parvis.posts.writing import Words, rendered

COMMENTED, EDITED, WITHDRAWN = kind("comment.made"), kind("comment.edited"), kind("comment.withdrawn")


def words_of(source: str, author: Person, post: Post, format: str = "markdown") -> Words:
    words = rendered(source, format=format, kind="comment", resolve=resolver(author, post.community))
    require(words.text, _("Write a few words before sending."), field="body")
    return words


def newest_two(post: Post) -> list[int]:
    """The ids of the two newest comments still there: what a card shows."""
    rows = Comment.objects.filter(post=post, withdrawal=None).order_by("-id").values_list("id", flat=True)[:2]
    return sorted(rows)


def sent_before(identifier: int) -> Comment | UnsettledComment:
    """What a key made the first time."""
    for model in (Comment, UnsettledComment):
        if (row := model.objects.filter(pk=identifier).first()) is not None:
            return row
    raise Refused(_("You had taken this back before others saw it: send it again from the form."))


@transaction.atomic
def comment_on(
    post: Post, source: str, *, by: Person, to: Comment | None = None, key: str | None = None, format: str = "markdown",
    once: bool = False,
) -> Comment | UnsettledComment:  # fmt: skip
    """Answer a post, or one of its comments (`to`); others see it once it has settled. Sent twice with the same key, it is said once;
    `once`: raise SentAlready when the same was said there a moment ago."""
    identifier, fresh = claim(by, key)
    if not fresh:
        return sent_before(identifier)
    require(may_comment(by, post), _("You can read this place, not write in it."))
    require(to is None or to.post_id == post.pk, _("This comment is elsewhere."))
    words = words_of(source, by, post, format)
    if once:
        refuse_same_comment(post, to, words.html, by=by)
    now = clock.now()
    due = settling.settles_at(settling.COMMENT, now)
    row = UnsettledComment(
        id=identifier, post=post, author=by, parent_id=(to.parent_id or to.pk) if to else None, answers=to,
        body_html=words.html, body_text=words.text, named=sorted(words.mentions), at=now, settles_at=due or now,
    )  # fmt: skip
    if due is None:
        return said(row, post, at=now)
    insert(row)
    turns.expect(due)
    return row


def said(row: UnsettledComment, post: Post, *, at: dt.datetime) -> Comment:
    """In the transaction of the caller: others read it from now on, and what follows leaves."""
    comment = Comment(
        id=row.pk, post=post, author=row.author, parent_id=row.parent_id, answers_id=row.answers_id,
        body_html=row.body_html, body_text=row.body_text, at=at,
    )  # fmt: skip
    insert(comment)
    preview = sorted({*post.preview, comment.pk})[-2:]
    Post.objects.filter(pk=post.pk).update(comment_count=F("comment_count") + 1, active_at=at, preview=preview)
    if row.named:
        name_people(post, row.named, comment=comment)
    note_first_voice(row.author, comment=comment)
    record(COMMENTED, by=row.author, subject=comment, place=post.community_id or post.author_id, at=at)
    return comment


@transaction.atomic
def unsay(row: UnsettledComment, *, by: Person, drafted: bool = True) -> bool:
    """It was never said; its words are their author's draft again (not `drafted`: the caller keeps them). False when it has settled
    meanwhile (nothing is changed)."""
    require(row.author_id == by.pk, _("Only its author takes a comment back."))
    is_gone = bool(UnsettledComment.objects.filter(pk=row.pk).delete()[0])
    if is_gone and drafted:
        about = About(row.post, row.answers)
        come_back(key_of_comment(row.post_id, row.answers_id), row.body_html, by=by, about=about)
    return is_gone


def settle_comment(row: UnsettledComment) -> None:
    """One on a post that its author can no longer read is let go."""
    post = Post.objects.visible_to(row.author).select_for_update().filter(pk=row.post_id).first()
    if post is not None:
        said(row, post, at=clock.now())


@settling.settler
def settle_comments(now: dt.datetime) -> dt.datetime | None:
    return settling.settle_each(UnsettledComment, settle_comment, now)


@transaction.atomic
def edit_comment(comment: Comment, source: str, *, by: Person, version: int, format: str = "markdown") -> Comment:
    """Change one's words; the former ones stay readable in the history. Raises Conflict when `version` is not the current one."""
    require(may_edit(by, comment) and not hasattr(comment, "withdrawal"), _("Only its author changes a comment."))
    words = words_of(source, by, comment.post, format)
    now = clock.now()
    changed = Comment.objects.filter(pk=comment.pk, version=version).update(
        body_html=words.html, body_text=words.text, edited_at=now, version=version + 1
    )
    if not changed:
        raise Conflict(
            _("This comment was changed in another window meanwhile. Both texts are below: keep what you need.")
        )
    CommentRevision.objects.create(comment=comment, number=version, body_html=comment.body_html, at=now)
    name_again(comment.post, words.mentions, by=by, comment=comment)
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
