"""Small resources of a post: bookmark, me too, accepted answer, pin, ballot."""

from __future__ import annotations

import json
from typing import Any

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from parvis.interface.asking import safe_because, say
from parvis.kernel.http import answer
from parvis.kernel.ids import id_in, ids_in
from parvis.kernel.refusals import Refused
from parvis.people.http import person_required
from parvis.posts import screens
from parvis.posts.answering import accept_answer, ask_too, no_longer_ask, reopen_question
from parvis.posts.marking import bookmark, forget, pin, unpin
from parvis.posts.models import AcceptedAnswer, Poll, Post
from parvis.posts.settling import REACTION, wait_of
from parvis.posts.views.loading import back_to, comment_for, post_for
from parvis.posts.voting import take_vote_back, vote


def noted(words: str) -> str:
    """What was done, and when others will see it."""
    wait = int(wait_of(REACTION).total_seconds())
    if not wait:
        return words
    later = ngettext("Others will see it in %(n)d second.", "Others will see it in %(n)d seconds.", wait)
    return f"{words} {later % {'n': wait}}"


def simple(verb: Any, said: Any = None, undo: str = "", safety: str = "") -> Any:
    """A view that calls `verb(post, by=…)` on a post the person may read, and goes back. `undo`: the method that puts it back."""

    @person_required
    def view(request: Any, post_id: int) -> HttpResponse:
        post = post_for(request.person, post_id)
        verb(post, by=request.person)
        if said and not request.headers.get("hx-request"):
            say(request, said(), undo=request.path if undo else "", method=undo, next=back_to(request, post))
        return answer(request, to=back_to(request, post), json={"ok": True})

    return safe_because(safety)(view) if safety else view


keep = simple(bookmark, lambda: _("Kept for later."))
let_go = simple(forget, lambda: _("No longer kept."), "POST", "undo")
put_pin = simple(pin, lambda: _("It stays on top of its community."))
take_pin = simple(unpin, lambda: _("It is no longer on top."), "POST", "undo")


def in_place(request: Any, post: Post, fragment: str, said: str, **context: Any) -> HttpResponse:
    """The piece of the card that changed, as the reader sees it now; `said` is read out."""
    card = next(iter(screens.cards_for(request.person, [post.pk], with_comments=False)), None)
    if card is None:
        raise Http404
    response = answer(
        request, fragment=fragment, card=card, post=card.post, home=f"/posts/{post.pk}/",
        next_url=request.headers.get("hx-current-url", ""), json={"ok": True}, **context,
    )  # fmt: skip
    response["HX-Trigger"] = json.dumps({"parvis:say": said})
    return response


def asking(verb: Any, words: Any, told: bool) -> Any:
    """A view that calls `verb` on a question; `told` on the page that follows when nothing else shows it."""

    @person_required
    def view(request: Any, post_id: int) -> HttpResponse:
        post = post_for(request.person, post_id)
        verb(post, by=request.person)
        if request.headers.get("hx-request"):
            return in_place(request, post, "posts/fragments/me_too.html", words())
        if told:
            messages.success(request, words())
        return answer(request, to=back_to(request, post), json={"ok": True})

    return view


me_too = asking(ask_too, lambda: noted(_("You ask this too.")), told=True)
not_me = safe_because("toggle")(asking(no_longer_ask, lambda: _("You no longer ask this."), told=False))


@person_required
def accept(request: Any, post_id: int) -> HttpResponse:
    post = post_for(request.person, post_id)
    chosen = request.POST.get("comment", "")
    accept_answer(post, comment_for(request.person, id_in(chosen) or 0), by=request.person)
    messages.success(request, _("It is marked as the answer."))
    return answer(request, to=f"/posts/{post.pk}/#comment-{chosen}", json={"ok": True})


@safe_because("undo")
@person_required
def reopen(request: Any, post_id: int) -> HttpResponse:
    """No comment is the answer any more."""
    post = post_for(request.person, post_id)
    before = AcceptedAnswer.objects.filter(post=post).values_list("comment_id", flat=True).first()
    reopen_question(post, by=request.person)
    say(request, _("The question waits again."), undo=request.path if before else "", comment=str(before))
    return answer(request, to=f"/posts/{post.pk}/", json={"ok": True})


POLL = "posts/fragments/poll.html"


@person_required
def ballot(request: Any, post_id: int) -> HttpResponse:
    post = post_for(request.person, post_id)
    poll = get_object_or_404(Poll.objects.select_related("post", "post__community"), post=post)
    chosen, here = ids_in(request.POST.getlist("option")), request.headers.get("hx-request")
    try:
        vote(poll, chosen, by=request.person)
    except Refused as refusal:
        if not here:
            raise
        return in_place(request, post, POLL, str(refusal.message), refusal=refusal.message, chosen=chosen)
    if here:
        return in_place(request, post, POLL, noted(_("Your vote is counted.")))
    messages.success(request, noted(_("Your vote is counted.")))
    return answer(request, to=back_to(request, post), json={"ok": True})


@safe_because("undo")
@person_required
def unvote(request: Any, post_id: int) -> HttpResponse:
    """A vote that others do not count yet never was."""
    post = post_for(request.person, post_id)
    is_gone = take_vote_back(get_object_or_404(Poll, post=post), by=request.person)
    words = (
        _("Your vote never was. You can choose again.")
        if is_gone
        else _("Your vote is counted already: it cannot be taken back.")
    )
    if request.headers.get("hx-request"):
        return in_place(request, post, POLL, words)
    (messages.success if is_gone else messages.info)(request, words)
    return answer(request, to=back_to(request, post), json={"voted": not is_gone}, status=200 if is_gone else 409)
