"""Departure of a person, said in words before it is done; coming back; erasure before the delay."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.http.response import HttpResponseBase
from django.utils.translation import gettext as _

from parvis.communities.models import Membership
from parvis.identity.views.people import administrator, person_for
from parvis.interface.asking import safe_because, say
from parvis.kernel.http import answer
from parvis.kernel.refusals import Refused
from parvis.people.departing import come_back, depart
from parvis.people.erasing import DELAY, erase


@administrator
def show(request: Any, handle: str, error: str = "") -> HttpResponseBase:
    person = person_for(handle)
    departure = getattr(person, "departure", None)
    owned = Membership.objects.filter(person=person, role="owner", community__archive=None)
    return answer(
        request, page="identity/admin_departure.html", person=person, departure=departure, days=DELAY.days,
        erased_on=departure.at + DELAY if departure else None, reports=person.reports.filter(departure=None).count(),
        owned=[row.community.name for row in owned.select_related("community") if row.community.kind != "secret"],
        error=error, status=409 if error else 200,
    )  # fmt: skip


@administrator
def create(request: Any, handle: str) -> HttpResponseBase:
    person = person_for(handle)
    try:
        depart(person, by=request.person)
    except Refused as no:
        return show(request, handle, str(no.message))
    messages.success(request, _("%(name)s has left: signed out everywhere, no longer listed.") % {"name": person.name})
    return answer(request, to=f"/admin/people/{handle}/departure/")


@safe_because("undo")
@administrator
def destroy(request: Any, handle: str) -> HttpResponseBase:
    person = person_for(handle)
    try:
        come_back(person, by=request.person)
    except Refused as no:
        return show(request, handle, str(no.message))
    words = _("%(name)s is back, and signs in as before.") % {"name": person.name}
    say(request, words, undo=f"/admin/people/{handle}/departure/")
    return answer(request, to=f"/admin/people/{handle}/")


@administrator
def create_erasure(request: Any, handle: str) -> HttpResponseBase:
    """Erase now what would be erased after the delay. The name must be typed: it cannot be undone."""
    person = person_for(handle)
    if request.POST.get("name", "").strip().casefold() != person.name.casefold():
        return show(request, handle, _("Type the whole name, to be sure of whom you erase."))
    try:
        erase(person, by=request.person)
    except Refused as no:
        return show(request, handle, str(no.message))
    messages.success(request, _("What was held on this person is erased."))
    return answer(request, to="/admin/people/")
