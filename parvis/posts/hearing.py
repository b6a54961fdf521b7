"""Who hears of what is said, in bulk: ids above `after`, in order, at most `limit` (see notifications.offering.Kind)."""

from __future__ import annotations

from typing import Any

from parvis.communities.models import Membership
from parvis.communities.standing import HOSTS
from parvis.notifications.choosing import listening
from parvis.people.models import Follow, Person
from parvis.posts.models import Comment, FirstVoice, Mention, MeToo, MustRead, Post, ReadConfirmation

COMMENT = "posts.comment"


def post_of(deed: Any) -> int | None:
    """The post a deed is about, or the one of its comment."""
    if deed.subject_type != COMMENT:
        return int(deed.subject_id)
    found: int | None = Comment.objects.filter(pk=deed.subject_id).values_list("post_id", flat=True).first()
    return found


def some(people: Any, after: int, limit: int) -> list[int]:
    return sorted({pk for pk in people if pk is not None and pk > after})[:limit]


def named(deed: Any, after: int, limit: int) -> list[int]:
    """Who is named in it."""
    about = {"comment": deed.subject_id} if deed.subject_type == COMMENT else {"post": deed.subject_id, "comment": None}
    rows = Mention.objects.filter(person__gt=after, **about).order_by("person")
    return list(rows.values_list("person", flat=True).distinct()[:limit])


def answered(deed: Any, after: int, limit: int) -> list[int]:
    """Whose comment it answers."""
    rows = Comment.objects.filter(pk=deed.subject_id).values_list("answers__author", "parent__author")
    return some([first or second for first, second in rows], after, limit)


def author(deed: Any, after: int, limit: int) -> list[int]:
    """Whose post it is under."""
    rows = Post.objects.filter(comments=deed.subject_id) if deed.subject_type == COMMENT else Post.objects.filter(pk=deed.subject_id)  # fmt: skip
    return some(rows.exclude(kind="question").values_list("author", flat=True), after, limit)


def asker(deed: Any, after: int, limit: int) -> list[int]:
    rows = Post.objects.filter(comments=deed.subject_id, kind="question")
    return some(rows.values_list("author", flat=True), after, limit)


def owner_of_post(deed: Any, after: int, limit: int) -> list[int]:
    if deed.subject_type == COMMENT:
        return []
    return some(Post.objects.filter(pk=deed.subject_id).values_list("author", flat=True), after, limit)


def owner_of_comment(deed: Any, after: int, limit: int) -> list[int]:
    if deed.subject_type != COMMENT:
        return []
    return some(Comment.objects.filter(pk=deed.subject_id).values_list("author", flat=True), after, limit)


def same_question(deed: Any, after: int, limit: int) -> list[int]:
    """Who said “me too” under the question whose answer was accepted."""
    rows = MeToo.objects.filter(post__comments=deed.subject_id, person__gt=after).order_by("person")
    return list(rows.values_list("person", flat=True)[:limit])


def audience(deed: Any, after: int, limit: int) -> list[int]:
    """Everybody a post is for, asked to read it."""
    asked = MustRead.objects.filter(post=deed.subject_id).values_list("post__community", "post__community__everyone")
    for community, everyone in asked:
        if community is None or everyone:
            people = Person.objects.present().filter(pk__gt=after, is_guest=False).order_by("pk")
            return list(people.values_list("pk", flat=True)[:limit])
        members = Membership.objects.filter(community=community, person__gt=after).order_by("person")
        return list(members.values_list("person", flat=True)[:limit])
    return []


def who_has_not_said(deed: Any, after: int, limit: int) -> list[int]:
    """Those of them who have not said that they have read it; some who have stand between, so a bulk is looked for until it is full."""
    found: list[int] = []
    while len(found) < limit:
        people = audience(deed, after, limit)
        said = ReadConfirmation.objects.filter(must_read__post=deed.subject_id, person__among=people)
        done = set(said.values_list("person_id", flat=True)) if people else set()
        found += [pk for pk in people if pk not in done]
        if len(people) < limit:
            break
        after = people[-1]
    return found[:limit]


def listeners(deed: Any, after: int, limit: int) -> list[int]:
    """Who wants to hear of everything in the place, or of this conversation."""
    return listening(place=deed.place_id, page=post_of(deed), after=after, limit=limit)


def followers(deed: Any, after: int, limit: int) -> list[int]:
    """Of who wrote it."""
    rows = Follow.objects.filter(followed=deed.by_id, person__gt=after).order_by("person")
    return list(rows.values_list("person", flat=True)[:limit])


def hosts(deed: Any, after: int, limit: int) -> list[int]:
    """Of the place where somebody says their first word."""
    about = {"comment": deed.subject_id} if deed.subject_type == COMMENT else {"post": deed.subject_id}
    if not FirstVoice.objects.filter(**about).exists():
        return []
    rows = Membership.objects.filter(community=deed.place_id, role__in=HOSTS, person__gt=after).order_by("person")
    return list(rows.values_list("person", flat=True)[:limit])


def names_of_places(viewer: Person, ids: Any) -> dict[int, tuple[str, str]]:
    """Storylines are places too: called by the name of who keeps them."""
    people = Person.objects.visible_to(viewer).filter(pk__in=list(ids))
    return {row.pk: (row.name, row.get_absolute_url()) for row in people}
