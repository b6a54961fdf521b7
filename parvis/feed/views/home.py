"""Home, its filters, and what is new since it was opened."""

from __future__ import annotations

from typing import Any

from django.db.models import Q
from django.http import HttpResponse
from django.shortcuts import get_object_or_404
from markupsafe import escape

from parvis.communities.models import Community
from parvis.communities.permissions import is_host, may_start
from parvis.feed import composing, screens
from parvis.feed.aside import first_voices, unanswered
from parvis.feed.contacts import latest_words_of, latest_words_of_contacts
from parvis.feed.gathering import also_as_json
from parvis.feed.items import draw_items
from parvis.feed.state import state_of
from parvis.feed.visiting import mark_read, visit
from parvis.interface import shells
from parvis.kernel import frame
from parvis.kernel.http import answer, json_answer, wants_fragment, wants_json
from parvis.kernel.pages import Page, pack
from parvis.people.http import person_required
from parvis.people.models import Person
from parvis.posts.models import Comment, Post
from parvis.posts.screens import as_json, cards_for


def json_of(cards: Any, following: str) -> Any:
    return lambda: {"posts": [as_json(card) | also_as_json(card) for card in cards], "next": following or None}


@person_required
def show(request: Any) -> HttpResponse:
    viewer, only = request.person, request.GET.get("filter", "all")
    only = only if only in composing.FILTERS else "all"
    after = request.GET.get("after", "")
    state = state_of(viewer)
    page = screens.home(viewer, state, only=only, after=after, since=visit(viewer, state))
    following = f"/?filter={only}&after={page.next}" if page.next else ""
    if wants_json(request) or wants_fragment(request):
        return answer(request, page="feed/home.html", fragment="feed/_cards.html", cards=page.cards, next=following, only=only, json=json_of(page.cards, page.next))  # fmt: skip
    return drawn(request, page.cards, {"next": following, "newest": page.newest}, {"only": only, "first": not after})


def drawn(request: Any, cards: Any, late: dict[str, Any], facts: dict[str, Any]) -> HttpResponse:
    """The home page: what is around the cards is kept, unless the page also says what was just done."""
    around = frame.of(request)
    facts |= {name: getattr(around, name) for name in ("opened", "draft_opened", "steps", "door_ahead", "beside_home")}
    if not cards or shells.has_something_to_say(request):
        return answer(request, page="feed/home.html", cards=cards, items=draw_items(request, cards), **facts, **late)
    late = {name: str(escape(words)) for name, words in late.items() if words} | {"items": draw_items(request, cards)}
    return shells.page(request, "feed/home.html", facts, late)


@person_required
def questions(request: Any) -> HttpResponse:
    """Questions waiting for an answer, wherever the viewer may read."""
    rows = Post.objects.visible_to(request.person).filter(kind="question", is_answered=False)
    page = by_activity(rows, request.GET.get("after", ""))
    cards = cards_for(request.person, list(page))
    return answer(
        request, page="feed/questions.html", fragment="feed/_cards.html", cards=cards, json=json_of(cards, page.next),
        next=f"?after={page.next}" if page.next else "",
    )  # fmt: skip


def by_activity(rows: Any, cursor: str, size: int = 20, own: Any = None) -> Page[int]:
    """Ids of the newest by activity; before them on the first page, in the same statement, those of `own`: what the reader has just
    published there and others do not see yet."""
    key = composing.key_of(cursor)
    if key:
        rows = rows.filter(Q(active_at__lt=key[0]) | Q(active_at=key[0], pk__lt=key[1]))
    rows, waiting = rows.newest_first(), []
    if own is None or key:
        found = list(rows.values_list("pk", "active_at")[: size + 1])
    else:
        newest = Post.objects.filter(pk__in=rows.values("pk")[: size + 1]).values_list("pk", "active_at")
        both = list(newest.union(own.values_list("pk", "active_at"), all=True))
        waiting = sorted((pk for pk, at in both if at is None), reverse=True)
        found = sorted(((pk, at) for pk, at in both if at is not None), key=lambda row: (row[1], row[0]), reverse=True)
    more = pack(found[size - 1][1].isoformat(), str(found[size - 1][0])) if len(found) > size else ""
    return Page([*waiting, *[pk for pk, _at in found[:size]]], more)


@person_required
def news(request: Any) -> HttpResponse:
    """How many posts have stirred since the page was opened: a number, offered, never shoved in."""
    key = composing.key_of(request.GET.get("since", ""))
    found = composing.compose(request.person, size=20)
    count = sum(1 for row in found if key is None or (row.active_at, row.id) > key)
    return json_answer({"count": min(count, 20)})


@person_required
def community(request: Any, slug: str) -> HttpResponse:
    place = get_object_or_404(Community.objects.visible_to(request.person).select_related("archive"), slug=slug)
    rows = Post.objects.visible_to(request.person).filter(community=place)
    after = request.GET.get("after", "")
    page = by_activity(
        rows.filter(pin=None), after, own=Post.objects.unsettled_of(request.person).filter(community=place)
    )
    pinned = [] if after else list(rows.filter(pin__isnull=False).order_by("-pin__at").values_list("pk", flat=True))
    cards = cards_for(request.person, [*pinned, *page])
    for card in cards[: len(pinned)]:
        card.why_kind = "pinned"
    return answer(
        request, page="feed/community.html", fragment="feed/_place.html", cards=cards, place=place, json=json_of(cards, page.next),
        may_start=may_start(request.person, place), first=not after, is_host=is_host(request.person, place), next=f"/communities/{slug}/posts/?after={page.next}" if page.next else "",
    )  # fmt: skip


@person_required
def storyline(request: Any, handle: str) -> HttpResponse:
    person = get_object_or_404(Person.objects.visible_to(request.person), handle=handle)
    rows = Post.objects.visible_to(request.person).filter(author=person)
    own = Post.objects.unsettled_of(person) if person.pk == request.person.pk else None
    page = by_activity(rows, request.GET.get("after", ""), own=own)
    cards = cards_for(request.person, list(page))
    return answer(
        request, page="feed/storyline.html", fragment="feed/_cards.html", cards=cards, person=person, json=json_of(cards, page.next),
        next=f"/people/{handle}/posts/?after={page.next}" if page.next else "",
    )  # fmt: skip


@person_required
def contacts(request: Any) -> HttpResponse:
    """The latest words of those one follows: posts and comments."""
    found = latest_words_of_contacts(request.person, limit=40)
    return answer(request, page="feed/contacts.html", found=said(found), title=None)


def said(found: Any) -> list[dict[str, Any]]:
    return [
        {"person": m.author, "at": m.at if isinstance(m, Comment) else m.published_at, "text": m.body_text,
         "post_id": m.post_id if isinstance(m, Comment) else m.pk, "is_comment": isinstance(m, Comment)}
        for m in found
    ]  # fmt: skip


@person_required
def words_of(request: Any, handle: str) -> HttpResponse:
    person = get_object_or_404(Person.objects.visible_to(request.person), handle=handle)
    return answer(
        request,
        page="feed/contacts.html",
        found=said(latest_words_of(person, request.person, limit=40)),
        title=person.name,
    )


@person_required
def read(request: Any, post_id: int) -> HttpResponse:
    mark_read(get_object_or_404(Post.objects.visible_to(request.person), pk=post_id), by=request.person)
    return HttpResponse(status=204)


@person_required
def aside(request: Any) -> HttpResponse:
    """The right column: first voices of the week, questions nobody has answered."""
    return answer(
        request,
        page="feed/aside.html",
        fragment="feed/_aside.html",
        voices=first_voices(request.person),
        waiting=unanswered(request.person),
    )
