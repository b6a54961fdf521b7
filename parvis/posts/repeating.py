"""Sent again by going back: without JavaScript a browser may fetch the form anew, with another key, and put the typed words back in
it. The same words, in the same place, by the same person within ten minutes, are the ones already there."""

from __future__ import annotations

import datetime as dt
from typing import TYPE_CHECKING

from django.utils.translation import gettext_lazy as _

from parvis.communities.models import Community
from parvis.kernel import clock
from parvis.kernel.ids import first_id_at
from parvis.kernel.refusals import Refused
from parvis.people.models import Person
from parvis.posts.models import Attachment, Comment, Post, UnsettledComment

if TYPE_CHECKING:
    from parvis.posts.publishing import Sheet

AGAIN = dt.timedelta(minutes=10)


class SentAlready(Refused):
    """`row` (a post or a comment, settled or not) says this already."""

    def __init__(self, row: Post | Comment | UnsettledComment) -> None:
        super().__init__(_("You had sent this a moment ago: here it is. Nothing was sent twice."))
        self.row = row


def since() -> int:
    return first_id_at(clock.now() - AGAIN)


def same_files(post: Post, sheet: Sheet) -> bool:
    """Files are not put back by a browser: none sent is no difference."""
    sent = [*sheet.attachments, *([sheet.cover] if sheet.cover else [])]
    if not sent:
        return True
    digests = Attachment.objects.filter(pk__in=sent).values_list("sha256", flat=True)
    beside = post.attachments.exclude(kind=Attachment.Kind.INLINE).values_list("sha256", flat=True)
    return sorted(digests) == sorted(beside)


def same_ballot(post: Post, sheet: Sheet) -> bool:
    poll = getattr(post, "poll", None)
    if poll is None or sheet.poll is None:
        return poll is None and (sheet.poll is None or sheet.kind != Post.Kind.POLL)
    return list(poll.options.order_by("position").values_list("words", flat=True)) == sheet.poll.printed


def refuse_again(sheet: Sheet, title: str, markup: str, *, by: Person, is_draft: bool = False) -> None:
    """Raise SentAlready when this manuscript was published (or kept as a draft) a moment ago."""
    rows = Post.objects.filter(
        author=by, pk__gt=since(), kind=sheet.kind, community=sheet.community, title=title, body_html=markup,
        published_at__isnull=is_draft, withdrawal=None,
    )  # fmt: skip
    for post in rows.order_by("-pk")[:5]:
        if same_files(post, sheet) and same_ballot(post, sheet):
            raise SentAlready(post)


def refuse_same_share(original: Post, community: Community | None, markup: str, *, by: Person) -> None:
    rows = Post.objects.filter(
        author=by, pk__gt=since(), community=community, body_html=markup, share__original=original
    )
    if (post := rows.filter(withdrawal=None).first()) is not None:
        raise SentAlready(post)


def refuse_same_comment(post: Post, to: Comment | None, markup: str, *, by: Person) -> None:
    same = {"author": by, "pk__gt": since(), "post": post, "answers": to, "body_html": markup}
    for rows in (UnsettledComment.objects.filter(**same), Comment.objects.filter(**same, withdrawal=None)):
        if (comment := rows.first()) is not None:
            raise SentAlready(comment)
