"""Whether the last steps of the path are done, by yes or no: asked of what this person has done in public, never of the sense of their
words. The one step that only sense could tell is said by the person alone."""

from __future__ import annotations

from django.db.models import Exists, OuterRef, Q

from parvis.leadership.models import StepSaid
from parvis.people.models import Person
from parvis.posts.models import Comment, Mention, Post


def posts_of(person: Person) -> object:
    return Post.objects.filter(author=person, published_at__isnull=False, withdrawal=None)


def has_shared_a_fact(person: Person) -> bool:
    """Passed something on, or shown a page, with words of one's own."""
    mine = posts_of(person).exclude(body_text="")  # type: ignore[attr-defined]
    return bool(mine.filter(Q(kind=Post.Kind.SHARE) | Q(links__isnull=False)).exists())


def says_it_told_a_failure(person: Person) -> bool:
    """No program can tell from words whether somebody admits something: they say so themselves, or do not."""
    return StepSaid.objects.filter(person=person, name="failure").exists()


def has_brought_somebody_on(person: Person) -> bool:
    """Named a colleague, who then spoke there: a colleague who is no leader themselves."""
    after = Comment.objects.filter(post=OuterRef("post"), author=OuterRef("person"), id__gt=OuterRef("id"), withdrawal=None)  # fmt: skip
    named = Mention.objects.filter(Q(comment__author=person) | Q(comment=None, post__author=person))
    named = named.exclude(person=person).filter(person__mandate__isnull=True)
    return bool(named.filter(Exists(after)).exists())
