"""Sharing: passing a post on to another place, with words of one's own."""

from __future__ import annotations

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from parvis.communities.models import Community
from parvis.kernel import clock
from parvis.kernel.once import claim
from parvis.kernel.refusals import require
from parvis.people.models import Person
from parvis.posts.arriving import arrive, arrives_at
from parvis.posts.models import Mention, Post, Share
from parvis.posts.naming import give_subjects, name_people
from parvis.posts.permissions import may_post_in
from parvis.posts.publishing import Sheet, audience_of, publish, words_of
from parvis.posts.repeating import refuse_same_share


@transaction.atomic
def share(
    post: Post, *, by: Person, community: Community | None, body: str, key: str | None = None, format: str = "markdown",
    once: bool = False,
) -> Post:  # fmt: skip
    """Share `post` into a community, or on one's storyline (None). A share of a share points at the first post. `once`: raise
    SentAlready when the same was shared there a moment ago."""
    identifier, fresh = claim(by, key)
    if not fresh:
        return Post.objects.get(pk=identifier)
    require(may_post_in(by, community), _("You cannot start a post in this place."), field="place")
    original = post.share.original if post.kind == Post.Kind.SHARE else post
    words = words_of(Sheet(body=body, format=format, community=community), by)
    require(words.text, _("Say in a few words why you pass it on."), field="body")
    if once:
        refuse_same_share(original, community, words.html, by=by)
    now = clock.now()
    made = Post(
        id=identifier, kind=Post.Kind.SHARE, author=by, community=community, audience=audience_of(community),
        body_html=words.html, body_text=words.text, drafted_at=now, published_at=now,
        settles_at=arrives_at(by, now),
    )  # fmt: skip
    made.save(force_insert=True)
    Share.objects.create(post=made, original=original)
    name_people(made, words.mentions)
    give_subjects(made, words.subjects)
    if made.settles_at is None:
        arrive(made, at=now)
    return made


@transaction.atomic
def rewrite(draft: Post, *, by: Person, community: Community | None, body: str, format: str = "markdown") -> Post:
    """A share that was taken back before others saw it is a draft: it takes other words, another place."""
    held = Post.objects.drafted_by(by).select_for_update(of=("self",)).filter(pk=draft.pk, kind=Post.Kind.SHARE).first()
    require(held is not None, _("This is already published."))
    assert held is not None
    require(may_post_in(by, community), _("You cannot start a post in this place."), field="place")
    words = words_of(Sheet(body=body, format=format, community=community), by, held)
    held.community, held.audience = community, audience_of(community)
    held.body_html, held.body_text, held.version = words.html, words.text, held.version + 1
    held.save()
    Mention.objects.filter(post=held, comment=None).delete()
    name_people(held, words.mentions)
    give_subjects(held, words.subjects)
    return held


@transaction.atomic
def share_again(draft: Post, *, by: Person, community: Community | None, body: str, format: str = "markdown") -> Post:
    """Publish that draft with these words, in this place."""
    require(body.strip(), _("Say in a few words why you pass it on."), field="body")
    return publish(rewrite(draft, by=by, community=community, body=body, format=format), by=by)
