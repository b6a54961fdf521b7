"""Whether the last steps of the path are done, asked of what this person has said in public: by yes or no, and never ticked by anyone."""

from __future__ import annotations

import re

from django.db.models import Exists, OuterRef, Q

from parvis.people.models import Person
from parvis.posts.models import Comment, Mention, Post

# Saying, in the first person, that something did not work. Words that only appear in such a sentence; one missed is no harm: the
# step stays open, and is skippable.
FAILURE = re.compile(
    r"n[’']a pas (?:marché|fonctionné|tenu)|n[’']ont pas (?:marché|fonctionné|tenu)|(?:me|nous) (?:suis|sommes) tromp|j[’']ai eu tort|on a eu tort"
    r"|on s[’']est tromp|j[’']ai (?:raté|échoué|sous-estimé)|on a (?:raté|échoué|sous-estimé)|j[’']aurais dû|on aurait dû|mon erreur|notre erreur|c[’']était une erreur"
    r"|(?:did not|didn[’']t) work|(?:i|we) (?:was|were|got it) wrong|my mistake|our mistake|(?:i|we) (?:failed|underestimated)|(?:i|we) should have",
    re.IGNORECASE,
)
MOST = 300


def posts_of(person: Person) -> object:
    return Post.objects.filter(author=person, published_at__isnull=False, withdrawal=None)


def has_shared_a_fact(person: Person) -> bool:
    """Passed something on, or shown a page, with words of one's own."""
    mine = posts_of(person).exclude(body_text="")  # type: ignore[attr-defined]
    return bool(mine.filter(Q(kind=Post.Kind.SHARE) | Q(links__isnull=False)).exists())


def has_told_a_failure(person: Person) -> bool:
    words = posts_of(person).order_by("-id").values_list("body_text", flat=True)[:MOST]  # type: ignore[attr-defined]
    said = Comment.objects.filter(author=person, withdrawal=None).order_by("-id").values_list("body_text", flat=True)
    return any(FAILURE.search(text) for text in [*words, *said[:MOST]])


def has_brought_somebody_on(person: Person) -> bool:
    """Named a colleague, who then spoke there: a colleague who is no leader themselves."""
    after = Comment.objects.filter(post=OuterRef("post"), author=OuterRef("person"), id__gt=OuterRef("id"), withdrawal=None)  # fmt: skip
    named = Mention.objects.filter(Q(comment__author=person) | Q(comment=None, post__author=person))
    named = named.exclude(person=person).filter(person__mandate__isnull=True)
    return bool(named.filter(Exists(after)).exists())
