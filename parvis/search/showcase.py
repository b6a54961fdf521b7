"""What the styleguide shows of searching."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from django.utils.translation import gettext_lazy as _

from parvis.interface.showcasing import Specimen, show
from parvis.interface.words import since
from parvis.kernel import clock
from parvis.search.asking import Question
from parvis.search.offering import Look, kind_named, kinds
from parvis.search.passages import Marker
from parvis.search.ranking import term
from parvis.search.screens import Found, Group, address

WORDS = "La navette de 7 h 40 part du quai sud ; celle du soir attend la fin du poste. Les horaires de la navette changent lundi."


def example(request: Any, name: str) -> Found | None:
    kind, person = kind_named(name), request.person
    if kind is None or person is None:
        return None
    titles = {
        "person": person.name,
        "subject": "#navette",
        "community": "La navette",
        "file": "navette-horaires.pdf",
        "comment": "",
    }
    look = Look(
        "#", titles.get(name, "La navette du lundi"), WORDS, "", person, "Logistique Lyon", clock.now(),
        more={"slug": "exemple", "name": "La navette", "id": 1, "kind": "open"} if name == "community" else {"under": "Qui sait ?"},
    )  # fmt: skip
    marker = Marker.of([term("navette"), term("horaires")])
    return Found(
        kind, look, marker.marked(look.title), marker.passage(WORDS)[0], bool(look.title), is_near=name == "comment",
        since=since(clock.now()),
    )  # fmt: skip


def groups_of(request: Any) -> list[Group]:
    by_group: dict[str, list[Found]] = {}
    for kind in kinds():
        one = example(request, kind.name)
        if one is not None:
            by_group.setdefault(kind.group, []).append(one)
    return [Group(name, str(found[0].kind.title), found, len(found), False, "#") for name, found in by_group.items()]


def suggestions(request: Any) -> dict[str, Any] | None:
    question = Question("navette", ("navette",))
    found = [one for one in groups_of(request) if one.name in ("people", "communities")]
    return {"question": question, "groups": found, "everything": address(question)} if found else None


def group(request: Any) -> dict[str, Any] | None:
    found = [one for one in groups_of(request) if one.name == "posts"]
    return {"group": found[0], "alone": ""} if found else None


def one_of(name: str) -> Callable[[Any], dict[str, Any] | None]:
    """For the showcase of the area that draws this kind."""

    def context(request: Any) -> dict[str, Any] | None:
        one = example(request, name)
        return {"one": one} if one else None

    return context


def declare() -> None:
    show(
        Specimen("search", _("What was found"), "search/_group.html", group),
        Specimen("search", _("While one types"), "search/fragments/suggestions.html", suggestions),
        Specimen("search", _("A person"), "search/_person.html", one_of("person")),
        Specimen("search", _("Something found, plain"), "search/_plain.html", one_of("post")),
        Specimen("search", _("How to ask"), "search/_help.html", lambda request: {}),
    )
