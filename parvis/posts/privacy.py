"""What this area holds on a person: their words and files, their reactions and votes, what they keep for later."""

from __future__ import annotations

import html
from collections.abc import Iterator
from typing import Any

from django.db.models import F, Model
from django.utils.translation import gettext_lazy as _

from parvis.kernel.privacy import Files, Holding, register
from parvis.people.models import Person
from parvis.people.privacy import PSEUDONYM
from parvis.posts.addresses import person_url
from parvis.posts.attaching import erase
from parvis.posts.models import (
    Attachment,
    Ballot,
    Bookmark,
    Comment,
    CommentReaction,
    CommentRevision,
    Draft,
    FirstVoice,
    HouseTerm,
    HouseWord,
    Ignored,
    Mention,
    MeToo,
    MustRead,
    Post,
    PostReaction,
    QuietHours,
    ReadConfirmation,
    Revision,
    Schedule,
    UnsettledBallot,
    UnsettledComment,
    UnsettledMeToo,
    UnsettledReaction,
    Vote,
    WithoutVoice,
)


def export_words(person: Person) -> Iterator[dict[str, Any]]:
    for post in Post.objects.filter(author=person).select_related("community").order_by("id").iterator():
        yield {
            "post": str(post.pk), "kind": post.kind, "in": post.community.name if post.community else "storyline",
            "title": post.title, "words": post.body_text, "published": post.published_at, "drafted": post.drafted_at,
            "former words": [row.body_html for row in post.revisions.all()],
        }  # fmt: skip
    for comment in Comment.objects.filter(author=person).order_by("id").iterator():
        yield {
            "comment": str(comment.pk),
            "on post": str(comment.post_id),
            "words": comment.body_text,
            "at": comment.at,
        }
    for file in Attachment.objects.filter(owner=person).order_by("id"):
        yield {"file": file.name, "bytes": file.size, "description": file.alt, "at": file.at}
    for waiting in UnsettledComment.objects.filter(author=person).order_by("id"):
        yield {
            "comment": str(waiting.pk),
            "on post": str(waiting.post_id),
            "words": waiting.body_text,
            "at": waiting.at,
        }
    for asked in MustRead.objects.filter(by=person).order_by("id"):
        yield {"asked to read": f"post {asked.post_id}", "until": asked.until}
    # A draft that names somebody, or a post that has not settled, is its author's business alone.
    for mention in Mention.objects.filter(person=person, post__publication__isnull=False).order_by("id"):
        yield {"named in": f"post {mention.post_id}"}
    for first in FirstVoice.objects.filter(person=person):
        yield {
            "first word": f"post {first.post_id}" if first.post_id else f"comment {first.comment_id}",
            "at": first.at,
        }


def files_of_words(person: Person) -> Files:
    for row in Attachment.objects.filter(owner=person).order_by("id"):
        yield f"{row.pk}-{row.name}", row.file


def erase_words(person: Person) -> None:
    """Drafts and files nobody else saw are deleted; published words remain, under the pseudonym; names are taken out of the
    words of others where they were written with @."""
    lost = Attachment.objects.filter(owner=person, comment=None)
    erase(lost.filter(post=None))
    erase(lost.filter(post__publication=None, post__withdrawal=None))
    Post.objects.filter(author=person, publication=None).delete()
    UnsettledComment.objects.filter(author=person).delete()
    for model in (Post, Comment, Revision, CommentRevision):
        unname(model, person)
    Mention.objects.filter(person=person).delete()


def unname(model: type[Model], person: Person) -> None:
    address = f'href="{person_url(person.handle)}"'
    anchor = f'<a class="mention" {address}>@{html.escape(person.name)}</a>'
    for row in model.objects.filter(body_html__contains=address).iterator():  # type: ignore[attr-defined]
        changes: dict[str, Any] = {"body_html": row.body_html.replace(anchor, f"@{PSEUDONYM}")}
        if hasattr(row, "body_text"):
            changes |= {
                "body_text": row.body_text.replace(f"@{person.name}", f"@{PSEUDONYM}"),
                "version": F("version") + 1,
            }
        model.objects.filter(pk=row.pk).update(**changes)  # type: ignore[attr-defined]


def export_marks(person: Person) -> Iterator[dict[str, Any]]:
    for on_post in PostReaction.objects.filter(person=person).order_by("id").iterator():
        yield {"reaction": on_post.sign, "on": f"post {on_post.post_id}", "at": on_post.at}
    for on_comment in CommentReaction.objects.filter(person=person).order_by("id").iterator():
        yield {"reaction": on_comment.sign, "on": f"comment {on_comment.comment_id}", "at": on_comment.at}
    for fresh in UnsettledReaction.objects.filter(person=person).order_by("id"):
        on = f"post {fresh.post_id}" if fresh.post_id else f"comment {fresh.comment_id}"
        yield {"reaction": fresh.sign, "on": on, "at": fresh.at}
    for read in ReadConfirmation.objects.filter(person=person).select_related("must_read").order_by("id"):
        yield {"said to have read": f"post {read.must_read.post_id}", "at": read.at}
    for too in MeToo.objects.filter(person=person).order_by("id"):
        yield {"same question as": f"post {too.post_id}", "at": too.at}
    for asking in UnsettledMeToo.objects.filter(person=person).order_by("id"):
        yield {"same question as": f"post {asking.post_id}", "at": asking.at}
    for kept in Bookmark.objects.filter(person=person).order_by("id"):
        yield {"kept for later": f"post {kept.post_id}", "at": kept.at}
    for ballot in Ballot.objects.filter(person=person).select_related("poll").order_by("id"):
        chosen = Vote.objects.filter(ballot=ballot).values_list("option__words", flat=True)
        yield {"voted in": f"post {ballot.poll.post_id}", "for": list(chosen)}
    for cast in UnsettledBallot.objects.filter(person=person).select_related("poll").order_by("id"):
        said = list(cast.votes.values_list("option__words", flat=True))
        yield {"voted in": f"post {cast.poll.post_id}", "for": said, "at": cast.at}


def erase_marks(person: Person) -> None:
    """What others can see (reactions, votes) keeps its count, under the pseudonym; what one alone sees goes."""
    for model in (Bookmark, UnsettledReaction, UnsettledMeToo, UnsettledBallot, ReadConfirmation):
        model.objects.filter(person=person).delete()  # type: ignore[attr-defined]


def export_drafts(person: Person) -> Iterator[dict[str, Any]]:
    for draft in Draft.objects.filter(author=person).order_by("id").iterator():
        goes = Schedule.objects.filter(post=draft.post_id).first() if draft.post_id else None
        yield {
            "draft": draft.fields, "at": draft.at, "for": f"post {draft.post_id or draft.on_post_id or ''}".strip(),
            "goes at": goes.at if goes else None,
            "former versions": [{"at": row.at, **row.fields} for row in draft.versions.order_by("number")],
        }  # fmt: skip


def erase_drafts(person: Person) -> None:
    """Seen by their author alone: they go, with their history."""
    Draft.objects.filter(author=person).delete()


def export_choices(person: Person) -> Iterator[dict[str, Any]]:
    for row in Ignored.objects.filter(person=person).order_by("id"):
        yield {"ignored": row.words, "by the check of": row.check_name, "at": row.at}
    for voice in WithoutVoice.objects.filter(person=person):
        yield {"no questions about tone since": voice.at}
    for hours in QuietHours.objects.filter(person=person):
        yield {"quiet from": hours.begins, "to": hours.ends, "at weekends": hours.weekends}
    for term in HouseTerm.objects.filter(by=person).order_by("id"):
        yield {"kept for the house": term.words, "why": term.why, "at": term.at}
    for word in HouseWord.objects.filter(by=person).order_by("id"):
        yield {"adopted for the house": word.words, "at": word.at}


def erase_choices(person: Person) -> None:
    """What one person alone sees goes; what was decided for the house stays, without a name."""
    for model in (Ignored, WithoutVoice, QuietHours):
        model.objects.filter(person=person).delete()
    HouseTerm.objects.filter(by=person).update(by=None)
    HouseWord.objects.filter(by=person).update(by=None)


def declare() -> None:
    register(
        Holding(
            "words", _("What you wrote"),
            ("posts.Post", "posts.Comment", "posts.Publication", "posts.Withdrawal", "posts.CommentWithdrawal", "posts.Attachment",
             "posts.Mention", "posts.FirstVoice", "posts.Pin", "posts.AcceptedAnswer", "posts.UnsettledComment", "posts.MustRead"),
            _("Your posts, comments, drafts and files, and where you are named with @: it is what the network is for. Only you can change your words or take them back, at any time: they are then no longer kept."),
            _("Until you take it back. 30 days after you leave, drafts are deleted; what you published stays, because others answered it, under the name “former colleague”, and your name is taken out of mentions."),
            export_words, erase_words, files_of_words,
        ),
        Holding(
            "marks", _("Your reactions, votes and bookmarks"),
            ("posts.PostReaction", "posts.CommentReaction", "posts.MeToo", "posts.Bookmark", "posts.Ballot", "posts.UnsettledReaction", "posts.UnsettledMeToo", "posts.UnsettledBallot", "posts.ReadConfirmation"),
            _("Reactions and “me too” are seen by those who can read the post. A vote is counted; in an anonymous poll what you chose is not kept once it is counted. Bookmarks are seen by you alone. “I have read it” is said by you or not at all, and shown only to who asked for it."),
            _("Until you take them back; “I have read it”, at most thirty days after the last day. 30 days after you leave, bookmarks and what you said to have read are deleted; reactions and votes keep their count, no longer in your name."),
            export_marks, erase_marks,
        ),
        Holding(
            "drafts", _("What you are writing"), ("posts.Draft",),
            _("What you type is kept as you type it, with its former versions, so that nothing is lost. Only you see it: no administrator, no companion, no search."),
            _("Until you publish or delete it; former versions for 30 days. 30 days after you leave, all of it is deleted."),
            export_drafts, erase_drafts,
        ),
        Holding(
            "reading over", _("What you told the checks"),
            ("posts.Ignored", "posts.WithoutVoice", "posts.QuietHours", "posts.HouseTerm", "posts.HouseWord"),
            _("Words you ignore, whether your tone is spoken of, your quiet hours: seen by you alone. What you decided for the organisation (reserved words, words of the house) carries your name."),
            _("Until you take it back. 30 days after you leave, what you alone saw is deleted; what you decided for the organisation stays without your name."),
            export_choices, erase_choices,
        ),
    )  # fmt: skip
