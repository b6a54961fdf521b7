"""A post: read, write, change, move, take back."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.utils.translation import gettext as _
from markdownify import markdownify

from parvis.communities.audiences import audience_words
from parvis.kernel.http import answer, see_other
from parvis.kernel.once import key_of
from parvis.kernel.refusals import Conflict, Refused
from parvis.people.http import person_required
from parvis.posts import screens
from parvis.posts.attaching import keep_files
from parvis.posts.editing import edit, move, withdraw
from parvis.posts.forms import KINDS, PostForm, WordsForm
from parvis.posts.models import Attachment, Post
from parvis.posts.naming import places_for
from parvis.posts.permissions import may_accept, may_comment, may_edit, may_pin
from parvis.posts.publishing import draft, publish_new
from parvis.posts.views.loading import post_for
from parvis.posts.visibility import trace_visible_to_q


@person_required
def show(request: Any, post_id: int) -> HttpResponse:
    viewer = request.person
    post = Post.objects.visible_to(viewer).for_screen().filter(pk=post_id).first()
    is_trace = post is None
    if is_trace:
        post = Post.objects.filter(trace_visible_to_q(viewer)).for_screen().distinct().filter(pk=post_id).first()
    if post is None:
        raise Http404
    [card] = screens.cards_for(viewer, [post], with_comments=False)
    thread = screens.thread_for(viewer, post)
    return answer(
        request, page="posts/show.html", card=card, thread=thread, is_trace=is_trace, form=WordsForm(),
        may_comment=not is_trace and may_comment(viewer, post), may_accept=may_accept(viewer, post), may_pin=may_pin(viewer, post),
        json=lambda: {**screens.as_json(card), "thread": [screens.comment_as_json(c) for c in thread]},
    )  # fmt: skip


def composer(request: Any, form: PostForm, *, status: int = 200, **context: Any) -> HttpResponse:
    kind = form["kind"].value() or "note"
    return answer(
        request, page="posts/compose.html", form=form, kinds=KINDS, kind=kind, status=status, places=form.choices(),
        has_storyline=not request.person.is_guest, **context,
    )  # fmt: skip


def form_for(request: Any, data: Any = None, **initial: Any) -> PostForm:
    return PostForm(data, initial=initial, places=places_for(request.person), storyline=not request.person.is_guest)


@person_required
def new(request: Any) -> HttpResponse:
    kind = request.GET.get("kind", "note")
    wanted = request.GET.get("in", "la-place")
    form = form_for(
        request,
        kind=kind if kind in dict(KINDS) else "note",
        place=wanted,
        body=request.GET.get("body", "")[:2000],
        is_anonymous=True,
    )
    closed = request.GET.get("in") and wanted not in form.places
    return composer(request, form, closed=closed)


def files_of(request: Any) -> tuple[tuple[int, ...], list[Attachment], list[Refused]]:
    """(ids to attach in the order asked for, the rows, what was refused): files sent now and those kept from an earlier try."""
    kept, refusals = keep_files(request.FILES.getlist("files"), request.POST.getlist("alt"), by=request.person)
    earlier = [int(pk) for pk in request.POST.getlist("kept") if pk.isdigit()]
    before = list(Attachment.objects.filter(pk__in=earlier, owner=request.person, post=None, comment=None))
    for row in before:
        alt = request.POST.get(f"alt-{row.pk}", row.alt)[:400]
        if alt != row.alt:
            row.alt = alt
            row.save(update_fields=["alt"])
    rows = sorted(before, key=lambda row: earlier.index(row.pk)) + kept
    rows = [row for row in rows if f"drop-{row.pk}" not in request.POST]
    return tuple(row.pk for row in rows), rows, refusals


@person_required
def create(request: Any) -> HttpResponse:
    form = form_for(request, request.POST)
    ids, rows, refusals = files_of(request)
    if form.is_valid() and not refusals:
        try:
            verb = draft if request.POST.get("save") == "draft" else publish_new
            post = verb(form.sheet(ids), by=request.person, key=key_of(request))
        except Refused as no:
            no.onto(form)
        else:
            if post.published_at is None:
                messages.success(request, _("Your draft is kept. Only you see it."))
                return answer(request, to="/drafts/", json={"id": str(post.pk)}, status=201)
            messages.success(request, _("It is published."))
            return answer(
                request, to=f"/posts/{post.pk}/", json={"id": str(post.pk), "url": f"/posts/{post.pk}/"}, status=201
            )
    for refusal in refusals:
        form.add_error(None, str(refusal.message))
    return composer(request, form, status=422, kept=rows)


def own_post(request: Any, post_id: int) -> Post:
    """One's own post, published or draft (a withdrawn one is no longer there)."""
    rows = Post.objects.filter(author=request.person, withdrawal=None).select_related("community")
    return get_object_or_404(rows, pk=post_id)


@person_required
def change(request: Any, post_id: int) -> HttpResponse:
    post = own_post(request, post_id)
    body = markdownify(post.body_html, heading_style="ATX").strip()
    form = form_for(request, kind=post.kind, title=post.title, body=body)
    return answer(request, page="posts/edit.html", form=form, post=post, version=post.version)


@person_required
def update(request: Any, post_id: int) -> HttpResponse:
    post = own_post(request, post_id)
    data = request.POST.copy()
    data["kind"], data["place"] = post.kind, post.community.slug if post.community else ""
    form = PostForm(data, places=[post.community] if post.community else [])
    version = int(request.POST.get("version") or 0) if (request.POST.get("version") or "0").isdigit() else 0
    theirs = ""
    ids: tuple[int, ...] = ()
    if post.kind == Post.Kind.POLL:
        form.fields.pop("options")
    if form.is_valid():
        ids, _rows, refusals = files_of(request)
        for refusal in refusals:
            form.add_error(None, str(refusal.message))
    if form.is_valid():
        try:
            edit(post, form.sheet(ids), by=request.person, version=version)
        except Conflict as no:
            no.onto(form)
            theirs, version = post.body_html, post.version
        except Refused as no:
            no.onto(form)
        else:
            return answer(
                request, to=f"/posts/{post.pk}/" if post.published_at else "/drafts/", json={"id": str(post.pk)}
            )
    return answer(
        request,
        page="posts/edit.html",
        form=form,
        post=post,
        version=version,
        theirs=theirs,
        status=409 if theirs else 422,
    )


@person_required
def destroy(request: Any, post_id: int) -> HttpResponse:
    post = own_post(request, post_id)
    was_draft = post.published_at is None
    withdraw(post, by=request.person)
    messages.success(
        request,
        _("The draft is deleted.") if was_draft else _("Your post is taken back. Its words are no longer kept."),
    )
    return answer(request, to="/drafts/" if was_draft else "/", json={"withdrawn": True})


@person_required
def place(request: Any, post_id: int) -> HttpResponse:
    """Choose a place, read its audience, confirm."""
    post = post_for(request.person, post_id)
    if not may_edit(request.person, post):
        raise Http404
    form = form_for(request, request.POST or None, place=post.community.slug if post.community else "")
    form.is_valid()
    chosen = form.places.get(request.POST.get("place", "")) if request.method == "POST" else None
    if request.method == "POST" and "audience_seen" in request.POST:
        try:
            move(post, chosen, by=request.person, audience_seen=request.POST["audience_seen"])
            return see_other(f"/posts/{post.pk}/")
        except Refused as no:
            no.onto(form)
    return answer(
        request, page="posts/move.html", post=post, form=form, chosen=chosen, asked=request.method == "POST",
        words=audience_words(chosen), now_words=audience_words(post.community),
    )  # fmt: skip


@person_required
def history(request: Any, post_id: int) -> HttpResponse:
    post = post_for(request.person, post_id)
    return answer(
        request, page="posts/history.html", post=post, revisions=list(post.revisions.order_by("-number")[:100])
    )


def index(request: Any) -> HttpResponse:
    return redirect("/")
