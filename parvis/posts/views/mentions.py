"""While one writes: completion of @names and #subjects, Markdown shown as it will be."""

from __future__ import annotations

from typing import Any

from django.http import HttpResponse

from parvis.communities.models import Community
from parvis.kernel.http import json_answer
from parvis.people.http import person_required
from parvis.posts.naming import subjects_like, suggestions
from parvis.posts.reopening import open_again


@person_required
def index(request: Any) -> HttpResponse:
    start = request.GET.get("q", "").strip()[:40]
    place = Community.objects.visible_to(request.person).filter(slug=request.GET.get("in", "")).first()
    found = suggestions(request.person, start, place) if start else []
    return json_answer(
        [{"handle": p.handle, "name": p.name, "job": p.job, "unit": p.unit.name if p.unit else ""} for p in found]
    )


@person_required
def subjects(request: Any) -> HttpResponse:
    start = request.GET.get("q", "").strip()[:40]
    return json_answer(
        [{"slug": s.slug, "name": s.name} for s in subjects_like(request.person, start)] if start else []
    )


@person_required
def rendering(request: Any) -> HttpResponse:
    """What was typed before the editor was there, as HTML for it. Nothing is kept."""
    article = request.POST.get("kind") == "article"
    return json_answer(
        {"html": open_again(request.POST.get("body", "")[:60_000], format="markdown", article=article).rich}
    )
