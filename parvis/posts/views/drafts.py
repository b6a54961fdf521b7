"""Drafts: kept while one writes, listed, deleted; their history, read and restored."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from markupsafe import Markup

from parvis.interface.asking import asks_first
from parvis.interface.words import since
from parvis.kernel.http import answer, json_answer
from parvis.kernel.pages import page_by_id
from parvis.kernel.refusals import Refused
from parvis.people.http import person_required
from parvis.posts.begun import forms_of
from parvis.posts.drafting import MOVED, SENT, Kept, keep, restore
from parvis.posts.models import Attachment, Draft, Post
from parvis.posts.reopening import open_again
from parvis.posts.scheduling import publish_draft
from parvis.posts.settling import is_settled
from parvis.posts.views.receiving import cover_of, files_of
from parvis.posts.views.typed import about, key_in, own_draft, post_in, typed_in
from parvis.posts.writing import plain, sanitised


def files_in(draft: Draft) -> list[Attachment]:
    """The files of a draft, in the order of its form."""
    wanted = [int(pk) for pk in draft.fields.get("files") or []]
    rows = Attachment.objects.filter(owner=draft.author_id).in_bulk(wanted)
    return [rows[pk] for pk in wanted if pk in rows]


def file_as_json(row: Attachment) -> dict[str, Any]:
    return {"id": str(row.pk), "name": row.name, "kind": row.kind, "alt": row.alt}


def as_json(draft: Draft, state: str) -> dict[str, Any]:
    return {
        "state": state, "version": draft.version, "at": draft.at.isoformat(), "since": since(draft.at), "fields": draft.fields,
        "files": [file_as_json(row) for row in files_in(draft)], "versions": f"/drafts/{draft.pk}/versions/",
    }  # fmt: skip


def said(kept: Kept) -> str:
    """Which text is the newer one, and that both are kept."""
    when = since(kept.draft.at) if kept.draft else ""
    if kept.is_newer:
        return _("This draft was continued elsewhere (%(when)s). The text on this page is the newer one. Both are kept.") % {"when": when}  # fmt: skip
    return _("This draft was continued elsewhere (%(when)s), and that text is the newer one. Both are kept.") % {"when": when}  # fmt: skip


@person_required
def index(request: Any) -> HttpResponse:
    posts = Post.objects.drafted_by(request.person).select_related("community", "draft", "schedule")
    page = page_by_id(posts, request.GET.get("after", ""), 30)
    answers: list[Draft] = []
    if not request.GET.get("after"):
        rows = (
            Draft.objects.visible_to(request.person).of_comments().select_related("on_post__author", "answers__author")
        )
        answers = list(rows.order_by("-at")[:50])
        open_to = set(Post.objects.visible_to(request.person).filter(pk__in=[d.on_post_id for d in answers if d.on_post_id]).values_list("pk", flat=True))  # fmt: skip
        forms = forms_of(request.person, [draft.key for draft in answers if draft.on_post_id is None])
        for draft in answers:
            draft.form = forms.get(draft.key)  # type: ignore[attr-defined]
            draft.is_open, draft.words = draft.on_post_id in open_to, words_of(draft)  # type: ignore[attr-defined]
    for post in page:
        kept = getattr(post, "draft", None)
        post.words = words_of(kept) if kept and kept.fields else post.title or post.body_text  # type: ignore[attr-defined]
        post.kept_at = kept.at if kept else post.drafted_at  # type: ignore[attr-defined]
    return answer(request, page="posts/drafts.html", drafts=page, answers=answers)


def words_of(draft: Draft) -> str:
    """The first words, as a list shows them."""
    fields = draft.fields
    body = str(fields.get("body", ""))
    return (
        str(fields.get("title") or "").strip()
        or (plain(body) if fields.get("format") == "html" else body).strip()[:400]
    )


@person_required
def update(request: Any) -> HttpResponse:
    """Keep what the page holds now. Answers once it is on disk."""
    key = key_in(request.POST)
    if not key:
        return json_answer({"error": "draft: a key is missing"}, status=400)
    if request.POST.get("writer", str(request.person.pk)) != str(request.person.pk):
        return json_answer({"error": _("Somebody else is signed in here now: this stays in your browser."), "state": "other"}, status=409)  # fmt: skip
    draft = own_draft(request.person, key)
    post = post_in(draft)
    try:
        kept = keep(
            typed_in(request, files_of(request, post), cover_of(request, post)), by=request.person,
            about=None if draft else about(request.person, key),
        )  # fmt: skip
    except Refused as no:
        return json_answer({"error": str(no.message), "state": "refused"}, status=422)
    if kept.draft is None:
        return json_answer({"state": kept.state, "version": 0})
    if kept.state == MOVED:
        return json_answer({**as_json(kept.draft, MOVED), "message": said(kept), "newer": kept.is_newer}, status=409)
    return json_answer({"state": kept.state, "version": kept.draft.version, "at": kept.draft.at.isoformat()})


@person_required
def state(request: Any) -> HttpResponse:
    """What is kept under a key: for a page that opens with a copy of its own."""
    draft = own_draft(request.person, key_in(request.GET))
    if draft is None or not draft.fields:
        return json_answer(
            {"state": SENT if draft and draft.sent_at else "nothing", "version": draft.version if draft else 0}
        )
    is_published = draft.post is not None and draft.post.published_at is not None
    return json_answer(as_json(draft, SENT if is_published else "kept"))


@person_required
def publication(request: Any, post_id: int) -> HttpResponse:
    post = get_object_or_404(Post.objects.drafted_by(request.person).select_related("community"), pk=post_id)
    publish_draft(post, by=request.person)
    post.refresh_from_db()
    if is_settled(post):
        messages.success(request, _("It is published."))
    return answer(request, to=f"/posts/{post.pk}/", json={"id": str(post.pk)})


def draft_for(request: Any, draft_id: int) -> Draft:
    return get_object_or_404(Draft.objects.visible_to(request.person).select_related("post", "on_post"), pk=draft_id)


def home_of(draft: Draft) -> str:
    """Where the draft is written."""
    if draft.on_post_id:
        to = f"?to={draft.answers_id}" if draft.answers_id else ""
        return f"/posts/{draft.on_post_id}/comments/{to}"
    return f"/posts/{draft.post_id}/edit/" if draft.post_id else "/drafts/"


@asks_first(gettext_lazy("Delete this draft?"), gettext_lazy("Delete the draft"))
@person_required
def destroy(request: Any, draft_id: int) -> HttpResponse:
    """An answer that will not be sent (the draft of a post is taken back as a post is)."""
    draft = draft_for(request, draft_id)
    if draft.post_id:
        raise Http404
    draft.delete()
    messages.success(request, _("The draft is deleted."))
    return answer(request, to="/drafts/", json={"deleted": True})


@person_required
def versions(request: Any, draft_id: int) -> HttpResponse:
    draft = draft_for(request, draft_id)
    rows = list(draft.versions.order_by("-number")[:200])
    for row in rows:
        row.words = words_of(Draft(fields=row.fields))  # type: ignore[attr-defined]
    return answer(request, page="posts/draft_versions.html", draft=draft, versions=rows, home=home_of(draft))


@person_required
def version(request: Any, draft_id: int, number: int) -> HttpResponse:
    draft = draft_for(request, draft_id)
    row = get_object_or_404(draft.versions.filter(number=number))
    fields, article = row.fields, row.fields.get("kind") == Post.Kind.ARTICLE
    opened = open_again(str(fields.get("body", "")), format=str(fields.get("format") or "markdown"), article=article)
    body = Markup(sanitised(opened.rich, headings=article))  # noqa: S704 (sanitised here)
    return answer(request, page="posts/draft_version.html", draft=draft, version=row, body_html=body, opened=opened)


@person_required
def restoration(request: Any, draft_id: int, number: int) -> HttpResponse:
    draft = draft_for(request, draft_id)
    restore(draft, number, by=request.person)
    messages.success(request, _("That version is your draft again. The other one is kept in its history."))
    return answer(request, to=home_of(draft), json={"restored": True})


def comment_begun(person: Any, key: str) -> Draft | None:
    draft = own_draft(person, key)
    return draft if draft and draft.fields and not draft.sent_at else None
