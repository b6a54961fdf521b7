"""Leaving the mails from a mail; saying that one's address is mended."""

from __future__ import annotations

from typing import Any

from django.conf import settings
from django.contrib import messages
from django.http import Http404, HttpResponse
from django.utils import translation
from django.utils.translation import gettext as _
from django.views.decorators.csrf import csrf_exempt

from parvis.kernel.http import answer
from parvis.notifications import addressing
from parvis.notifications.leaving import leave, mended
from parvis.notifications.offering import kind_named
from parvis.people.http import person_required
from parvis.people.models import Person


@csrf_exempt
def unsubscribe(request: Any, token: str) -> HttpResponse:
    """GET shows a page and changes nothing (programs that look at links open it); POST leaves, also by the mail program itself with
    one click (RFC 8058 §3.2: no cookie, so no CSRF token: the signed address is the proof)."""
    found = addressing.unsubscription(token)
    person = Person.objects.present().filter(pk=found[0]).first() if found else None
    if found is None or person is None:
        raise Http404
    if request.method == "POST":
        leave(found[1], by=person)
    with translation.override(person.language or settings.LANGUAGE_CODE):  # who opens it is signed in nowhere
        return answer(
            request, page="notifications/leave.html", kind=kind_named(found[1]), done=request.method == "POST"
        )


@person_required
def mend(request: Any) -> HttpResponse:
    mended(by=request.person)
    messages.success(request, _("Mails are sent to you again."))
    return answer(request, to="/me/notices/")
