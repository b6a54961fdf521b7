"""Small resources of a post: bookmark, me too, accepted answer, pin, ballot, share."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404
from django.utils.translation import gettext as _

from parvis.kernel.http import answer
from parvis.kernel.once import key_of
from parvis.kernel.refusals import Refused
from parvis.people.http import person_required
from parvis.posts import screens
from parvis.posts.answering import accept_answer, ask_too, no_longer_ask, reopen_question
from parvis.posts.forms import PostForm
from parvis.posts.marking import bookmark, forget, pin, unpin
from parvis.posts.models import Poll
from parvis.posts.naming import places_for
from parvis.posts.sharing import share
from parvis.posts.views.loading import back_to, comment_for, post_for
from parvis.posts.voting import vote


def simple(verb: Any, said: Any = None) -> Any:
    """A view that calls `verb(post, by=…)` on a post the person may read, and goes back."""

    @person_required
    def view(request: Any, post_id: int) -> HttpResponse:
        post = post_for(request.person, post_id)
        verb(post, by=request.person)
        if said and not request.headers.get("hx-request"):
            messages.success(request, said())
        return answer(request, to=back_to(request, post), json={"ok": True})

    return view


keep = simple(bookmark, lambda: _("Kept for later."))
let_go = simple(forget)
me_too = simple(ask_too)
not_me = simple(no_longer_ask)
put_pin = simple(pin)
take_pin = simple(unpin)
reopen = simple(reopen_question)


@person_required
def accept(request: Any, post_id: int) -> HttpResponse:
    post = post_for(request.person, post_id)
    chosen = request.POST.get("comment", "")
    accept_answer(post, comment_for(request.person, int(chosen) if chosen.isdigit() else 0), by=request.person)
    return answer(request, to=f"/posts/{post.pk}/", json={"ok": True})


@person_required
def ballot(request: Any, post_id: int) -> HttpResponse:
    post = post_for(request.person, post_id)
    poll = get_object_or_404(Poll.objects.select_related("post", "post__community"), post=post)
    vote(poll, [int(pk) for pk in request.POST.getlist("option") if pk.isdigit()], by=request.person)
    return answer(request, to=back_to(request, post), json={"ok": True})


@person_required
def new_share(request: Any, post_id: int) -> HttpResponse:
    post = post_for(request.person, post_id)
    return share_page(request, post, form_of(request, None))


def form_of(request: Any, data: Any) -> PostForm:
    return PostForm(
        data, places=places_for(request.person), storyline=not request.person.is_guest, initial={"place": "la-place"}
    )


def share_page(request: Any, post: Any, form: PostForm, status: int = 200) -> HttpResponse:
    [card] = screens.cards_for(request.person, [post], with_comments=False)
    return answer(request, page="posts/share.html", form=form, card=card, places=form.choices(), status=status)


@person_required
def create_share(request: Any, post_id: int) -> HttpResponse:
    post = post_for(request.person, post_id)
    form = form_of(request, request.POST)
    if form.is_valid():
        try:
            made = share(
                post,
                by=request.person,
                community=form.places.get(form.cleaned_data["place"]),
                body=form.cleaned_data["body"],
                key=key_of(request),
            )
        except Refused as no:
            no.onto(form)
        else:
            messages.success(request, _("It is shared."))
            return answer(request, to=f"/posts/{made.pk}/", json={"id": str(made.pk)}, status=201)
    return share_page(request, post, form, 422)
