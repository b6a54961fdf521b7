"""A post that asks to be read: asked by a communicator, confirmed by readers, who confirmed shown to who asked."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from parvis.interface.asking import asks_first, safe_because
from parvis.kernel.http import answer
from parvis.kernel.refusals import Refused
from parvis.people.http import person_required
from parvis.posts.confirming import (
    ask,
    asked_of,
    confirmations,
    confirmed_at,
    is_running,
    may_ask,
    no_longer_ask,
)
from parvis.posts.confirming import (
    confirm as say_so,
)
from parvis.posts.confirming import (
    unconfirm as no_longer_say,
)
from parvis.posts.forms import MustReadForm
from parvis.posts.views.loading import post_for


def page(request: Any, post: Any, form: Any = None, status: int = 200) -> HttpResponse:
    asked = asked_of(post.pk)
    if asked is None and not may_ask(request.person, post):
        raise Http404
    mine = confirmed_at(post.pk, request.person)
    is_asker = asked is not None and asked.by_id == request.person.pk
    said = confirmations(asked, request.person) if asked else []
    names = [{"handle": row.person.handle, "name": row.person.name, "at": row.at} for row in said]
    return answer(
        request, page="posts/must_read.html", post=post, asked=asked, running=is_running(asked), form=form or MustReadForm(),
        may_ask=may_ask(request.person, post), is_asker=is_asker, readers=said, mine=mine, status=status,
        json={"until": asked.until if asked else None, "confirmed_at": mine, **({"confirmations": names} if is_asker else {})},
    )  # fmt: skip


@person_required
def show(request: Any, post_id: int) -> HttpResponse:
    return page(request, post_for(request.person, post_id))


@person_required
def create(request: Any, post_id: int) -> HttpResponse:
    post = post_for(request.person, post_id)
    if not may_ask(request.person, post):
        raise Http404
    form = MustReadForm(request.POST)
    if form.is_valid():
        try:
            ask(post, by=request.person, days=form.cleaned_data["days"])
        except Refused as no:
            no.onto(form)
        else:
            messages.success(request, _("Readers of this post are now asked to say that they have read it."))
            return answer(request, to=f"/posts/{post.pk}/must-read/", json={"ok": True}, status=201)
    return page(request, post, form, 422)


@asks_first(gettext_lazy("Ask no longer? What readers have said is then erased."), gettext_lazy("Ask no longer"))
@person_required
def destroy(request: Any, post_id: int) -> HttpResponse:
    post = post_for(request.person, post_id)
    asked = asked_of(post.pk)
    if asked is None or asked.by_id != request.person.pk:
        raise Http404
    no_longer_ask(post, by=request.person)
    messages.success(request, _("It is asked no longer."))
    return answer(request, to=f"/posts/{post.pk}/", json={"ok": True})


@person_required
def confirm(request: Any, post_id: int) -> HttpResponse:
    post = post_for(request.person, post_id)
    try:
        say_so(post, by=request.person)
    except Refused as no:
        messages.info(request, str(no.message))
        return answer(request, to=f"/posts/{post.pk}/", json={"error": str(no.message)}, status=409)
    messages.success(request, _("You have said that you have read it. Only who asked for it knows."))
    return answer(request, to=f"/posts/{post.pk}/", json={"ok": True})


@safe_because("toggle")
@person_required
def unconfirm(request: Any, post_id: int) -> HttpResponse:
    post = post_for(request.person, post_id)
    no_longer_say(post, by=request.person)
    return answer(request, to=f"/posts/{post.pk}/", json={"ok": True})
