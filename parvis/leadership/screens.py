"""The page of a draft that is opened, and the list of companions: each in a constant number of queries."""

from __future__ import annotations

import dataclasses
from collections.abc import Sequence
from typing import Any, NamedTuple

from django.db.models import QuerySet
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from parvis.kernel import clock
from parvis.kernel.passages import Line, cut, occurrences, sentences
from parvis.leadership.facts import KnownFact, known, lately
from parvis.leadership.models import CompanionLink, DraftOpening, DraftRemark
from parvis.leadership.permissions import is_author
from parvis.leadership.visibility import draft_q, link_visible_to_q, remark_visible_to_q
from parvis.people.models import Person
from parvis.posts.models import Attachment, Post

MOST = 200
FACE = ("", "__unit", "__mandate", "__portrait")
# From here on a draft is told, gently, that it has been in too many hands, or too long on the way.
DAYS, HANDS, THREADS = 7, 2, 8


def with_face(name: str) -> list[str]:
    return [f"{name}{part}" for part in FACE]


@dataclasses.dataclass
class Thread:
    """A remark and its answers. `start` is where its passage is now, None once rewritten, or when it is about the whole."""

    remark: DraftRemark
    replies: list[DraftRemark]
    start: int | None
    heard: bool
    number: int | None = None
    fact: KnownFact | None = None


class Picture(NamedTuple):
    """A picture of a draft, at its own guarded address."""

    address: str
    alt: str
    width: int | None
    height: int | None


@dataclasses.dataclass
class Sheet:
    """A draft as its author or its companion sees it."""

    post: Post
    mine: bool
    opening: DraftOpening | None
    lines: list[Line]
    threads: list[Thread]
    passages: list[tuple[str, str]]
    gently: str
    links: list[CompanionLink]
    facts: Sequence[KnownFact] = ()
    pictures: Sequence[Picture] = ()

    @property
    def waiting(self) -> list[Thread]:
        return [thread for thread in self.threads if not thread.heard]

    @property
    def done(self) -> list[Thread]:
        return [thread for thread in self.threads if thread.heard]


def where(row: DraftRemark, text: str) -> int | None:
    """Where the passage of a remark is now: the occurrence of its words nearest to where they were."""
    places = list(occurrences(row.quote, text)) if row.quote else []
    return min(places, key=lambda place: abs(place - row.near)) if places else None


def threads_of(post: Post, viewer: Person) -> list[Thread]:
    rows = DraftRemark.objects.filter(remark_visible_to_q(viewer), opening__post=post)
    found = list(rows.select_related(*with_face("by"), "heard").order_by("-id")[: 5 * MOST])[::-1]
    replies: dict[int, list[DraftRemark]] = {}
    for row in found:
        if row.parent_id:
            replies.setdefault(row.parent_id, []).append(row)
    tops = [row for row in found if row.parent_id is None]
    threads = [
        Thread(row, replies.get(row.pk, []), where(row, post.body_text), getattr(row, "heard", None) is not None)
        for row in tops
    ]
    threads.sort(key=lambda thread: (thread.start is None, thread.start or 0, thread.remark.pk))
    facts = known(viewer, [thread.remark.address for thread in threads])
    for thread in threads:
        thread.fact = facts.get(thread.remark.address)
    numbers = iter(range(1, len(threads) + 1))
    for thread in threads:
        if thread.start is not None and not thread.heard:
            thread.number = next(numbers)
    return threads


def lines_of(text: str, threads: list[Thread]) -> list[Line]:
    spans = [
        (thread.start, thread.start + len(thread.remark.quote), thread.number, thread.remark.pk)
        for thread in threads
        if thread.number is not None and thread.start is not None
    ]
    return cut(spans, text)


def gently(post: Post, hands: int, threads: int) -> str:
    """What is said, without blame, of a draft that has been through many hands or days; nothing of the others."""
    days = (clock.now() - post.drafted_at).days
    why = []
    if hands >= HANDS:
        why.append(ngettext("%(n)s companion", "%(n)s companions", hands) % {"n": hands})
    if days >= DAYS:
        why.append(ngettext("%(n)s day", "%(n)s days", days) % {"n": days})
    if threads >= THREADS:
        why.append(ngettext("%(n)s remark", "%(n)s remarks", threads) % {"n": threads})
    if not why:
        return ""
    words = _(
        "%(what)s on one text: it begins to look like a press release. Say it aloud, cut what is not you, publish."
    )
    return words % {"what": ", ".join(why)}


def pictures_of(post: Post) -> QuerySet[Attachment]:
    """The pictures of a draft: its cover, those in its text, those beside it."""
    kinds = (Attachment.Kind.COVER, Attachment.Kind.INLINE, Attachment.Kind.PHOTO)
    return Attachment.objects.filter(post=post, kind__in=kinds).order_by("kind", "position", "id").prefetch_related("renditions")  # fmt: skip


def sheet_of(post: Post, viewer: Person) -> Sheet:
    """`post` comes through `draft_visible_to_q(viewer)`."""
    mine = is_author(viewer, post)
    openings = list(DraftOpening.objects.filter(post=post).select_related("link", *with_face("link__companion")))
    now = clock.now()
    living = [row for row in openings if row.closed_at is None and row.link.ended_at is None and row.link.until > now]
    threads = threads_of(post, viewer)
    hands = len({row.link.companion_id for row in openings})
    links = CompanionLink.objects.filter(link_visible_to_q(viewer), person=viewer).select_related(
        *with_face("companion")
    )
    return Sheet(
        post=post, mine=mine, opening=living[0] if living else None, lines=lines_of(post.body_text, threads), threads=threads,
        passages=[] if mine else [(f"{p.start}-{p.end}", p.of(post.body_text)) for p in sentences(post.body_text)[:MOST]],
        gently=gently(post, hands, len(threads)) if mine else "", links=list(links) if mine else [],
        facts=() if mine else lately(viewer), pictures=[Picture(f"/companions/drafts/{post.pk}/pictures/{p.pk}/", p.alt, p.width, p.height) for p in pictures_of(post)[:MOST]],
    )  # fmt: skip


def companions_of(person: Person) -> list[CompanionLink]:
    """Who accompanies this person now, with the drafts open to each (`drafts`)."""
    return with_drafts(CompanionLink.objects.filter(link_visible_to_q(person), person=person), "companion")


def accompanied_by(person: Person) -> list[CompanionLink]:
    """Whom this person accompanies now, with the drafts opened to them (`drafts`)."""
    return with_drafts(CompanionLink.objects.filter(link_visible_to_q(person), companion=person), "person")


def with_drafts(rows: Any, face: str) -> list[CompanionLink]:
    links: list[CompanionLink] = list(rows.select_related(*with_face(face)).order_by("until", "id")[:MOST])
    drafts: dict[int, list[Post]] = {}
    posts = Post.objects.filter(draft_q())
    for row in DraftOpening.objects.filter(link__in=links, closed_at=None, post__in=posts).select_related("post").order_by("-id")[: 5 * MOST]:  # fmt: skip
        row.post.opened_at = row.at  # type: ignore[attr-defined]
        drafts.setdefault(row.link_id, []).append(row.post)
    for link in links:
        link.drafts = drafts.get(link.pk, [])  # type: ignore[attr-defined]
    return links
