"""Reactions to posts and comments: put, take back, who reacted."""

from __future__ import annotations

from typing import Any

from django.http import HttpResponse

from parvis.kernel.http import answer
from parvis.people.http import person_required
from parvis.posts import screens
from parvis.posts.models import Comment, CommentReaction, Post, PostReaction
from parvis.posts.reacting import react, take_back
from parvis.posts.views.loading import back_to, comment_for, post_for


def after(request: Any, subject: Post | Comment, mine: str) -> HttpResponse:
    """The new state, in the dress asked for."""
    if not request.headers.get("hx-request"):
        post = subject if isinstance(subject, Post) else subject.post
        return answer(request, to=back_to(request, post), json={"my_reaction": mine or None})
    row = type(subject)._default_manager.get(pk=subject.pk)
    return answer(
        request, fragment="posts/fragments/reactions.html", row=row, mine=mine, signs=screens.sign_counts(row),
        kind="posts" if isinstance(row, Post) else "comments", next_url=request.headers.get("hx-current-url", ""), json={"my_reaction": mine or None},
    )  # fmt: skip


@person_required
def update(request: Any, post_id: int) -> HttpResponse:
    post, sign = post_for(request.person, post_id), request.POST.get("sign", "useful")
    react(post, sign, by=request.person)
    return after(request, post, sign)


@person_required
def destroy(request: Any, post_id: int) -> HttpResponse:
    post = post_for(request.person, post_id)
    take_back(post, by=request.person)
    return after(request, post, "")


@person_required
def update_comment(request: Any, comment_id: int) -> HttpResponse:
    comment, sign = comment_for(request.person, comment_id), request.POST.get("sign", "useful")
    react(comment, sign, by=request.person)
    return after(request, comment, sign)


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
