"""One mandate for several people: a group of the directory is chosen, its people are shown with their names, those ticked get it."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.http.response import HttpResponseBase
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from parvis.identity.forms import GroupForm, MandatesForm
from parvis.identity.gathering import MOST, managers_of, members_of
from parvis.kernel.http import answer
from parvis.kernel.refusals import Refused
from parvis.people.http import power_required
from parvis.people.mandating import give_mandates
from parvis.people.models import Person


def people_of(group: GroupForm, viewer: Person) -> list[Person] | None:
    """The people of the group that is chosen, `MOST` + 1 of them at most; None while none is."""
    if not group.is_bound or not group.is_valid():
        return None
    data = group.cleaned_data
    if data["unit"]:
        return list(managers_of(data["unit"], below=data["below"], viewer=viewer)[: MOST + 1])
    return list(members_of(data["community"], viewer=viewer)[: MOST + 1]) if data["community"] else None


def page(
    request: Any, group: GroupForm, people: list[Person] | None, form: MandatesForm, *, ticked: set[str], error: str = "", status: int = 200
) -> HttpResponseBase:  # fmt: skip
    shown = people or []
    return answer(
        request, page="identity/admin_leaders_several.html", status=status, group=group, chosen=people is not None, people=shown[:MOST], too_many=len(shown) > MOST,
        form=form, ticked=ticked, error=error, most=MOST, new=sum(getattr(person, "mandate", None) is None for person in shown[:MOST]),
    )  # fmt: skip


@power_required("administrator", "communicator")
def new(request: Any) -> HttpResponseBase:
    asked = any(name in request.GET for name in ("unit", "community"))
    group = GroupForm(request.person, request.GET if asked else None)
    people = people_of(group, request.person)
    ticked = {person.handle for person in people or []}
    return page(
        request, group, people, MandatesForm(), ticked=ticked, status=200 if not asked or not group.errors else 422
    )


@power_required("administrator", "communicator")
def create(request: Any) -> HttpResponseBase:
    """Only people who are in the group now, and were seen there, get it."""
    group, form = GroupForm(request.person, request.POST), MandatesForm(request.POST)
    people = people_of(group, request.person)
    ticked = set(request.POST.getlist("people"))
    chosen = [person for person in (people or [])[:MOST] if person.handle in ticked]
    error = ""
    if people is None:
        error = _("Choose a unit or a community first.")
    elif len(chosen) < len(ticked):
        error = _("The group has changed since you saw it. Here it is now: look again, then give the mandates.")
    if form.is_valid() and not error:
        try:
            given = give_mandates(chosen, form.cleaned_data["title"], by=request.person)
        except Refused as no:
            error = str(no.message)
        else:
            words = ngettext("%(n)s mandate is given. You can end it here.", "%(n)s mandates are given. You can end each of them here.", len(given))  # fmt: skip
            messages.success(request, words % {"n": len(given)})
            json = {"given": [row.person.handle for row in given]}
            return answer(request, to="/admin/leaders/", json=json, status=201)
    return page(request, group, people, form, ticked=ticked, error=error, status=422)
