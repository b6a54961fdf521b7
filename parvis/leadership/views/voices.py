"""First voices to greet, the share that was answered, and buddies."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from parvis.interface.asking import asks_first
from parvis.kernel.http import answer
from parvis.kernel.refusals import Refused
from parvis.leadership import buddying, first_voices
from parvis.leadership.doors_forms import BuddyForm
from parvis.leadership.doors_permissions import is_leader
from parvis.leadership.models import Buddy
from parvis.people.finding import named
from parvis.people.http import person_required


@person_required
def index(request: Any) -> HttpResponse:
    viewer = request.person
    found = first_voices.to_greet(viewer)
    if not found and is_leader(viewer):
        found = first_voices.first_voices_for(viewer)
    heard = first_voices.heard_within_a_day(viewer)
    json = {
        "waiting": [{"by": v.person.handle, "url": v.url} for v in found],
        "heard": {"share": heard.share, "count": heard.count if heard.share is not None else None} if heard else None,
    }  # fmt: skip
    return answer(request, page="leadership/doors/voices.html", found=found, heard=heard, json=json)


def buddy_page(request: Any, form: BuddyForm, *, error: str = "", status: int = 200) -> HttpResponse:
    mine, others = first_voices.buddies_of(request.person)
    return answer(
        request, page="leadership/doors/buddy.html", mine=mine, others=others, form=form, error=error, status=status
    )


@person_required
def buddy(request: Any) -> HttpResponse:
    return buddy_page(request, BuddyForm())


@person_required
def choose(request: Any) -> HttpResponse:
    form = BuddyForm(request.POST)
    form.is_valid()
    try:
        person = named(request.person, form.cleaned_data.get("handle", ""), field="handle")
        row = buddying.choose(person, by=request.person)
    except Refused as no:
        return buddy_page(request, form, error=str(no.message), status=422)
    messages.success(request, _("%(name)s is asked. Tell them why you thought of them.") % {"name": row.buddy.name})
    return answer(request, to="/me/buddy/", json={"buddy": row.buddy.handle})


@asks_first(gettext_lazy("Have no buddy any more?"), gettext_lazy("Yes"))
@person_required
def let_go(request: Any) -> HttpResponse:
    buddying.let_go(by=request.person)
    return answer(request, to="/me/buddy/", json={"buddy": None})


def choice_of(request: Any, handle: str) -> Buddy:
    return get_object_or_404(Buddy, buddy=request.person, person__handle=handle)


@person_required
def accept(request: Any, handle: str) -> HttpResponse:
    row = choice_of(request, handle)
    buddying.accept(row, by=request.person)
    messages.success(request, _("You will find their first words among the first voices to greet."))
    return answer(request, to="/me/buddy/", json={"accepted": True})


@asks_first(gettext_lazy("Be their buddy no more?"), gettext_lazy("Yes"))
@person_required
def decline(request: Any, handle: str) -> HttpResponse:
    buddying.decline(choice_of(request, handle), by=request.person)
    return answer(request, to="/me/buddy/", json={"accepted": False})
