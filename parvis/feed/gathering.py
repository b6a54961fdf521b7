"""No overdose in one's home: posts about the same page (a fact of the intranet, an address) are one item, the newest, which names
the others. The page a post is about: what its author put beside the words, else its first address (position 0 of its links). Nothing is lost: whatever is left out is named, or is on the page of the fact."""

from __future__ import annotations

import dataclasses
import datetime as dt
from typing import Any

from django.db.models import OuterRef, Subquery
from django.db.models.functions import Coalesce

from parvis.feed.composing import Asked
from parvis.feed.state import State
from parvis.kernel import clock
from parvis.kernel.compiled import Compiled, ids_slot, time_slot
from parvis.people.models import Person
from parvis.posts.models import Post, PostLink, Share
from parvis.posts.reads import viewer_slot
from parvis.posts.screens import Card

NAMED, NAMED_ALONE = 3, 8  # others named: of a fact (its page has them all), and of a page without a home here
READ, FOR = 300, dt.timedelta(days=30)
SHOWS = 'class="fact"'  # a post that shows a page (`posts.embedding`)


@dataclasses.dataclass(frozen=True)
class Spoken:
    """A post about a page, as it is named under another; `subject`: itself, or what it passes on."""

    id: int
    subject: int
    author: str
    place: str


@dataclasses.dataclass
class Around:
    """Those about one page in this home, newest first, and where all that is said of it is gathered."""

    home: str = ""
    posts: list[Spoken] = dataclasses.field(default_factory=list)


def statement(is_guest: bool) -> Any:
    """(id, subject, activity, author, place …, key, home) of the posts about the pages that some posts (ids) are about, newest first."""
    about = PostLink.objects.filter(position=0, post_id__among=ids_slot("ids")).exclude(card__key="")
    linked = PostLink.objects.filter(position=0, card__key__in=about.values("card__key"))
    shares = Share.objects.filter(original_id__in=linked.values("post_id"))
    rows = Post.objects.visible_to(viewer_slot(is_guest)).filter(
        pk__in=linked.values("post_id").union(shares.values("post_id")), active_at__gte=time_slot("since")
    )
    link = PostLink.objects.filter(post_id=OuterRef("subject"), position=0)
    return (
        rows.annotate(subject=Coalesce("share__original_id", "id"))
        .annotate(key=Subquery(link.values("card__key")), home=Subquery(link.values("card__home")))
        .order_by("-active_at", "-id")
        .values_list("id", "subject", "author_id", "author__name", "community_id", "community__name", "audience", "key", "home")[:READ]
    )  # fmt: skip


ABOUT = Compiled(statement)


def subject_of(card: Card) -> int:
    """What is passed on, or the post itself."""
    return card.post.original_id if card.original and card.post.original_id else card.post.id


def around(viewer: Person, state: State, subjects: list[int]) -> tuple[dict[str, Around], dict[int, str]]:
    """By page what this home has about it, and the page of each subject. One statement."""
    asked = Asked(viewer, state)
    places, followed = set(asked.places()), set(asked.followed())
    found: dict[str, Around] = {}
    pages: dict[int, str] = {}
    for pk, subject, author, name, place, place_name, audience, key, home in ABOUT(
        viewer.is_guest, viewer=viewer.pk, ids=subjects, since=clock.now() - FOR
    ):
        pages[subject] = key
        is_here = (place or author) in places or (author in followed and audience == "everyone")
        if not is_here or pk in state.posts or author in state.people or place in state.communities:
            continue
        page = found.setdefault(key, Around(home))
        if all(subject != other.subject for other in page.posts):
            page.posts.append(Spoken(pk, subject, name, place_name or ""))
    return found, pages


def stays(card: Card) -> bool:
    """Never left out: what its readers are asked to read, a first voice, what the reader has just said."""
    return bool(card.asks or card.is_first or card.waits)


def once_for_each_page(cards: list[Card], viewer: Person, state: State) -> list[Card]:
    """The cards without those whose page a newer post of this home is about; that one names them."""
    subjects = [subject_of(card) for card in cards if SHOWS in (card.original or card).post.embeds_html]
    if not subjects:
        return cards
    by_page, pages = around(viewer, state, subjects)
    kept = [card for card in cards if stays(card) or not left_out(card, by_page, pages)]
    shown = {subject_of(card) for card in kept}
    for card in kept:
        page = by_page.get(pages.get(subject_of(card), ""))
        if page and page.posts[0].subject == subject_of(card):
            most = NAMED if page.home else NAMED_ALONE
            others = [one for one in page.posts[1 : 1 + most] if one.subject not in shown]
            card.spoken = [(one.author, one.place, f"/posts/{one.id}/") for one in others]
            card.spoken_more = (max(0, len(page.posts) - 1 - most), page.home) if page.home else (0, "")
    return kept


def left_out(card: Card, by_page: dict[str, Around], pages: dict[int, str]) -> bool:
    page = by_page.get(pages.get(subject_of(card), ""))
    if page is None:
        return False
    newest, *others = page.posts
    if subject_of(card) == newest.subject:
        return False
    if all(subject_of(card) != one.subject for one in others):
        return bool(page.home)  # from beyond this home: the page of the fact has it
    return bool(page.home) or any(subject_of(card) == one.subject for one in others[:NAMED_ALONE])


def also_as_json(card: Card) -> dict[str, Any]:
    """Where the same is too, and who else speaks of the same page, as the card names them."""
    return {
        "also": [{"place": place, "url": url} for place, url in card.also],
        "also_explained": [
            {"author": author, "place": place or None, "url": url} for author, place, url in card.spoken
        ],
        "also_explained_more": card.spoken_more[0],
    }
