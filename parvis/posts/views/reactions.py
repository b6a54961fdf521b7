"""Reactions to posts and comments: put, take back, who reacted."""

from __future__ import annotations

import json
from typing import Any

from django.http import HttpResponse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from parvis.interface.asking import safe_because
from parvis.kernel.http import answer
from parvis.people.http import person_required
from parvis.posts import screens
from parvis.posts.counting import rows_of
from parvis.posts.models import Comment, CommentReaction, Post, PostReaction
from parvis.posts.reacting import react, take_back
from parvis.posts.settling import REACTION, wait_of
from parvis.posts.views.loading import back_to, comment_for, light_post_for, post_for


def after(request: Any, subject: Post | Comment, mine: str) -> HttpResponse:
    """The new state, in the dress asked for."""
    if not request.headers.get("hx-request"):
        post = subject if isinstance(subject, Post) else subject.post
        return answer(request, to=back_to(request, post), json={"my_reaction": mine or None})
    model, column = rows_of(type(subject))
    row = type(subject)._default_manager.get(pk=subject.pk)
    before = (
        model.objects.filter(person=request.person, **{column: row.pk}).values_list("sign", flat=True).first() or ""
    )
    fresh = bool(mine) and before != mine
    if fresh:
        add_own(row, before, mine)
    response = answer(
        request, fragment="posts/fragments/reactions.html", row=row, mine=mine, signs=screens.sign_counts(row), fresh=fresh,
        kind="posts" if isinstance(row, Post) else "comments", next_url=request.headers.get("hx-current-url", ""), json={"my_reaction": mine or None},
    )  # fmt: skip
    response["HX-Trigger"] = json.dumps({"parvis:say": said_of(mine, fresh)})
    return response


def add_own(row: Any, before: str, mine: str) -> None:
    """The counts as the reader sees them, until others do."""
    for sign, change in ((mine, 1), (before, -1)):
        if sign:
            setattr(row, f"{sign}_count", getattr(row, f"{sign}_count") + change)


def said_of(mine: str, fresh: bool) -> str:
    if not mine:
        return _("Your reaction is taken back.")
    if not fresh:
        return _("Your reaction is noted.")
    wait = int(wait_of(REACTION).total_seconds())
    words = ngettext(
        "Your reaction is noted. Others will see it in %(n)d second; press again to undo it.",
        "Your reaction is noted. Others will see it in %(n)d seconds; press again to undo it.",
        wait,
    )
    return words % {"n": wait}


@person_required
def update(request: Any, post_id: int) -> HttpResponse:
    post, sign = light_post_for(request.person, post_id), request.POST.get("sign", "useful")
    react(post, sign, by=request.person)
    return after(request, post, sign)


@safe_because("toggle")
@person_required
def destroy(request: Any, post_id: int) -> HttpResponse:
    post = light_post_for(request.person, post_id)
    take_back(post, by=request.person)
    return after(request, post, "")


@person_required
def update_comment(request: Any, comment_id: int) -> HttpResponse:
    comment, sign = comment_for(request.person, comment_id), request.POST.get("sign", "useful")
    react(comment, sign, by=request.person)
    return after(request, comment, sign)


@safe_because("toggle")
@person_required
def destroy_comment(request: Any, comment_id: int) -> HttpResponse:
    comment = comment_for(request.person, comment_id)
    take_back(comment, by=request.person)
    return after(request, comment, "")


@person_required
def index(request: Any, post_id: int) -> HttpResponse:
    post = post_for(request.person, post_id)
    rows = PostReaction.objects.filter(post=post).select_related(
        "person", "person__unit", "person__mandate", "person__portrait"
    )
    return listed(request, post, rows)


@person_required
def index_of_comment(request: Any, comment_id: int) -> HttpResponse:
    comment = comment_for(request.person, comment_id)
    rows = CommentReaction.objects.filter(comment=comment).select_related(
        "person", "person__unit", "person__mandate", "person__portrait"
    )
    return listed(request, comment.post, rows)


def listed(request: Any, post: Post, rows: Any) -> HttpResponse:
    found = list(rows.order_by("-id")[:500])
    people = [{"handle": row.person.handle, "name": row.person.name, "sign": row.sign} for row in found]
    return answer(request, page="posts/reactions.html", post=post, reactions=found, json={"reactions": people})
