"""What a person chose for their home page: mutes, beyond my team."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404
from django.utils.translation import gettext as _

from parvis.communities.models import Community
from parvis.feed.models import CommunityMute, FeedChoice, PersonMute, PostMute
from parvis.feed.muting import mute, mutes_of, unmute
from parvis.feed.screens import wants_beyond
from parvis.interface.asking import safe_because, say
from parvis.kernel.http import answer
from parvis.kernel.ids import id_in
from parvis.people.http import person_required
from parvis.people.models import Person
from parvis.posts.models import Post

MODELS: dict[str, Any] = {"post": PostMute, "person": PersonMute, "community": CommunityMute}


@person_required
def show(request: Any) -> HttpResponse:
    return answer(
        request, page="feed/choices.html", mutes=mutes_of(request.person), beyond=wants_beyond(request.person)
    )


@person_required
def update(request: Any) -> HttpResponse:
    FeedChoice.objects.update_or_create(
        person=request.person, defaults={"beyond_my_team": request.POST.get("beyond") == "on"}
    )
    messages.success(request, _("Your choice is kept."))
    return answer(request, to="/home/choices/")


def subjects(request: Any, data: Any) -> dict[str, Any]:
    """What may be muted from a post: the post, who wrote it, its community; or the one thing named."""
    found: dict[str, Any] = {}
    viewer = request.person
    if data.get("post"):
        post = get_object_or_404(Post.objects.visible_to(viewer).for_screen(), pk=id_in(data["post"]) or 0)
        found = {"post": post, "person": post.author, "community": post.community}
    elif data.get("person"):
        found = {"person": get_object_or_404(Person.objects.visible_to(viewer), handle=data["person"])}
    elif data.get("community"):
        found = {"community": get_object_or_404(Community.objects.visible_to(viewer), slug=data["community"])}
    if not found:
        raise Http404
    return {name: row for name, row in found.items() if row is not None}


@person_required
def new_mute(request: Any) -> HttpResponse:
    return answer(
        request, page="feed/mute.html", subjects=subjects(request, request.GET), asked=request.GET.urlencode()
    )


@person_required
def create_mute(request: Any) -> HttpResponse:
    found = subjects(request, request.POST).get(request.POST.get("what", ""))
    if found is None:
        raise Http404
    mute(found, by=request.person, span=request.POST.get("span", ""))
    kind, row = kind_of(found), mute_of(found, request.person)
    say(request, _("You will see less of it."), undo="/mutes/", method="DELETE", kind=kind, id=str(row.pk))
    return answer(request, to="/")


def kind_of(what: Any) -> str:
    return type(what).__name__.lower()


def mute_of(what: Any, person: Person) -> Any:
    field = "muted" if isinstance(what, Person) else kind_of(what)
    return MODELS[kind_of(what)].objects.get(person=person, **{field: what})


@safe_because("undo")
@person_required
def destroy_mute(request: Any) -> HttpResponse:
    kind = request.POST.get("kind", "")
    if kind not in MODELS:
        raise Http404
    row = MODELS[kind].objects.filter(pk=id_in(request.POST.get("id")) or 0, person=request.person).first()
    if row is not None:
        unmute(MODELS[kind], row.pk, by=request.person)
        named = {
            "post": lambda: str(row.post_id),
            "person": lambda: row.muted.handle,
            "community": lambda: row.community.slug,
        }
        fields = {kind: named[kind](), "what": kind, "span": "always" if row.until is None else "week"}
        say(request, _("You see it again."), undo="/mutes/", **fields)
    return answer(request, to="/home/choices/")
