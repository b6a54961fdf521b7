"""Rows for views, loaded through the viewer: not there and not yours are the same 404."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404

from parvis.interface.restoring import forget_unsent
from parvis.kernel.http import wants_json, way_back
from parvis.kernel.once import key_of, say_same
from parvis.people.models import Person
from parvis.posts.models import Comment, Post
from parvis.posts.reads import light_post
from parvis.posts.repeating import SentAlready

SENT = "parvis_sent"


def post_for(viewer: Person, post_id: int) -> Post:
    return get_object_or_404(Post.objects.visible_to(viewer).for_screen(), pk=post_id)


def light_post_for(viewer: Person, post_id: int) -> Post:
    """As far as a reaction or a bookmark needs it."""
    post = light_post(viewer, post_id)
    if post is None:
        raise Http404
    return post


def comment_for(viewer: Person, comment_id: int) -> Comment:
    rows = (
        Comment.objects.visible_to(viewer).filter(withdrawal=None).select_related("post", "post__community", "author")
    )
    return get_object_or_404(rows, pk=comment_id)


def own_post(person: Person, post_id: int) -> Post:
    """One's own post, published or draft (a withdrawn one is no longer there)."""
    return get_object_or_404(
        Post.objects.filter(author=person, withdrawal=None).select_related("community"), pk=post_id
    )


def acknowledge(request: Any, response: HttpResponse) -> HttpResponse:
    """Tell the browser that what it sent is kept here, so that it forgets its own copy (posts/behaviours/keep.js)."""
    forget_unsent(request)
    response.set_cookie(SENT, key_of(request), max_age=7 * 24 * 3600, samesite="Lax", secure=request.is_secure())
    return response


def sends_once(request: Any) -> bool:
    """A browser that has sent something before may be going back to it; a program says what it means by its key."""
    return SENT in request.COOKIES and not wants_json(request)


def said_already(request: Any, again: SentAlready) -> None:
    """Say so; the key of this form leads to what is there from now on."""
    say_same(request.person, key_of(request), again.row.pk)
    messages.info(request, str(again.message))


def back_to(request: Any, post: Post) -> str:
    """Where the form was, at the post itself: a reader at the twentieth card does not start again at the first."""
    there = way_back(request, f"/posts/{post.pk}/")
    return there if "#" in there or there.startswith(f"/posts/{post.pk}/") else f"{there}#post-{post.pk}"
