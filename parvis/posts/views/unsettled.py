"""Undoing what others do not see yet: a post is a draft again, the words of a comment come back in their form."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.utils.translation import gettext as _

from parvis.interface.asking import safe_because
from parvis.kernel.http import answer
from parvis.people.http import person_required
from parvis.posts.arriving import undo
from parvis.posts.begun import undone
from parvis.posts.commenting import unsay
from parvis.posts.models import Comment, UnsettledComment
from parvis.posts.views.loading import own_post


@safe_because("undo")
@person_required
def destroy_publication(request: Any, post_id: int) -> HttpResponse:
    post = own_post(request.person, post_id)
    form = undone(post, request.person)
    if form:
        messages.success(request, _("Nobody else has seen it. Your words are below."))
        return answer(request, to=form, json={"id": str(post_id), "published": False})
    if undo(post, by=request.person) or post.published_at is None:
        messages.success(request, _("Nobody else has seen it. It is a draft again, as it was."))
        return answer(request, to=f"/posts/{post.pk}/edit/", json={"id": str(post.pk), "published": False})
    messages.info(request, _("Others can see it already. You can still change it, or take it back in its menu."))
    return answer(request, to=f"/posts/{post.pk}/", json={"id": str(post.pk), "published": True}, status=409)


@safe_because("undo")
@person_required
def destroy_comment_publication(request: Any, comment_id: int) -> HttpResponse:
    row = UnsettledComment.objects.filter(pk=comment_id, author=request.person).first()
    form = undone(row, request.person) if row is not None else None
    if row is not None and (form or unsay(row, by=request.person)):
        form = form or f"/posts/{row.post_id}/comments/" + (f"?to={row.answers_id}" if row.answers_id else "")
        messages.success(request, _("Nobody else has seen it. Your words are below."))
        return answer(request, to=form, json={"id": str(row.pk), "published": False, "html": row.body_html})
    settled = Comment.objects.filter(pk=comment_id, author=request.person).first()
    if settled is None:
        raise Http404
    messages.info(request, _("Others can see it already. You can still change it, or take it back under it."))
    to = f"/posts/{settled.post_id}/#comment-{settled.pk}"
    return answer(request, to=to, json={"id": str(settled.pk), "published": True}, status=409)
