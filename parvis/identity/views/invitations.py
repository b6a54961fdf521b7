"""Invitations to come in: who has not answered yet, sent again, revoked."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.http.response import HttpResponseBase
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from parvis.identity import admitting
from parvis.identity.models import AccountInvitation
from parvis.identity.views.people import administrator, person_for
from parvis.interface.asking import asks_first
from parvis.kernel import clock
from parvis.kernel.http import answer, way_back
from parvis.kernel.pages import page_by_id
from parvis.kernel.refusals import Refused


@administrator
def index(request: Any) -> HttpResponseBase:
    rows = AccountInvitation.objects.select_related(
        "person", "person__unit", "person__mandate", "person__portrait", "by"
    )
    page = page_by_id(rows, request.GET.get("after", ""), 100)
    return answer(
        request, page="identity/admin_invitations.html", invitations=page.rows, next=page.next, count=rows.count(),
        today=clock.now(),
    )  # fmt: skip


@administrator
def create(request: Any, handle: str) -> HttpResponseBase:
    """Send the invitation, again if need be: the former link opens nothing any more."""
    person = person_for(handle)
    try:
        admitting.invite(person, by=request.person)
        messages.success(request, _("An invitation is on its way to %(email)s.") % {"email": person.email})
    except Refused as no:
        messages.error(request, str(no.message))
    return answer(request, to=way_back(request, f"/admin/people/{handle}/"))


@asks_first(gettext_lazy("Revoke this invitation? Its link will open nothing."), gettext_lazy("Revoke"))
@administrator
def destroy(request: Any, handle: str) -> HttpResponseBase:
    admitting.revoke_invitation(person_for(handle), by=request.person)
    messages.success(request, _("The invitation is revoked: its link opens nothing any more."))
    return answer(request, to=way_back(request, f"/admin/people/{handle}/"))
