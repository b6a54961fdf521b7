"""Searching: the page of answers, and what is offered while one types."""

from __future__ import annotations

from typing import Any
from urllib.parse import urlencode

from django.http import HttpResponse
from django.utils.translation import gettext as _
from markupsafe import Markup, escape

from parvis.interface import drawings, shells
from parvis.kernel.http import answer, json_answer, wants_json
from parvis.people.http import person_required
from parvis.search import asking, offering, screens
from parvis.search.asking import Question

MOST_OFFERED = 4


def chips(question: Question, group: str) -> list[tuple[str, str]]:
    """What narrows the question, each with the address without it."""
    found = [
        (part, screens.address(question, group=group, text=question.without(part))) for part, _op in question.parts
    ]
    return found


def sections(question: Question, alone: str) -> list[tuple[str, str, bool]]:
    found = [(screens.address(question), _("Everything"), not alone)]
    for name, kinds in offering.groups().items():
        found.append((screens.address(question, group=name), str(kinds[0].title), alone == name))
    return found


@person_required
def show(request: Any) -> HttpResponse:
    question = asking.read(request.GET)
    alone = request.GET.get("group", "")
    alone = alone if alone in offering.groups() else ""
    page = screens.page_of(request.person, question, alone) if question.asks else None
    if wants_json(request):
        return json_answer(as_json(page))
    answers = Markup(drawings.template("search/answers.html").render(  # noqa: S704 (our template)
        request=request, viewer=request.person, question=question, found=page, alone=alone, chips=chips(question, alone), sections=sections(question, alone),
        order=screens.address(question, group=alone, newest=not question.newest), ask="/posts/new/?" + urlencode({"kind": "question", "body": question.loose}),
        only=[(value, words, screens.address(question, group=alone, only="" if question.only == value else value), question.only == value)
              for value, words in (("questions", _("Only questions")), ("unanswered", _("Only unanswered")))],
    ))  # fmt: skip
    heading = f"{question.text} · " if question.text else ""
    if shells.has_something_to_say(request):
        return answer(request, page="search/index.html", heading=heading, answers=answers)
    return shells.page(request, "search/index.html", {}, {"heading": str(escape(heading)), "answers": answers})  # fmt: skip


def plain_text(marked: Markup) -> str:
    """A passage without its marks."""
    return Markup(marked.replace(Markup("<mark>"), "").replace(Markup("</mark>"), "")).unescape()  # noqa: S704 (escaped already)


def as_json(page: screens.Page | None) -> dict[str, Any]:
    return {
        "groups": [
            {
                "group": group.name, "count": group.count, "next": group.next or group.rest or None,
                "found": [{"kind": one.kind.name, "url": one.look.link, "title": one.look.title, "passage": plain_text(one.passage)} for one in group.found],
            }
            for group in (page.groups if page else [])
        ],
        "also": page.meant if page else [],
    }  # fmt: skip


@person_required
def suggestions(request: Any) -> HttpResponse:
    """Names that begin as what was typed: people, communities, subjects; and the way to everything else."""
    question = asking.read(request.GET)
    groups = screens.offered(request.person, question, MOST_OFFERED) if question.loose else []
    response = answer(
        request, page="search/fragments/suggestions.html", question=question, groups=groups, everything=screens.address(question),
        json=lambda: as_json(screens.Page(question, groups, [])),
    )  # fmt: skip
    return response
