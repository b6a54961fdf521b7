"""Drafts: one's own, listed, published or deleted."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404
from django.utils.translation import gettext as _

from parvis.kernel.http import answer
from parvis.kernel.pages import page_by_id
from parvis.people.http import person_required
from parvis.posts import screens
from parvis.posts.models import Post, Subject
from parvis.posts.publishing import publish


@person_required
def index(request: Any) -> HttpResponse:
    page = page_by_id(
        Post.objects.drafted_by(request.person).select_related("community"), request.GET.get("after", ""), 30
    )
    return answer(request, page="posts/drafts.html", drafts=page)


@person_required
def publication(request: Any, post_id: int) -> HttpResponse:
    post = get_object_or_404(Post.objects.drafted_by(request.person).select_related("community"), pk=post_id)
    publish(post, by=request.person)
    messages.success(request, _("It is published."))
    return answer(request, to=f"/posts/{post.pk}/", json={"id": str(post.pk)})


@person_required
def bookmarks(request: Any) -> HttpResponse:
    rows = Post.objects.visible_to(request.person).for_screen().filter(bookmarks__person=request.person)
    page = page_by_id(rows, request.GET.get("after", ""), 20)
    return answer(
        request, page="posts/bookmarks.html", cards=screens.cards_for(request.person, page.rows), next=page.next
    )


@person_required
def subject(request: Any, slug: str) -> HttpResponse:
    rows = Post.objects.visible_to(request.person).for_screen().filter(subjects__subject__slug=slug)
    page = page_by_id(rows, request.GET.get("after", ""), 20)
    # A subject used only where one may not read looks like one nobody has used.
    name = Subject.objects.filter(slug=slug).values_list("name", flat=True).first() if page.rows else slug
    return answer(
        request,
        page="posts/subject.html",
        subject=name,
        cards=screens.cards_for(request.person, page.rows),
        next=page.next,
    )
