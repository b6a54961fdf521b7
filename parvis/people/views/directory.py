"""Finding people: the directory and the organisation chart."""

from __future__ import annotations

from typing import Any

from django.db.models import Count, Q
from django.http import Http404, HttpResponse

from parvis.kernel.http import answer
from parvis.kernel.pages import page_by_name
from parvis.people.http import person_required
from parvis.people.listing import LANGUAGES, Wanted, asked_in_words, found, sites, subjects, units
from parvis.people.models import Person, Unit
from parvis.people.views.profiles import person_for


@person_required
def index(request: Any) -> HttpResponse:
    viewer, wanted = request.person, Wanted.of(request.GET)
    rows = found(viewer, wanted)
    page = page_by_name(rows, request.GET.get("after", ""), 40, field="name")
    query = request.GET.copy()
    query["after"] = page.next
    known = units(viewer)
    return answer(
        request, page="people/directory.html", fragment="people/_people.html", people=page.rows, wanted=wanted, count=rows.count(),
        units=known, sites=sites(viewer), subjects=subjects(viewer), languages=LANGUAGES.items(), chips=asked_in_words(wanted, known),
        next=f"?{query.urlencode()}" if page.next else "",
        json=lambda: {"people": [{"handle": p.handle, "name": p.name, "job": p.job} for p in page.rows], "next": page.next or None},
    )  # fmt: skip


@person_required
def chart(request: Any, handle: str = "") -> HttpResponse:
    """Somebody with their managers above and their team below; from the top when nobody is named."""
    viewer = request.person
    if viewer.is_guest:
        raise Http404
    rows = Person.objects.visible_to(viewer).present().for_screen()
    person = (
        person_for(request, handle) if handle else rows.filter(manager=None, unit__isnull=False).order_by("id").first()
    )
    if person is None:
        return answer(request, page="people/chart.html", person=None)
    above = [pk for pk in person.chain.split("/") if pk][:-1]
    managers = rows.in_bulk([int(pk) for pk in above])
    counted = rows.annotate(team=Count("reports", filter=Q(reports__departure=None)))
    return answer(
        request, page="people/chart.html", person=person, managers=[managers[int(pk)] for pk in above if int(pk) in managers],
        reports=list(counted.filter(manager=person).order_by("-team", "name")),
        peers=list(rows.filter(manager=person.manager).exclude(pk=person.pk).order_by("name")) if person.manager_id else [],
        units=list(Unit.objects.annotate(heads=Count("people", filter=Q(people__departure=None))).order_by("path")),
    )  # fmt: skip
