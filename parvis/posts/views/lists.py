"""Lists of cards: what one keeps for later, and what speaks of a subject."""

from __future__ import annotations

from typing import Any

from django.http import HttpResponse

from parvis.kernel.http import answer
from parvis.kernel.pages import page_by_id
from parvis.people.http import person_required
from parvis.posts import screens
from parvis.posts.models import Post, Subject


@person_required
def bookmarks(request: Any) -> HttpResponse:
    rows = Post.objects.visible_to(request.person).filter(bookmarks__person=request.person).only("pk")
    page = page_by_id(rows, request.GET.get("after", ""), 20)
    cards = screens.cards_for(request.person, [post.pk for post in page])
    return answer(request, page="posts/bookmarks.html", cards=cards, next=page.next)


@person_required
def subject(request: Any, slug: str) -> HttpResponse:
    rows = Post.objects.visible_to(request.person).filter(subjects__subject__slug=slug).only("pk")
    page = page_by_id(rows, request.GET.get("after", ""), 20)
    # A subject used only where one may not read looks like one nobody has used.
    name = Subject.objects.filter(slug=slug).values_list("name", flat=True).first() if page.rows else slug
    return answer(
        request,
        page="posts/subject.html",
        subject=name,
        cards=screens.cards_for(request.person, [post.pk for post in page]),
        next=page.next,
    )
