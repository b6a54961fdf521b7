"""What a post set in motion, as rows: comments, shares, posts that link to it, reactions; each with what it follows.

Definition of the edges (notes on the cascade of one post, after Goel, Anderson, Hofman and Watts, Management Science 2016): a comment
follows what it answers, a share the post it passes on, a new post the one it links to within seven days; a reaction is a leaf. Naming
the author with @ is no link: it says whom one speaks to, not what one speaks of.
"""

from __future__ import annotations

import dataclasses
import datetime as dt
import re
from collections.abc import Iterable, Iterator, Sequence
from typing import Any

from django.db.models import BooleanField, Exists, ExpressionWrapper, F, OuterRef, Q, QuerySet, Value

from parvis.communities.models import Community
from parvis.kernel.ids import first_id_at
from parvis.people.distances import links
from parvis.people.models import Person
from parvis.posts.addresses import post_url
from parvis.posts.models import Comment, CommentReaction, FirstVoice, Post, PostReaction
from parvis.posts.visibility import visible_to_q

TAKEN_UP, DRAFTED = dt.timedelta(days=7), dt.timedelta(days=1)
MOST, MOST_FOLLOWED = 3000, 20
ADDRESS = re.compile(r"/posts/(\d{1,19})/")
COMMENT, SHARE, POST = "comment", "share", "post"


@dataclasses.dataclass(slots=True)
class Someone:
    """A person as far as a drawing needs. `level`: managers above, 0 at the top."""

    id: int
    name: str
    handle: str
    title: str | None
    unit: int | None
    chain: str

    @property
    def level(self) -> int:
        return len(links(self.chain)) - 1

    @property
    def initials(self) -> str:
        return Person(name=self.name).initials


@dataclasses.dataclass(slots=True)
class Event:
    """`above`: the event it follows (None: the post itself). `hidden`: in a place the viewer cannot read. `first`: a first voice; it
    is counted with the others (`cascading`) and shown of nobody."""

    kind: str
    id: int
    post: int
    by: Someone
    at: dt.datetime
    above: Event | None
    hidden: bool = False
    first: bool = False
    reactions: list[tuple[int, dt.datetime]] = dataclasses.field(default_factory=list)

    @property
    def depth(self) -> int:
        return 0 if self.above is None else self.above.depth + 1

    @property
    def address(self) -> str:
        return f"{post_url(self.post)}#comment-{self.id}" if self.kind == COMMENT else post_url(self.post)


WHO = ("author_id", "author__name", "author__handle", "author__mandate__title", "author__unit_id", "author__chain")


def seen_by(viewer: Person) -> ExpressionWrapper:
    return ExpressionWrapper(visible_to_q(viewer), output_field=BooleanField())


def passed_on(ids: Sequence[int]) -> QuerySet[Post]:
    """Shares, shown or not to the viewer."""
    return Post.objects.filter(share__original_id__in=ids, active_at__isnull=False)


def taken_up(ids: Sequence[int], after: dt.datetime, before: dt.datetime) -> QuerySet[Post]:
    """Posts published between the two instants with a link to one of these. Bounded by the ids, which sort by time: a text begun more
    than a day before what it links to is not found."""
    words = Q()
    for pk in ids:
        words |= Q(body_html__contains=post_url(pk))
    rows = Post.objects.filter(words, active_at__isnull=False, published_at__gte=after, published_at__lte=before)
    return rows.filter(pk__gte=first_id_at(after - DRAFTED), pk__lt=first_id_at(before)).exclude(kind=Post.Kind.SHARE)


def followers(found: dict[int, Event], roots: Sequence[Event], viewer: Person) -> list[Event]:
    """Shares of these posts, and posts that take them up, in one statement; those of secret places the viewer is not in do not exist."""
    ids = [one.post for one in roots][:MOST_FOLLOWED]
    if not ids:
        return []
    after, before = min(one.at for one in roots), max(one.at for one in roots) + TAKEN_UP
    first = Exists(FirstVoice.objects.filter(post=OuterRef("pk")))
    of = {"seen": seen_by(viewer), "first_there": first}
    columns = ("pk", *WHO, "published_at", "community__kind", "seen", "first_there", "original", "body_html")
    shares = passed_on(ids).annotate(**of, original=F("share__original_id")).values_list(*columns)
    others = taken_up(ids, after, before).annotate(**of, original=Value(0)).values_list(*columns)
    made = []
    for pk, *who, at, kind, seen, is_first, original, body in shares.union(others, all=True):
        if pk in found or (kind == Community.Kind.SECRET and not seen):
            continue
        above = found.get(original) or next(linked(body, found, at), None)
        if above is not None:
            hidden = not seen or above.hidden
            found[pk] = Event(SHARE if original else POST, pk, pk, Someone(*who), at, above, hidden, bool(is_first))
            made.append(found[pk])
    return made


def linked(body: str, found: dict[int, Event], at: dt.datetime) -> Iterator[Event]:
    for pk in ADDRESS.findall(body):
        above = found.get(int(pk))
        if above is not None and above.at <= at <= above.at + TAKEN_UP:
            yield above


def comments_under(posts: dict[int, Event]) -> list[Event]:
    """Comments still there, oldest first; one whose target was taken back follows the post."""
    rows = Comment.objects.filter(post_id__in=list(posts), withdrawal=None).order_by("id")
    first = Exists(FirstVoice.objects.filter(comment=OuterRef("pk")))
    rows = rows.annotate(first_there=first)
    said: dict[int, Event] = {}
    for pk, post, answers, *who, at, is_first in rows.values_list("pk", "post_id", "answers_id", *WHO, "at", "first_there")[:MOST]:  # fmt: skip
        under = posts[post]
        said[pk] = Event(COMMENT, pk, post, Someone(*who), at, said.get(answers, under), under.hidden, bool(is_first))
    return list(said.values())


def add_reactions(events: Iterable[Event]) -> None:
    """Put on each event who reacted to it (ids) and when, in one statement."""
    posts = {one.post: one for one in events if one.kind != COMMENT}
    said = {one.id: one for one in events if one.kind == COMMENT}
    of_posts = PostReaction.objects.filter(post_id__in=list(posts)).values_list("post_id", Value(0), "person_id", "at")
    of_words = CommentReaction.objects.filter(comment__post_id__in=list(posts)).values_list(Value(0), "comment_id", "person_id", "at")  # fmt: skip
    for post, comment, person, at in of_posts.union(of_words, all=True).order_by("at")[:MOST]:
        event = posts.get(post) if post else said.get(comment)
        if event is not None:
            event.reactions.append((person, at))


def root_of(post: Post) -> Event:
    author = post.author
    title = author.mandate.title if hasattr(author, "mandate") else None
    who = Someone(author.pk, author.name, author.handle, title, author.unit_id, author.chain)
    assert post.published_at is not None
    return Event(POST, post.pk, post.pk, who, post.published_at, None)


def events_of(post: Post, viewer: Person) -> list[Event]:
    """The post, then all that followed it, in an order where each comes after what it follows; in four statements. Posts are followed
    over two steps (a share of a share, a post that takes up a post that took it up)."""
    root = root_of(post)
    posts = {post.pk: root}
    near = followers(posts, [root], viewer)
    followers(posts, near, viewer)
    events = [*posts.values(), *comments_under(posts)]
    add_reactions(events)
    return topological([root, *sorted(events[1:], key=lambda one: (one.at, one.depth, one.id))])


def topological(events: list[Event]) -> list[Event]:
    """The same, where imported dates may put an answer before what it answers."""
    placed: set[int] = set()
    found: list[Any] = []

    def place(event: Event) -> None:
        chain = []
        here: Event | None = event
        while here is not None and id(here) not in placed:
            chain.append(here)
            here = here.above
        for one in reversed(chain):
            placed.add(id(one))
            found.append(one)

    for event in events:
        place(event)
    return found
