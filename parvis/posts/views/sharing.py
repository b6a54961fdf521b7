"""Passing a post on; a share taken back before others saw it opens again as it was, to be changed, sent or thrown away."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.http import HttpResponse
from django.utils.translation import gettext as _

from parvis.interface.restoring import unsent
from parvis.kernel.http import answer, see_other
from parvis.kernel.once import key_of
from parvis.kernel.refusals import Refused
from parvis.people.http import person_required
from parvis.posts import beside, screens
from parvis.posts.forms import PostForm
from parvis.posts.models import Post
from parvis.posts.naming import places_for
from parvis.posts.reopening import reopened
from parvis.posts.repeating import SentAlready
from parvis.posts.rereading import require_clear
from parvis.posts.settling import is_settled
from parvis.posts.sharing import rewrite, share, share_again
from parvis.posts.views.loading import acknowledge, post_for, said_already, sends_once


def form_of(request: Any, data: Any, **first: Any) -> PostForm:
    first = {"place": "la-place", **first, **(unsent(request) if data is None else {})}
    return PostForm(data, places=places_for(request.person), storyline=not request.person.is_guest, initial=first)


def page(request: Any, original: int, form: PostForm, *, draft: Post | None = None, status: int = 200) -> HttpResponse:
    """Where one says why. `draft`: the share taken back; what it passes on may be gone."""
    cards = screens.cards_for(request.person, [original], with_comments=False)
    home = f"/posts/{draft.pk}/edit/" if draft else f"/posts/{original}/shares/"
    there = beside.passing(request, form.places.get(str(form["place"].value() or "")), original) if cards else []
    return answer(
        request, page="posts/share.html", form=form, card=cards[0] if cards else None, places=form.choices(), status=status,
        draft=draft, home=home, passing=there, name=f"share-{request.person.pk}-{f'draft-{draft.pk}' if draft else original}",
        waiting=draft is None and bool(form.initial.get("body")),
    )  # fmt: skip


@person_required
def new(request: Any, post_id: int) -> HttpResponse:
    post = post_for(request.person, post_id)
    return page(request, post.pk, form_of(request, None))


@person_required
def create(request: Any, post_id: int) -> HttpResponse:
    post = post_for(request.person, post_id)
    form = form_of(request, request.POST)
    if form.is_valid():
        try:
            require_clear(form.sheet(), by=request.person)
            made = share(
                post,
                by=request.person,
                community=form.places.get(form.cleaned_data["place"]),
                body=form.cleaned_data["body"],
                key=key_of(request),
                format=form.cleaned_data["format"] or "markdown",
                once=sends_once(request),
            )
        except SentAlready as again:
            said_already(request, again)
            return acknowledge(request, see_other(f"/posts/{again.row.pk}/"))
        except Refused as no:
            no.onto(form)
        else:
            return sent(request, made, 201)
    return page(request, post.pk, form, status=422)


def sent(request: Any, made: Post, status: int) -> HttpResponse:
    if is_settled(made):
        messages.success(request, _("It is shared."))
    return acknowledge(request, answer(request, to=f"/posts/{made.pk}/", json={"id": str(made.pk)}, status=status))


def draft_again(request: Any, post: Post) -> HttpResponse:
    """The share as it was when it was taken back."""
    first = {"body": reopened(post.body_html), "format": "html", "place": post.community.slug if post.community else ""}
    return page(request, post.share.original_id, form_of(request, None, **first), draft=post)


def update_draft(request: Any, post: Post) -> HttpResponse:
    """Keep it as a draft, or share it: what the button says."""
    form = form_of(request, request.POST)
    if form.is_valid():
        data = form.cleaned_data
        given = {
            "community": form.places.get(data["place"]),
            "body": data["body"],
            "format": data["format"] or "markdown",
        }
        try:
            if request.POST.get("save") == "draft":
                rewrite(post, by=request.person, **given)
                messages.success(request, _("Your draft is kept. Only you see it."))
                return acknowledge(request, answer(request, to="/drafts/", json={"id": str(post.pk)}))
            require_clear(form.sheet(), by=request.person)
            return sent(request, share_again(post, by=request.person, **given), 200)
        except Refused as no:
            no.onto(form)
    return page(request, post.share.original_id, form, draft=post, status=422)
