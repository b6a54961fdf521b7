"""“Relecture”: what the checks say, of a paragraph while one writes, of the whole before publishing; what one ignores."""

from __future__ import annotations

import json
from typing import Any

from django.contrib import messages
from django.http import HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import render
from django.utils.translation import gettext as _

from parvis.communities.models import Community
from parvis.interface.asking import safe_because
from parvis.kernel.http import answer, json_answer, see_other, wants_fragment, wants_json, way_back
from parvis.people.http import person_required
from parvis.people.models import Person
from parvis.posts import ignoring, rereading
from parvis.posts.models import Ignored
from parvis.posts.naming import places_for
from parvis.posts.publishing import Sheet
from parvis.posts.rereading import Remark
from parvis.posts.scheduling import sheet_promised
from parvis.posts.views import composing
from parvis.posts.views.receiving import cover_of, files_of
from parvis.posts.views.typed import key_in, own_draft, post_in
from parvis.preflight.manuscript import LOOK, STOP

MOST_PARAGRAPHS, LONGEST = 60, 20_000


def place_named(person: Person, slug: object) -> Community | None:
    return next((place for place in places_for(person) if place.slug == slug), None)


def paragraphs_in(request: Any) -> tuple[list[tuple[str, str]], str]:
    """([(name, text)], place) of the JSON sent by a page while one writes. Raises ValueError."""
    data = json.loads(request.body)
    rows = data.get("paragraphs") if isinstance(data, dict) else None
    if not isinstance(rows, list) or len(rows) > MOST_PARAGRAPHS:
        raise ValueError("paragraphs: a list of at most 60")
    found = []
    for row in rows:
        if not isinstance(row, dict) or not isinstance(row.get("text"), str) or len(row["text"]) > LONGEST:
            raise ValueError("each paragraph has an id and a text of at most 20000 characters")
        found.append((str(row.get("id", "")), row["text"].replace("\0", " ")))
    return found, str(data.get("place", ""))


def of_paragraphs(request: Any) -> HttpResponse:
    try:
        paragraphs, slug = paragraphs_in(request)
    except (ValueError, RecursionError) as wrong:
        return json_answer({"error": str(wrong)}, status=400)
    place = place_named(request.person, slug)
    said = {name: [one.as_json() for one in rereading.of_paragraph(text, by=request.person, community=place)] for name, text in paragraphs}  # fmt: skip
    return json_answer({"said": said})


@person_required
def create(request: Any) -> HttpResponseBase:
    """JSON paragraphs: what is said of each. A whole form: its remarks, as a fragment, JSON, or on the page of the composer."""
    if request.content_type == "application/json":
        return of_paragraphs(request)
    if "alone" in request.POST or "back" in request.GET:
        return of_words(request)
    if not wants_fragment(request) and not wants_json(request):
        request.POST = request.POST.copy()
        request.POST["save"] = "read"
        return composing.create(request)
    form = composing.form_for(request, request.POST)
    held = post_in(own_draft(request.person, key_in(request.POST)))
    sheet = form.sheet(files_of(request, held).ids, cover_of(request, held).pk) if form.is_valid() else Sheet()
    return said(request, rereading.of_sheet(sheet, by=request.person, post=held))


def of_words(request: Any) -> HttpResponse:
    """A text that is no draft of ours, sent from where it is written (`back`): its remarks, and nothing kept."""
    words = request.POST.get("body", "")[:LONGEST].replace("\0", " ")
    remarks = rereading.of_text(words, by=request.person, rest="rest" in request.POST)
    if wants_json(request):
        return said(request, remarks)
    return answer(
        request, page="posts/reread.html", remarks=remarks, count=count_of(remarks), text=words,
        back=way_back(request, "/", field="back"),
    )  # fmt: skip


@person_required
def show(request: Any) -> HttpResponse:
    """Of the draft as it is kept: what needs the whole text, its files or its readers; slower, so asked apart. With `box`: the
    empty box of remarks, for a form of another area."""
    if "box" in request.GET:
        return render(request, "posts/fragments/relecture_box.html")
    if "back" in request.GET:
        return see_other(way_back(request, "/", field="back"))
    draft = own_draft(request.person, key_in(request.GET))
    if post_in(draft) is None or draft is None or not draft.fields:
        return said(request, [])
    sheet = sheet_promised(draft, by=request.person)
    how = {"rest": "rest" in request.GET, "slow": "slow" in request.GET}
    return said(request, rereading.of_sheet(sheet, by=request.person, post=draft.post, **how))


def said(request: Any, remarks: list[Remark]) -> HttpResponse:
    if wants_json(request):
        return json_answer({"remarks": [one.as_json() for one in remarks]})
    return render(request, "posts/fragments/remarks.html", {"remarks": remarks, "count": count_of(remarks)})


def count_of(remarks: list[Remark]) -> int:
    return sum(one.finding.severity in (LOOK, STOP) for one in remarks)


@person_required
def ignore(request: Any) -> HttpResponse:
    ignoring.ignore(request.POST.get("check", ""), request.POST.get("words", ""), by=request.person)
    return answer(request, to="/relecture/choices/", json={"ignored": True})


@safe_because("toggle")
@person_required
def no_longer_ignore(request: Any) -> HttpResponse:
    ignoring.no_longer_ignore(request.POST.get("check", ""), request.POST.get("words", ""), by=request.person)
    return answer(request, to="/relecture/choices/", json={"ignored": False})


@safe_because("toggle")
@person_required
def silence_voice(request: Any) -> HttpResponse:
    ignoring.be_silent_on_voice(request.person)
    messages.success(request, _("No more questions about your tone."))
    return answer(request, to="/relecture/choices/", json={"voice": False})


@person_required
def speak_of_voice(request: Any) -> HttpResponse:
    ignoring.speak_of_voice(request.person)
    return answer(request, to="/relecture/choices/", json={"voice": True})


@person_required
def choices(request: Any) -> HttpResponse:
    """What one has asked not to hear of, to take back."""
    rows = Ignored.objects.filter(person=request.person).order_by("words")[:500]
    return answer(
        request,
        page="posts/relecture_choices.html",
        ignored=list(rows),
        voice=ignoring.silence_of(request.person).voice,
    )
