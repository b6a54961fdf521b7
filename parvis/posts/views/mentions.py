"""Completion of @names while one writes."""

from __future__ import annotations

from typing import Any

from django.http import HttpResponse

from parvis.communities.models import Community
from parvis.kernel.http import json_answer
from parvis.people.http import person_required
from parvis.posts.naming import suggestions


@person_required
def index(request: Any) -> HttpResponse:
    start = request.GET.get("q", "").strip()[:40]
    place = Community.objects.visible_to(request.person).filter(slug=request.GET.get("in", "")).first()
    found = suggestions(request.person, start, place) if start else []
    return json_answer(
        [{"handle": p.handle, "name": p.name, "job": p.job, "unit": p.unit.name if p.unit else ""} for p in found]
    )
