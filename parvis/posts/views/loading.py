"""Rows for views, loaded through the viewer: not there and not yours are the same 404."""

from __future__ import annotations

from typing import Any

from django.shortcuts import get_object_or_404

from parvis.kernel.http import way_back
from parvis.people.models import Person
from parvis.posts.models import Comment, Post


def post_for(viewer: Person, post_id: int) -> Post:
    return get_object_or_404(Post.objects.visible_to(viewer).for_screen(), pk=post_id)


def comment_for(viewer: Person, comment_id: int) -> Comment:
    rows = (
        Comment.objects.visible_to(viewer).filter(withdrawal=None).select_related("post", "post__community", "author")
    )
    return get_object_or_404(rows, pk=comment_id)


def back_to(request: Any, post: Post) -> str:
    return way_back(request, f"/posts/{post.pk}/")
