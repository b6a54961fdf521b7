"""Sharing: passing a post on to another place, with words of one's own."""

from __future__ import annotations

from django.db import transaction
from django.db.models import F
from django.utils.translation import gettext_lazy as _

from parvis.communities.models import Community
from parvis.kernel import clock
from parvis.kernel.chronicling import kind, record
from parvis.kernel.once import claim
from parvis.kernel.refusals import require
from parvis.people.models import Person
from parvis.posts.models import Post, Share
from parvis.posts.naming import give_subjects, name_people
from parvis.posts.permissions import may_post_in
from parvis.posts.publishing import Sheet, audience_of, settle, words_of

SHARED = kind("post.shared")


@transaction.atomic
def share(post: Post, *, by: Person, community: Community | None, body: str, key: str | None = None) -> Post:
    """Share `post` into a community, or on one's storyline (None). A share of a share points at the first post."""
    identifier, fresh = claim(by, key)
    if not fresh:
        return Post.objects.get(pk=identifier)
    require(may_post_in(by, community), _("You cannot start a post in this place."), field="place")
    original = post.share.original if post.kind == Post.Kind.SHARE else post
    words = words_of(Sheet(body=body, community=community), by)
    require(words.text, _("Say in a few words why you pass it on."), field="body")
    now = clock.now()
    made = Post(
        id=identifier, kind=Post.Kind.SHARE, author=by, community=community, audience=audience_of(community),
        body_html=words.html, body_text=words.text, drafted_at=now, published_at=now, active_at=now,
    )  # fmt: skip
    made.save(force_insert=True)
    Share.objects.create(post=made, original=original)
    Post.objects.filter(pk=original.pk).update(share_count=F("share_count") + 1)
    name_people(made, words.mentions)
    give_subjects(made, words.subjects)
    settle(made, by=by, at=now)
    record(SHARED, by=by, subject=original, place=community.pk if community else by.pk)
    return made
