"""Comments: made, changed, taken back, their history."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from parvis.interface.asking import asks_first
from parvis.interface.restoring import forget_unsent, unsent
from parvis.kernel.http import answer, see_other
from parvis.kernel.ids import id_in
from parvis.kernel.once import key_of
from parvis.kernel.refusals import Conflict, Refused
from parvis.people.http import person_required
from parvis.posts.commenting import comment_on, edit_comment, withdraw_comment
from parvis.posts.drafting import key_of_comment, sent
from parvis.posts.forms import WordsForm
from parvis.posts.models import Comment
from parvis.posts.permissions import may_edit
from parvis.posts.publishing import Sheet
from parvis.posts.reopening import reopened
from parvis.posts.repeating import SentAlready
from parvis.posts.rereading import require_clear
from parvis.posts.views.drafts import comment_begun
from parvis.posts.views.loading import acknowledge, comment_for, post_for, said_already, sends_once
from parvis.posts.views.typed import typed_in


@person_required
def create(request: Any, post_id: int) -> HttpResponse:
    post = post_for(request.person, post_id)
    form = WordsForm(request.POST)
    to = comment_for(request.person, to_id) if (to_id := id_in(request.POST.get("to"))) else None
    if form.is_valid():
        try:
            require_clear(Sheet(body=form.cleaned_data["body"], format=form.cleaned_data["format"], community=post.community), by=request.person)  # fmt: skip
            comment = comment_on(
                post, form.cleaned_data["body"], by=request.person, to=to, key=key_of(request),
                format=form.cleaned_data["format"] or "markdown", once=sends_once(request),
            )  # fmt: skip
            sent(request.person, key_of_comment(post.pk, to_id), tab=typed_in(request).tab)
        except SentAlready as again:
            said_already(request, again)
            return acknowledge(request, see_other(f"/posts/{post.pk}/#comment-{again.row.pk}"))
        except Refused as no:
            no.onto(form)
        else:
            to_it = f"/posts/{post.pk}/#comment-{comment.pk}"
            return acknowledge(request, answer(request, to=to_it, json={"id": str(comment.pk)}, status=201))
    return answer(request, page="posts/comment_form.html", form=form, post=post, answered=to, status=422)


@person_required
def new(request: Any, post_id: int) -> HttpResponse:
    """The form alone: an answer to a comment without JavaScript."""
    post = post_for(request.person, post_id)
    to = comment_for(request.person, to_id) if (to_id := id_in(request.GET.get("to"))) else None
    waiting, kept = unsent(request), comment_begun(request.person, key_of_comment(post_id, to_id))
    form = WordsForm(initial=waiting or (kept.fields if kept else {}))
    return answer(
        request, page="posts/comment_form.html", form=form, post=post, answered=to, waiting=waiting, kept=kept
    )


def own_comment(request: Any, comment_id: int) -> Comment:
    comment = comment_for(request.person, comment_id)
    if not may_edit(request.person, comment):
        raise Http404
    return comment


@person_required
def change(request: Any, comment_id: int) -> HttpResponse:
    comment = own_comment(request, comment_id)
    now, waiting = {"body": reopened(comment.body_html), "format": "html"}, unsent(request)
    version = id_in(waiting.get("version")) or comment.version
    form = WordsForm(initial={**now, **waiting, "version": version})
    return answer(request, page="posts/comment_edit.html", form=form, comment=comment, version=version, waiting=waiting)


@person_required
def update(request: Any, comment_id: int) -> HttpResponse:
    comment = own_comment(request, comment_id)
    form, theirs = WordsForm(request.POST), ""
    version = comment.version
    if form.is_valid():
        try:
            said = Sheet(body=form.cleaned_data["body"], format=form.cleaned_data["format"] or "markdown", community=comment.post.community)  # fmt: skip
            require_clear(said, by=request.person, before=" ".join(comment.body_text.split()))
            edit_comment(
                comment, form.cleaned_data["body"], by=request.person, version=form.cleaned_data["version"] or 0,
                format=form.cleaned_data["format"] or "markdown",
            )  # fmt: skip
        except Conflict as no:
            no.onto(form)
            theirs = comment.body_html
        except Refused as no:
            no.onto(form)
            version = form.cleaned_data["version"]
        else:
            forget_unsent(request)
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


@asks_first(gettext_lazy("Take this comment back?"), gettext_lazy("Take back"))
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
