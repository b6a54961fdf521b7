"""The files of a draft: exactly those its form shows, in that order. One taken out is let go of, not erased: it comes back with a
former version, until it is forgotten (posts/attaching.py)."""

from __future__ import annotations

from collections.abc import Sequence

from django.db.models import Q

from parvis.people.models import Person
from parvis.posts.attaching import BESIDE, MOST
from parvis.posts.models import Attachment, Post


def held_by(owner: Person, post: Post | None) -> Q:
    """The owner's own files that are free, or in this post already: a Q on Attachment."""
    free = Q(post=None) | Q(post=post) if post is not None else Q(post=None)
    return Q(owner=owner, comment=None) & free


def hold(post: Post, ids: Sequence[int], *, cover: int | None, pictures: Sequence[int] | None, owner: Person) -> None:
    """`ids` beside the text, `cover` above it (0 or None: none), `pictures` in it (None: as they are)."""
    ids = list(dict.fromkeys(ids))[:MOST]
    mine = Attachment.objects.filter(held_by(owner, post))
    kept = Q(pk__in=[*ids, cover or 0]) | Q(kind=Attachment.Kind.INLINE)
    Attachment.objects.filter(post=post).exclude(kept).update(post=None)
    found = set(mine.filter(pk__in=ids, kind__in=BESIDE).values_list("pk", flat=True))
    for position, pk in enumerate(pk for pk in ids if pk in found):
        Attachment.objects.filter(pk=pk).update(post=post, position=position)
    if cover:
        mine.filter(pk=cover, kind=Attachment.Kind.COVER).update(post=post)
    if pictures is not None:
        inside = Attachment.objects.filter(post=post, kind=Attachment.Kind.INLINE)
        inside.exclude(pk__in=list(pictures)).update(post=None)
        mine.filter(pk__in=list(pictures), kind=Attachment.Kind.INLINE).update(post=post)
