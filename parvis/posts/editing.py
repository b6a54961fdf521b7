"""Changing one's published words (former ones stay readable), moving them, taking them back."""

from __future__ import annotations

from django.db import transaction
from django.db.models import F
from django.utils.translation import gettext_lazy as _

from parvis.communities.models import Community
from parvis.kernel import clock
from parvis.kernel.chronicling import kind, record
from parvis.kernel.refusals import Conflict, require
from parvis.people.models import Person
from parvis.posts.attaching import attach
from parvis.posts.models import (
    AcceptedAnswer,
    Attachment,
    Bookmark,
    FirstVoice,
    Mention,
    Pin,
    Post,
    PostSubject,
    Revision,
    Withdrawal,
)
from parvis.posts.naming import give_subjects, name_people
from parvis.posts.permissions import may_edit, may_post_in, may_withdraw
from parvis.posts.publishing import Sheet, audience_of, words_of

EDITED, MOVED, WITHDRAWN = kind("post.edited"), kind("post.moved"), kind("post.withdrawn")


@transaction.atomic
def edit(post: Post, sheet: Sheet, *, by: Person, version: int) -> Post:
    """Change title and words. Raises Conflict when `version` is no longer the current one: nothing is overwritten."""
    require(may_edit(by, post), _("Only its author changes a post."))
    words = words_of(sheet, by)
    is_draft = post.published_at is None
    if not is_draft:
        require(
            words.text or post.attachments.exists() or sheet.attachments,
            _("Write a few words before publishing."),
            field="body",
        )
        require(post.kind != "article" or sheet.title.strip(), _("An article needs a title."), field="title")
    now = clock.now()
    changed = Post.objects.filter(pk=post.pk, version=version).update(
        title=sheet.title.strip(), body_html=words.html, body_text=words.text, version=version + 1,
        edited_at=None if is_draft else now,
    )  # fmt: skip
    if not changed:
        raise Conflict(_("This was changed in another window meanwhile. Both texts are below: keep what you need."))
    if not is_draft:
        Revision.objects.create(post=post, number=version, title=post.title, body_html=post.body_html, at=now)
        record(EDITED, by=by, subject=post, place=post.community_id or by.pk)
    Mention.objects.filter(post=post, comment=None).delete()
    name_people(post, words.mentions)
    give_subjects(post, words.subjects)
    post.refresh_from_db()
    if sheet.attachments:
        attach(post, sheet.attachments, owner=by)
    return post


@transaction.atomic
def move(post: Post, community: Community | None, *, by: Person, audience_seen: str) -> None:
    """Move to another place. `audience_seen` is the id of the place whose audience was shown: it must be the one moved to."""
    require(may_edit(by, post), _("Only its author moves a post."))
    require(may_post_in(by, community), _("You cannot start a post in this place."), field="place")
    wanted = str(community.pk) if community else ""
    require(audience_seen == wanted, _("Read who will see it there, then confirm."), field="place")
    Post.objects.filter(pk=post.pk).update(community=community, audience=audience_of(community))
    Pin.objects.filter(post=post).delete()
    record(MOVED, by=by, subject=post, place=community.pk if community else by.pk)


@transaction.atomic
def withdraw(post: Post, *, by: Person) -> None:
    """Take one's post back: gone from every list, bookmark and search at once, its words no longer kept. Where others had
    answered, their words stay under a trace; otherwise nothing remains."""
    require(may_withdraw(by, post), _("Only its author takes a post back."))
    if post.published_at is None:
        post.delete()
        return
    record(WITHDRAWN, by=by, subject=post, place=post.community_id or post.author_id)
    if hasattr(post, "share"):
        Post.objects.filter(pk=post.share.original_id).update(share_count=F("share_count") - 1)
    for row in Attachment.objects.filter(post=post):
        for file in (row.file, row.small, row.large):
            if file:
                file.delete(save=False)
        row.delete()
    for model in (Bookmark, Pin, Mention, PostSubject, Revision):
        model.objects.filter(post=post).delete()
    FirstVoice.objects.filter(post=post).update(post=None)
    Withdrawal.objects.get_or_create(post=post, defaults={"by": by, "at": clock.now()})
    answered = post.comments.exclude(author=by).exists()
    Post.objects.filter(pk=post.pk).update(title="", body_html="", body_text="", embeds_html="", active_at=None)
    if not answered:
        AcceptedAnswer.objects.filter(post=post).delete()
        post.comments.all().delete()
