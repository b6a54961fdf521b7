"""Changing a post: a draft opens in the composer again, published words on a page of their own."""

from __future__ import annotations

from typing import Any

from django.http import HttpResponse

from parvis.interface.restoring import forget_unsent, unsent
from parvis.kernel.http import answer
from parvis.kernel.ids import id_in
from parvis.kernel.refusals import Conflict, Refused
from parvis.people.http import person_required
from parvis.posts.drafting import drop_typed
from parvis.posts.editing import edit
from parvis.posts.forms import PostForm
from parvis.posts.models import Post
from parvis.posts.reopening import reopened
from parvis.posts.rereading import require_clear
from parvis.posts.views import sharing
from parvis.posts.views.composing import composer, form_for
from parvis.posts.views.drafts import files_in
from parvis.posts.views.loading import own_post
from parvis.posts.views.receiving import cover_of, files_of


def cover_now(post: Post) -> Any:
    return post.attachments.filter(kind="cover").order_by("-position", "-id").first()


def editor(
    request: Any, form: PostForm, post: Post, *, version: int, status: int = 200, **context: Any
) -> HttpResponse:
    cover = context.pop("cover", None) or cover_now(post)
    return answer(
        request, page="posts/edit.html", form=form, post=post, version=version, status=status, cover=cover,
        again=f"/posts/{post.pk}/edit/", **context,
    )  # fmt: skip


def opened(post: Post) -> dict[str, Any]:
    """What the composer shows of a draft: exactly what was typed, or the words of a post that was drafted without it."""
    kept = getattr(post, "draft", None)
    if kept is not None and kept.fields:
        return dict(kept.fields)
    poll = getattr(post, "poll", None)
    found = {
        "kind": post.kind, "title": post.title, "body": reopened(post.body_html), "format": "html",
        "place": post.community.slug if post.community else "", "is_anonymous": True,
        "for_service": hasattr(post, "service_signature"),
    }  # fmt: skip
    if poll is not None:
        options = "\n".join(poll.options.order_by("position").values_list("words", flat=True))
        ends = poll.ends_at.date().isoformat() if poll.ends_at else ""
        found |= {
            "options": options,
            "is_multiple": poll.is_multiple,
            "is_anonymous": poll.is_anonymous,
            "ends_on": ends,
        }
    return found


def draft_again(request: Any, post: Post) -> HttpResponse:
    """A draft in the composer, on any device, with its files and the hour it may have."""
    kept, waiting = getattr(post, "draft", None), unsent(request)
    form = form_for(request, **{"is_anonymous": False, "is_multiple": False, **opened(post), **waiting})
    files = files_in(kept) if kept and kept.fields else list(post.attachments.exclude(kind__in=["cover", "inline"]))
    return composer(
        request, form, draft_key=kept.key if kept else f"post-{post.pk}", draft_version=kept.version if kept else 0,
        kept=files, cover=cover_now(post), draft=kept, post=post, schedule=getattr(post, "schedule", None), waiting=waiting,
        lost_place=post.community.name if post.community else "", again=f"/posts/{post.pk}/edit/",
    )  # fmt: skip


@person_required
def change(request: Any, post_id: int) -> HttpResponse:
    post = own_post(request.person, post_id)
    if post.published_at is None:
        return sharing.draft_again(request, post) if post.kind == Post.Kind.SHARE else draft_again(request, post)
    now, waiting = (
        {"kind": post.kind, "title": post.title, "body": reopened(post.body_html), "format": "html"},
        unsent(request),
    )
    form = form_for(request, **{**now, **waiting})
    # The version one had begun from: what changed meanwhile is not overwritten.
    return editor(request, form, post, version=id_in(waiting.get("version")) or post.version, waiting=waiting)


def changes(request: Any, post: Post) -> PostForm:
    """The form of a change: kind and place are those of the post."""
    data = request.POST.copy()
    data["kind"], data["place"] = post.kind, post.community.slug if post.community else ""
    form = PostForm(data, places=[post.community] if post.community else [])
    if post.kind == Post.Kind.POLL:
        form.fields.pop("options")
    return form


@person_required
def update(request: Any, post_id: int) -> HttpResponse:
    post = own_post(request.person, post_id)
    if post.published_at is None and post.kind == Post.Kind.SHARE:
        return sharing.update_draft(request, post)
    form = changes(request, post)
    version, theirs = id_in(request.POST.get("version")) or 0, ""
    files, cover = files_of(request), cover_of(request, post)
    for refusal in [*files.refusals, *cover.refusals]:
        form.add_error(None, str(refusal.message))
    if form.is_valid():
        try:
            sheet = form.sheet(files.ids, cover.pk)
            if post.published_at:
                require_clear(sheet, by=request.person, before=f"{post.title} {' '.join(post.body_text.split())}")
            edit(post, sheet, by=request.person, version=version)
        except Conflict as no:
            no.onto(form)
            theirs, version = post.body_html, post.version
        except Refused as no:
            no.onto(form)
        else:
            drop_typed(post, by=request.person)
            forget_unsent(request)
            to = f"/posts/{post.pk}/" if post.published_at else "/drafts/"
            return answer(request, to=to, json={"id": str(post.pk)})
    status = 409 if theirs else 422
    return editor(request, form, post, version=version, theirs=theirs, cover=cover.row, status=status)
