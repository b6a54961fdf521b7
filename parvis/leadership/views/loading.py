"""Rows for views, loaded through the viewer: not there, not yours and no longer open are the same 404."""

from __future__ import annotations

from typing import Any

from django.http import HttpResponse
from django.shortcuts import get_object_or_404

from parvis.kernel.http import answer
from parvis.leadership import screens
from parvis.leadership.forms import DraftRemarkForm
from parvis.leadership.models import CompanionLink, DraftRemark
from parvis.leadership.visibility import draft_q, draft_visible_to_q, remark_visible_to_q
from parvis.people.models import Person
from parvis.posts.models import Post


def link_for(viewer: Person, link_id: int) -> CompanionLink:
    faces = [*screens.with_face("person"), *screens.with_face("companion")]
    return get_object_or_404(CompanionLink.objects.visible_to(viewer).select_related(*faces), pk=link_id)


def draft_for(viewer: Person, post_id: int) -> Post:
    """One's own draft, or one opened to one."""
    rows = Post.objects.filter(draft_visible_to_q(viewer)).select_related("author__unit", "author__mandate", "author__portrait")  # fmt: skip
    return get_object_or_404(rows, pk=post_id)


def own_draft(person: Person, post_id: int) -> Post:
    return get_object_or_404(Post.objects.filter(draft_q(), author=person), pk=post_id)


def remark_for(viewer: Person, post_id: int, remark_id: int) -> DraftRemark:
    """Something said of a draft the viewer sees, in a thread they see."""
    rows = DraftRemark.objects.filter(remark_visible_to_q(viewer), opening__post=draft_for(viewer, post_id))
    return get_object_or_404(rows.select_related("opening__post"), pk=remark_id)


def page(request: Any, post: Post, *, status: int = 200, **forms: Any) -> HttpResponse:
    """The page of a draft; `forms` are those that were refused, with what was typed."""
    context: dict[str, Any] = {"remark": DraftRemarkForm(), "error": "", "said_to": None, "said_words": "", "said_error": ""}  # fmt: skip
    return answer(
        request, page="leadership/draft.html", status=status, sheet=screens.sheet_of(post, request.person), post=post,
        home=f"/companions/drafts/{post.pk}/", kinds=DraftRemark.Kind.choices, **{**context, **forms},
    )  # fmt: skip
