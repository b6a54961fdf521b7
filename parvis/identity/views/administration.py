"""The first page of administration."""

from __future__ import annotations

from typing import Any

from django.http.response import HttpResponseBase
from django_tasks_db.models import DBTaskResult

from parvis.identity.models import AccountInvitation
from parvis.kernel.http import answer
from parvis.people.http import power_required
from parvis.people.models import Mandate, Person


@power_required("administrator")
def index(request: Any) -> HttpResponseBase:
    return answer(
        request, page="identity/admin.html", people=Person.objects.present().count(), dead=DBTaskResult.objects.failed().count(),
        invited=AccountInvitation.objects.count(), leaders=Mandate.objects.filter(person__departure=None).count(),
    )  # fmt: skip
