"""What lists and threads show of posts and comments, as plain rows: the author and the place beside the words. `reads` asks for
them; the page that shows them decides what to draw anew (see `cards`)."""

from __future__ import annotations

import datetime as dt
import functools
import itertools
from typing import Any, NamedTuple

from django.db.models.functions import Length

from parvis.communities.models import Community
from parvis.people.models import Mandate, Person, Portrait, Unit, initials_of
from parvis.posts.writing import plain


def face(
    identifier: int, handle: str, name: str, job: str, is_guest: bool, title: str | None, portrait: int | None
) -> Person:
    """A person as far as a face and a name need."""
    person = Person(id=identifier, handle=handle, name=name, job=job, is_guest=is_guest)
    person._state.adding = False
    person._state.fields_cache["mandate"] = Mandate(person=person, title=title) if title is not None else None
    person._state.fields_cache["portrait"] = Portrait(id=portrait, person=person) if portrait else None
    return person


class Face(NamedTuple):
    """The same for lists that only draw it: no row is made."""

    id: int
    handle: str
    name: str
    job: str
    is_guest: bool
    title: str | None
    portrait: int | None

    @property
    def mandate(self) -> Face | None:
        """What has the `title` of the mandate, where there is one."""
        return self if self.title is not None else None

    @property
    def initials(self) -> str:
        return initials_of(self.name)


class _PostRow(NamedTuple):
    # what is drawn
    id: int
    version: int
    kind: str
    title: str
    body_html: str
    embeds_html: str
    useful_count: int
    bravo_count: int
    support_count: int
    insightful_count: int
    thanks_count: int
    comment_count: int
    share_count: int
    me_too_count: int
    is_answered: bool
    published_at: dt.datetime
    edited_at: dt.datetime | None
    author_id: int
    author_handle: str
    author_name: str
    author_job: str
    author_is_guest: bool
    author_title: str | None
    author_portrait: int | None
    community_id: int | None
    community_slug: str | None
    community_name: str | None
    service: str | None
    length: int
    # what is not
    community_kind: str | None
    community_everyone: bool | None
    community_starters: str | None
    community_members: int | None
    archive_id: int | None
    audience: str
    preview: list[int]
    original_id: int | None
    author_chain: str
    author_unit: str | None
    settles_at: dt.datetime | None
    must_read_until: dt.datetime | None


DRAWN = _PostRow._fields.index("community_kind")
PATHS = {
    "author_handle": "author__handle", "author_name": "author__name", "author_job": "author__job", "author_is_guest": "author__is_guest",
    "author_title": "author__mandate__title", "author_portrait": "author__portrait__id", "author_chain": "author__chain",
    "author_unit": "author__unit__name", "community_slug": "community__slug", "community_name": "community__name",
    "community_kind": "community__kind", "community_everyone": "community__everyone", "community_starters": "community__starters",
    "community_members": "community__member_count", "archive_id": "community__archive__id", "original_id": "share__original_id",
    "service": "service_signature__name", "length": Length("body_text"),
}  # fmt: skip
COLUMNS: list[Any] = [PATHS.get(name, name) for name in _PostRow._fields]


_kept = itertools.count(1)


class Drawn:
    """What is drawn of a row. `identity` is equal only for rows that are drawn alike: a number for a row the process keeps
    (`keeping`), else all that is drawn."""

    number: int | None = None


class PostRow(_PostRow, Drawn):
    """A post, its author and its place, as read for a page. `said` is the comments shown under it in a list, when it is kept."""

    said: list[CommentRow] | None = None

    def keep(self, said: list[CommentRow]) -> PostRow:
        self.number, self.said = next(_kept), said
        return self

    @property
    def identity(self) -> Any:
        return self.number or self[:DRAWN]

    @property
    def pk(self) -> int:
        return self.id

    @property
    def reaction_count(self) -> int:
        return sum(self[6:11])

    @functools.cached_property
    def author(self) -> Person:
        person = face(*self[17:24])
        person.chain = self.author_chain
        person._state.fields_cache["unit"] = Unit(name=self.author_unit) if self.author_unit else None
        return person

    @functools.cached_property
    def community(self) -> Community | None:
        if self.community_id is None:
            return None
        made = Community(
            id=self.community_id, slug=self.community_slug, name=self.community_name, kind=self.community_kind,
            starters=self.community_starters, member_count=self.community_members, everyone=bool(self.community_everyone),
        )  # fmt: skip
        made._state.adding = False
        if self.archive_id is None:
            made._state.fields_cache["archive"] = None
        return made

    @functools.cached_property
    def body_text(self) -> str:
        return plain(self.body_html)


def with_own(row: Any, before: str, now: str) -> Any:
    """The counts of a PostRow or CommentRow as who has just put the sign `now` (in place of `before`, or of none) sees them."""
    changed = {f"{now}_count": getattr(row, f"{now}_count") + 1}
    if before:
        changed[f"{before}_count"] = getattr(row, f"{before}_count") - 1
    return row._replace(**changed)


class _CommentRow(NamedTuple):
    id: int
    version: int
    body_html: str
    useful_count: int
    bravo_count: int
    support_count: int
    insightful_count: int
    thanks_count: int
    at: dt.datetime
    edited_at: dt.datetime | None
    author_id: int
    author_handle: str
    author_name: str
    author_job: str
    author_is_guest: bool
    author_title: str | None
    author_portrait: int | None
    withdrawal: int | None
    post_id: int
    parent_id: int | None


COMMENT_PATHS = {**PATHS, "withdrawal": "withdrawal__id"}
COMMENT_COLUMNS: list[Any] = [COMMENT_PATHS.get(name, name) for name in _CommentRow._fields]


class CommentRow(_CommentRow, Drawn):
    """A comment and its author, as read for a page. `withdrawal` is set when it was taken back."""

    def keep(self) -> CommentRow:
        self.number = next(_kept)
        return self

    @property
    def identity(self) -> Any:
        return self.number or tuple(self)

    @property
    def pk(self) -> int:
        return self.id

    @property
    def reaction_count(self) -> int:
        return sum(self[3:8])

    @functools.cached_property
    def author(self) -> Person:
        return face(*self[10:17])


class Thread(list[CommentRow]):
    """The comments under a post, oldest first, as the process keeps them: `number` stands for all that is drawn of them."""

    def __init__(self, rows: list[CommentRow]) -> None:
        super().__init__(rows)
        self.number = next(_kept)
