"""The echoes of a post, for its author and communicators; one's own echoes, for oneself."""

from __future__ import annotations

from typing import Any

from django.http import Http404, HttpResponse
from django.utils.translation import gettext_lazy as _

from parvis.communities.standing import standing_of
from parvis.feed.beginning_again import begin_again
from parvis.interface.asking import asks_first, say
from parvis.kernel.http import answer
from parvis.people.http import person_required
from parvis.ripple import screens
from parvis.ripple.drawing_ties import map_of
from parvis.ripple.own import own_echoes
from parvis.ripple.suggesting import suggestions
from parvis.ripple.visibility import post_with_echoes
from parvis.ripple.words import RUNGS


@person_required
def show(request: Any, post_id: int) -> HttpResponse:
    post = post_with_echoes(request.person, post_id)
    if post is None:
        raise Http404
    page = screens.page_of(post, request.person)
    is_mine = post.author_id == request.person.pk
    return answer(
        request, page="ripple/post.html", echoes=page, post=post, is_mine=is_mine, json=lambda: screens.as_json(page)
    )


@person_required
def own(request: Any) -> HttpResponse:
    """Of who asks: no address leads to anybody else's."""
    standing_of(request.person)  # the frame asks it anyway, and more without it
    found = own_echoes(request.person)
    return answer(
        request, page="ripple/own.html", own=found, map=map_of(found.ties), rungs=RUNGS,
        suggestions=suggestions(request.person, found.others),
    )  # fmt: skip


@asks_first(
    _("Begin again from today? What your page counted until now is forgotten, for good. What you wrote stays."),
    _("Begin again"),
)
@person_required
def create_beginning(request: Any) -> HttpResponse:
    begin_again(by=request.person)
    say(request, _("Done: your page begins today."))
    return answer(request, to="/me/echoes/", json={"since": "now"})
