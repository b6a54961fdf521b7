"""Health: for administrators, what works and what to mend; for balancers, alive."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.db import connection
from django.http import HttpResponse, JsonResponse
from django.http.response import HttpResponseBase
from django.utils.translation import gettext as _

from parvis.identity import checking
from parvis.identity.views.people import administrator
from parvis.kernel.http import answer
from parvis.people.http import person_required


@administrator
def show(request: Any) -> HttpResponseBase:
    facts = checking.facts()
    return answer(
        request, page="identity/admin_health.html", facts=facts, versions=checking.versions(),
        bad=sum(1 for fact in facts if fact.state == "bad"), email=request.person.email,
        json=lambda: {"facts": [{"state": f.state, "words": f.words, "fix": f.fix} for f in facts]},
    )  # fmt: skip


@administrator
def create_mail(request: Any) -> HttpResponseBase:
    """Send a mail to oneself, to see whether it arrives."""
    address = request.person.email
    wrong = checking.try_mail(address) if address else _("You have no e-mail address.")
    if wrong:
        messages.error(request, _("The mail was not sent. The server says: %(error)s") % {"error": wrong})
    else:
        messages.success(
            request, _("The server took a mail to %(email)s: see whether it arrives.") % {"email": address}
        )
    return answer(request, to="/admin/health/")


def public(request: Any) -> HttpResponseBase:
    """For balancers: nothing but alive."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT 1")
    return JsonResponse({"ok": True})


@person_required
def me(request: Any) -> HttpResponseBase:
    """One line for somebody signed in: the floor of the benchmark."""
    return HttpResponse(request.person.name, content_type="text/plain; charset=utf-8")
