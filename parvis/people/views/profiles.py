"""Profiles: read, written by their owner, followed."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import get_object_or_404
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from parvis.interface.asking import asks_first, safe_because, say
from parvis.interface.restoring import forget_unsent, unsent
from parvis.kernel.http import answer, way_back
from parvis.kernel.receiving import say_refusals
from parvis.kernel.refusals import Refused
from parvis.kernel.serving import send_small_picture
from parvis.people.distances import links, steps_between
from parvis.people.following import follow, unfollow
from parvis.people.forms import PhotoForm, ProfileForm
from parvis.people.http import person_required
from parvis.people.models import Follow, Person, Portrait
from parvis.people.profiling import edit_profile, put_photo, remove_photo


def person_for(request: Any, handle: str) -> Person:
    rows = Person.objects.visible_to(request.person).for_screen().select_related("manager").distinct()
    return get_object_or_404(rows, handle=handle)


def way_between(one: Person, other: Person) -> list[Person]:
    """The people on the way from one to the other in the organisation, both included."""
    a, b = links(one.chain), links(other.chain)
    common = sum(1 for _pair in iter_common(a, b))
    if not common:
        return []
    ids = [int(pk) for pk in [*reversed(a[common - 1 :]), *b[common:]]]
    found = Person.objects.for_screen().in_bulk(ids)
    return [found[pk] for pk in ids if pk in found]


def iter_common(a: list[str], b: list[str]) -> Any:
    for x, y in zip(a, b, strict=False):
        if x != y:
            return
        yield x


@person_required
def show(request: Any, handle: str) -> HttpResponse:
    person = person_for(request, handle)
    viewer = request.person
    return answer(
        request, page="people/profile.html", person=person, asks=[row.label for row in person.asks.all()],
        follows=Follow.objects.filter(person=viewer, followed=person).exists(), followers=person.followers.count(),
        steps=steps_between(viewer, person), way=way_between(viewer, person), has_left=hasattr(person, "departure"),
        reports=list(Person.objects.visible_to(viewer).present().for_screen().filter(manager=person).order_by("name")[:30]),
        json=lambda: {"handle": person.handle, "name": person.name, "job": person.job, "unit": person.unit.name if person.unit else None,
                      "line": person.line, "steps": steps_between(viewer, person)},
    )  # fmt: skip


@person_required
def edit(request: Any, handle: str) -> HttpResponse:
    person = person_for(request, handle)
    if person.pk != request.person.pk:
        raise Http404
    initial = {
        "line": person.line, "site": person.site, "languages": person.languages, "language": person.language,
        "time_zone": person.time_zone, "asks": ", ".join(row.label for row in person.asks.all()),
    }  # fmt: skip
    form = ProfileForm(request.POST or None, initial={**initial, **unsent(request)})
    if request.method == "POST" and form.is_valid():
        edit_profile(person, form.profile(), by=request.person)
        forget_unsent(request)
        messages.success(request, _("Your profile is kept."))
        return answer(request, to=f"/people/{handle}/")
    return answer(
        request,
        page="people/edit.html",
        form=form,
        photo=PhotoForm(),
        person=person,
        status=422 if form.errors else 200,
    )


@person_required
def photo(request: Any, handle: str) -> HttpResponse:
    person = person_for(request, handle)
    if person.pk != request.person.pk:
        raise Http404
    posted = request.method == "POST"
    form = PhotoForm(request.POST if posted else None, request.FILES if posted else None)
    if posted:
        say_refusals(request, form, "photo")
    if posted and form.is_valid():
        try:
            put_photo(person, form.cleaned_data["photo"], form.box(), by=request.person)
        except Refused as no:
            form.add_error("photo", str(no.message))
        else:
            messages.success(request, _("Your photo is in place."))
            return answer(request, to=f"/people/{handle}/")
    return answer(request, page="people/photo.html", form=form, person=person, status=422 if form.errors else 200)


@asks_first(gettext_lazy("Remove your photo?"), gettext_lazy("Remove"))
@person_required
def destroy_photo(request: Any, handle: str) -> HttpResponse:
    remove_photo(person_for(request, handle), by=request.person)
    messages.success(request, _("Your photo is removed."))
    return answer(request, to=f"/people/{handle}/")


@person_required
def portrait(request: Any, handle: str, size: str) -> HttpResponseBase:
    row = get_object_or_404(
        Portrait.objects.filter(person__in=Person.objects.visible_to(request.person)), person__handle=handle
    )
    file = row.small if size == "small" and row.small else row.file
    return send_small_picture(request, file, etag=f'"{row.pk}-{size}"')


@person_required
def create_follow(request: Any, handle: str) -> HttpResponse:
    person = person_for(request, handle)
    follow(person, by=request.person)
    say(request, _("You follow %(name)s.") % {"name": person.name})
    return answer(request, to=way_back(request, f"/people/{handle}/"), json={"follows": True})


@safe_because("undo")
@person_required
def destroy_follow(request: Any, handle: str) -> HttpResponse:
    person = person_for(request, handle)
    unfollow(person, by=request.person)
    say(request, _("You no longer follow %(name)s.") % {"name": person.name}, undo=request.path)
    return answer(request, to=way_back(request, f"/people/{handle}/"), json={"follows": False})
