"""The pictures of an article: those in its text, and the cover above it."""

from __future__ import annotations

import functools
import re
from collections.abc import Callable, Iterable

from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from parvis.kernel.refusals import require
from parvis.people.models import Person
from parvis.posts.attaching import erase
from parvis.posts.embedding import WHOLE, embed, picture
from parvis.posts.models import Attachment, Post
from parvis.posts.writing import Gallery

UNDESCRIBED = re.compile(r'<img [^>]*\balt=""')


def gallery(author: Person, post: Post | None = None) -> Gallery:
    """The pictures `author` may put in a text: their own, uploaded for that, in no other post than this one."""

    def found(ids: set[int]) -> dict[int, Callable[[str], str]]:
        rows = Attachment.objects.filter(pk__in=ids, owner=author, kind=Attachment.Kind.INLINE, comment=None)
        free = Q(post=None) | Q(post=post) if post is not None else Q(post=None)
        return {row.pk: functools.partial(picture, row, WHOLE) for row in rows.filter(free)} if ids else {}

    return found


def require_described(markup: str) -> None:
    """Refuse a text with a picture that says nothing to those who cannot see it."""
    require(
        not UNDESCRIBED.search(markup),
        _("Describe each picture of your text in a few words, for those who cannot see it: choose the picture, then “Picture”."),
        field="body",
    )  # fmt: skip


def illustrate(post: Post, pictures: Iterable[int], *, cover: int | None, owner: Person) -> None:
    """Attach the owner's pictures that are in the text, and the cover (0 takes it away, None leaves it as it is)."""
    loose = Attachment.objects.filter(owner=owner, post=None, comment=None)
    loose.filter(pk__in=list(pictures), kind=Attachment.Kind.INLINE).update(post=post)
    if cover is not None:
        former = Attachment.objects.filter(post=post, kind=Attachment.Kind.COVER).exclude(pk=cover)
        erase(former)
        loose.filter(pk=cover, kind=Attachment.Kind.COVER).update(post=post)
        embed(post)
