"""Finding colleagues: each filter, all together, in words, with or without htmx; at the same cost whatever the number of people."""

from __future__ import annotations

import re

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from parvis.people.models import AskAbout, Person
from parvis.people.profiling import Profile, edit_profile


@pytest.fixture
def described(world):
    """Nadia (Lille, French and Spanish, asked about the reminder), Paul (Lyon, French), Hélène (Lille, English, leader)."""
    for person, site, languages, asks in (
        (world.nadia, "Lille", ["fr", "es"], ["Le rappel", "café"]), (world.paul, "Lyon", ["fr"], ["quais"]),
        (world.helene, "Lille", ["en"], ["budget"]), (world.hana, "Lille", ["fr"], ["Le rappel"]), (world.gus, "Anvers", ["nl"], ["secret"]),
    ):  # fmt: skip
        edit_profile(person, Profile("", site, languages, asks, "fr", ""), by=person)
    return world


def names(browser, query: str, **headers) -> set[str]:
    page = browser.get(f"/people/?{query}", headers=headers).content.decode()
    return set(re.findall(r'class="name" href="/people/([\w-]+)/"', page))


@pytest.mark.parametrize(
    ("query", "expected"),
    [
        ("site=lille", {"nadia", "helene"}), ("language=fr", {"nadia", "paul"}), ("language=es&site=Lille", {"nadia"}), ("about=rappel", {"nadia"}),
        ("unit=industrie", {"thomas", "paul"}), ("unit=logistique-lyon&q=texier", {"paul"}), ("site=Lille&leaders=1", {"helene"}), ("q=hélène", {"helene"}),
        ("q=HELENE", {"helene"}), ("site=Lyon&language=en", set()), ("unit=nulle-part", set()), ("about=%25", set()), ("q=cafe", {"nadia"}),
    ],
)  # fmt: skip
@pytest.mark.parametrize("headers", [{}, {"hx-request": "true"}], ids=["page", "fragment"])
def test_each_filter_and_several_together(described, signed_in, query, expected, headers):
    assert names(signed_in("karim"), query, **headers) == expected


def test_what_is_asked_is_said_and_taken_away_one_by_one(described, signed_in):
    browser = signed_in("karim")
    page = browser.get("/people/?site=Lille&language=fr&q=nad").content.decode()
    assert "1 personne" in page
    assert 'href="/people/?q=nad&amp;language=fr"' in page
    assert "Effacer les filtres" in page
    empty = browser.get("/people/?site=Lyon&language=en").content.decode()
    assert "Personne ne répond à tout cela" in empty
    assert "0 personne" in empty


def test_a_guest_learns_neither_people_nor_places_of_others(described, signed_in):
    page = signed_in("gus").get("/people/").content.decode()
    assert "Lyon" not in page
    assert "quais" not in page
    assert names(signed_in("gus"), "site=Lille") == set()


@pytest.mark.parametrize("query", ["q=%00", "site=%00x", "language=%22", "language=zz", "about=" + "a" * 5000])
def test_what_cannot_be_asked_asks_nothing(described, signed_in, query):
    assert signed_in("karim").get(f"/people/?{query}").status_code == 200


def test_the_directory_costs_the_same_for_3_and_30(world, signed_in):
    browser = signed_in("karim")

    def add(numbers) -> None:
        for n in numbers:
            person = Person.objects.create(
                handle=f"p{n}", name=f"Personne {n}", site=f"Site {n}", languages=["fr"], unit=world.karim.unit
            )
            AskAbout.objects.create(person=person, label=f"sujet {n}")

    def cost() -> int:
        with CaptureQueriesContext(connection) as queries:
            assert browser.get("/people/?language=fr").status_code == 200
        return len(queries)

    add(range(3))
    cost()
    few = cost()
    add(range(3, 33))
    assert cost() == few
