"""A publication arrives: others see it, and what follows leaves only then. Undone before, it is a draft again, as it was."""

from __future__ import annotations

import datetime as dt

from django.db import transaction
from django.db.models import F, Min
from django.utils.translation import gettext_lazy as _

from parvis.kernel import clock, turns
from parvis.kernel.chronicling import kind, record
from parvis.kernel.compiled import insert
from parvis.kernel.refusals import require
from parvis.people.models import Person
from parvis.posts import settling
from parvis.posts.models import Post, Publication, Share
from parvis.posts.naming import note_first_voice
from parvis.posts.permissions import may_post_in
from parvis.posts.unfolding import fetch_links

PUBLISHED, SHARED = kind("post.published"), kind("post.shared")
# Who has published before, as this process found it in the database: it stays so.
_have_published: set[int] = set()
MOST_KNOWN = 100_000


def has_published(person: Person) -> bool:
    """Whether others have had a post of this person to read."""
    if person.pk in _have_published:
        return True
    if not Post.objects.filter(author=person, publication__isnull=False).exists():
        return False
    if len(_have_published) >= MOST_KNOWN:
        _have_published.clear()
    _have_published.add(person.pk)
    return True


def arrives_at(by: Person, now: dt.datetime) -> dt.datetime | None:
    """When a post published now by this person will be seen by others; None: at once. A first post waits longer."""
    first, others = (settling.wait_of(act) for act in (settling.FIRST_POST, settling.POST))
    act = settling.FIRST_POST if first != others and not has_published(by) else settling.POST
    due = settling.settles_at(act, now)
    if due is not None:
        turns.expect(due)
    return due


def arrive(post: Post, *, at: dt.datetime) -> None:
    """In the transaction of the caller: the post, which has its rows, is listed from now on."""
    author = post.author
    Post.objects.filter(pk=post.pk).update(published_at=at, active_at=at, settles_at=None)
    post.published_at = post.active_at = at
    post.settles_at = None
    insert(Publication(post=post, by=author, at=at))
    note_first_voice(author, post=post)
    record(PUBLISHED, by=author, subject=post, place=post.community_id or author.pk, at=at)
    if post.kind == Post.Kind.SHARE:
        pass_on(post, at)
    if "<a " in post.body_html or "<a " in post.embeds_html:
        fetch_links(post)


def pass_on(post: Post, at: dt.datetime) -> None:
    share = Share.objects.select_related("original").get(post=post)
    Post.objects.filter(pk=share.original_id).update(share_count=F("share_count") + 1)
    record(SHARED, by=post.author, subject=share.original, place=post.community_id or post.author_id, at=at)


@transaction.atomic
def undo(post: Post, *, by: Person) -> bool:
    """The publication never was: the post is a draft again. False when it has settled meanwhile (nothing is changed)."""
    require(post.author_id == by.pk, _("Only its author takes a post back."))
    waiting = Post.objects.filter(pk=post.pk, settles_at__isnull=False)
    return bool(waiting.update(published_at=None, settles_at=None))


@settling.settler
def settle_posts(now: dt.datetime) -> dt.datetime | None:
    """A post whose author may no longer start one there is a draft again: its words stay with them."""
    due = Post.objects.filter(settling.due_q(now)).order_by("settles_at").values_list("pk", flat=True)
    for pk in list(due[: settling.BATCH]):
        with transaction.atomic():
            waiting = Post.objects.select_for_update(skip_locked=True, of=("self",)).filter(settling.due_q(now), pk=pk)
            post = waiting.select_related("author", "community").first()
            if post is None:
                continue
            if may_post_in(post.author, post.community):
                arrive(post, at=clock.now())
            else:
                undo(post, by=post.author)
    return Post.objects.filter(settles_at__isnull=False).aggregate(at=Min("settles_at"))["at"]
