"""Changing one's published words (former ones stay readable), moving them, taking them back."""

from __future__ import annotations

import dataclasses

from django.db import transaction
from django.db.models import F
from django.utils.translation import gettext_lazy as _

from parvis.communities.models import Community
from parvis.kernel import clock
from parvis.kernel.chronicling import kind, record
from parvis.kernel.refusals import Conflict, require
from parvis.people.models import Person
from parvis.posts.attaching import attach, erase
from parvis.posts.illustrating import illustrate, require_described
from parvis.posts.models import (
    AcceptedAnswer,
    Attachment,
    Bookmark,
    Draft,
    FirstVoice,
    Mention,
    MustRead,
    Pin,
    Post,
    PostSubject,
    Revision,
    ServiceSignature,
    Withdrawal,
)
from parvis.posts.naming import give_subjects, name_again
from parvis.posts.permissions import may_edit, may_post_in, may_withdraw
from parvis.posts.publishing import Sheet, audience_of, words_of
from parvis.posts.settling import hold, is_settled

EDITED, MOVED, WITHDRAWN = kind("post.edited"), kind("post.moved"), kind("post.withdrawn")


@transaction.atomic
def edit(post: Post, sheet: Sheet, *, by: Person, version: int) -> Post:
    """Change title and words. Raises Conflict when `version` is no longer the current one: nothing is overwritten."""
    require(may_edit(by, post), _("Only its author changes a post."))
    # Names are of people who may read the place it is in, whatever the form says of places.
    words = words_of(dataclasses.replace(sheet, community=post.community), by, post)
    hold(post)
    is_draft, others_saw_it = post.published_at is None, is_settled(post)
    if not is_draft:
        require(
            words.html or post.attachments.exists() or sheet.attachments,
            _("Write a few words before publishing."),
            field="body",
        )
        require_described(words.html)
        require(post.kind != "article" or sheet.headline, _("An article needs a title."), field="title")
    now = clock.now()
    changed = Post.objects.filter(pk=post.pk, version=version).update(
        title=sheet.headline, body_html=words.html, body_text=words.text, version=version + 1,
        edited_at=now if others_saw_it else None,
    )  # fmt: skip
    if not changed:
        raise Conflict(_("This was changed in another window meanwhile. Both texts are below: keep what you need."))
    if others_saw_it:
        Revision.objects.create(post=post, number=version, title=post.title, body_html=post.body_html, at=now)
        record(EDITED, by=by, subject=post, place=post.community_id or by.pk)
    name_again(post, words.mentions, by=by, tells=others_saw_it)
    give_subjects(post, words.subjects)
    post.refresh_from_db()
    if sheet.attachments:
        attach(post, sheet.attachments, owner=by)
    if words.pictures or sheet.cover is not None:
        illustrate(post, words.pictures, cover=sheet.cover, owner=by)
    return post


@transaction.atomic
def move(post: Post, community: Community | None, *, by: Person, audience_seen: str) -> None:
    """Move to another place. `audience_seen` is the id of the place whose audience was shown: it must be the one moved to."""
    require(may_edit(by, post), _("Only its author moves a post."))
    require(may_post_in(by, community), _("You cannot start a post in this place."), field="place")
    hold(post)
    wanted = str(community.pk) if community else ""
    require(audience_seen == wanted, _("Read who will see it there, then confirm."), field="place")
    Post.objects.filter(pk=post.pk).update(community=community, audience=audience_of(community))
    Pin.objects.filter(post=post).delete()
    if is_settled(post):
        record(MOVED, by=by, subject=post, place=community.pk if community else by.pk)


@transaction.atomic
def withdraw(post: Post, *, by: Person) -> None:
    """Take one's post back: gone from every list, bookmark and search at once, its words no longer kept. Where others had
    answered, their words stay under a trace; otherwise nothing remains."""
    require(may_withdraw(by, post), _("Only its author takes a post back."))
    hold(post)
    if not is_settled(post):  # nobody else has seen it: nothing remains
        erase(Attachment.objects.filter(post=post))
        post.delete()
        return
    record(WITHDRAWN, by=by, subject=post, place=post.community_id or post.author_id)
    if hasattr(post, "share"):
        Post.objects.filter(pk=post.share.original_id).update(share_count=F("share_count") - 1)
    erase(Attachment.objects.filter(post=post))
    for model in (Bookmark, Pin, Mention, MustRead, PostSubject, Revision, ServiceSignature):
        model.objects.filter(post=post).delete()
    Draft.objects.filter(post=post).delete()
    FirstVoice.objects.filter(post=post).update(post=None)
    Withdrawal.objects.get_or_create(post=post, defaults={"by": by, "at": clock.now()})
    answered = post.comments.exclude(author=by).exists()
    Post.objects.filter(pk=post.pk).update(
        title="", body_html="", body_text="", embeds_html="", active_at=None, must_read_until=None
    )
    if not answered:
        AcceptedAnswer.objects.filter(post=post).delete()
        post.comments.all().delete()
