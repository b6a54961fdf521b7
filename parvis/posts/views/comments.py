"""Comments: made, changed, taken back, their history."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.utils.translation import gettext as _
from markdownify import markdownify

from parvis.kernel.http import answer
from parvis.kernel.once import key_of
from parvis.kernel.refusals import Conflict, Refused
from parvis.people.http import person_required
from parvis.posts.commenting import comment_on, edit_comment, withdraw_comment
from parvis.posts.forms import WordsForm
from parvis.posts.models import Comment
from parvis.posts.permissions import may_edit
from parvis.posts.views.loading import comment_for, post_for


@person_required
def create(request: Any, post_id: int) -> HttpResponse:
    post = post_for(request.person, post_id)
    form = WordsForm(request.POST)
    to = comment_for(request.person, int(request.POST["to"])) if request.POST.get("to", "").isdigit() else None
    if form.is_valid():
        try:
            comment = comment_on(post, form.cleaned_data["body"], by=request.person, to=to, key=key_of(request))
        except Refused as no:
            no.onto(form)
        else:
            return answer(
                request, to=f"/posts/{post.pk}/#comment-{comment.pk}", json={"id": str(comment.pk)}, status=201
            )
    return answer(request, page="posts/comment_form.html", form=form, post=post, answered=to, status=422)


@person_required
def new(request: Any, post_id: int) -> HttpResponse:
    """The form alone: an answer to a comment without JavaScript."""
    post = post_for(request.person, post_id)
    to = comment_for(request.person, int(request.GET["to"])) if request.GET.get("to", "").isdigit() else None
    return answer(request, page="posts/comment_form.html", form=WordsForm(), post=post, answered=to)


def own_comment(request: Any, comment_id: int) -> Comment:
    comment = comment_for(request.person, comment_id)
    if not may_edit(request.person, comment):
        raise Http404
    return comment


@person_required
def change(request: Any, comment_id: int) -> HttpResponse:
    comment = own_comment(request, comment_id)
    form = WordsForm(initial={"body": markdownify(comment.body_html).strip(), "version": comment.version})
    return answer(request, page="posts/comment_edit.html", form=form, comment=comment, version=comment.version)


@person_required
def update(request: Any, comment_id: int) -> HttpResponse:
    comment = own_comment(request, comment_id)
    form, theirs = WordsForm(request.POST), ""
    version = comment.version
    if form.is_valid():
        try:
            edit_comment(
                comment, form.cleaned_data["body"], by=request.person, version=form.cleaned_data["version"] or 0
            )
        except Conflict as no:
            no.onto(form)
            theirs = comment.body_html
        except Refused as no:
            no.onto(form)
            version = form.cleaned_data["version"]
        else:
            return answer(request, to=f"/posts/{comment.post_id}/#comment-{comment.pk}", json={"id": str(comment.pk)})
    return answer(
        request,
        page="posts/comment_edit.html",
        form=form,
        comment=comment,
        version=version,
        theirs=theirs,
        status=409 if theirs else 422,
    )


@person_required
def destroy(request: Any, comment_id: int) -> HttpResponse:
    comment = own_comment(request, comment_id)
    withdraw_comment(comment, by=request.person)
    messages.success(request, _("Your comment is taken back."))
    return answer(request, to=f"/posts/{comment.post_id}/", json={"withdrawn": True})


@person_required
def history(request: Any, comment_id: int) -> HttpResponse:
    comment = comment_for(request.person, comment_id)
    return answer(
        request,
        page="posts/history.html",
        post=comment.post,
        comment=comment,
        revisions=list(comment.revisions.order_by("-number")[:100]),
    )
