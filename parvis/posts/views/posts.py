"""A post: read, moved, taken back, its history."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from parvis.communities.audiences import audience_words
from parvis.interface.asking import asks_first
from parvis.kernel.http import answer, see_other
from parvis.kernel.refusals import Refused
from parvis.people.http import person_required
from parvis.posts import screens
from parvis.posts.confirming import confirmed_at
from parvis.posts.editing import move, withdraw
from parvis.posts.marking import pin_offer
from parvis.posts.permissions import may_accept, may_comment, may_edit
from parvis.posts.reads import post_row, trace_row
from parvis.posts.views.composing import form_for
from parvis.posts.views.loading import own_post, post_for


@person_required
def show(request: Any, post_id: int) -> HttpResponse:
    viewer = request.person
    post = post_row(viewer, post_id)
    is_trace = post is None
    post = post or trace_row(viewer, post_id)
    if post is None:
        raise Http404
    card, thread = screens.conversation(viewer, post)
    return answer(
        request, page="posts/show.html", confirmed=confirmed_at(post.pk, viewer) if card.asks else None, card=card, thread=thread, is_trace=is_trace,
        may_comment=not is_trace and not card.waits and may_comment(viewer, post), may_accept=may_accept(viewer, post), may_pin=pin_offer(viewer, post),
        json=lambda: {**screens.as_json(card), "thread": [screens.comment_as_json(c) for c in thread]},
    )  # fmt: skip


@asks_first(gettext_lazy("Take this back? Its words will no longer be kept."), gettext_lazy("Take back"))
@person_required
def destroy(request: Any, post_id: int) -> HttpResponse:
    post = own_post(request.person, post_id)
    was_draft = post.published_at is None
    withdraw(post, by=request.person)
    messages.success(
        request,
        _("The draft is deleted.") if was_draft else _("Your post is taken back. Its words are no longer kept."),
    )
    return answer(request, to="/drafts/" if was_draft else "/", json={"withdrawn": True})


@person_required
def place(request: Any, post_id: int) -> HttpResponse:
    """Choose a place, read its audience, confirm."""
    post = post_for(request.person, post_id)
    if not may_edit(request.person, post):
        raise Http404
    form = form_for(request, request.POST or None, place=post.community.slug if post.community else "")
    form.is_valid()
    chosen = form.places.get(request.POST.get("place", "")) if request.method == "POST" else None
    if request.method == "POST" and "audience_seen" in request.POST:
        try:
            move(post, chosen, by=request.person, audience_seen=request.POST["audience_seen"])
            return see_other(f"/posts/{post.pk}/")
        except Refused as no:
            no.onto(form)
    return answer(
        request, page="posts/move.html", post=post, form=form, chosen=chosen, asked=request.method == "POST",
        words=audience_words(chosen), now_words=audience_words(post.community),
    )  # fmt: skip


@person_required
def history(request: Any, post_id: int) -> HttpResponse:
    post = post_for(request.person, post_id)
    return answer(
        request, page="posts/history.html", post=post, revisions=list(post.revisions.order_by("-number")[:100])
    )


def index(request: Any) -> HttpResponse:
    return redirect("/")
