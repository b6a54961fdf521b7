"""A firm smaller than the smallest group, and one that is a single team: the pages open, say why they say nothing, and no figure gets out."""

from __future__ import annotations

import datetime as dt
import re

import pytest

from parvis.kernel import clock
from parvis.kernel.ids import imported_id
from parvis.people.models import Mandate, Person
from parvis.posts.commenting import comment_on
from parvis.posts.publishing import Sheet, publish_new
from parvis.ripple.flooring import set_floor
from parvis.ripple.models import Figure
from parvis.ripple.rolling import WEEK, last_monday, midnight, roll

PAGES = {"marine": ["/echoes/", "/echoes/leaders/", "/echoes/board/", "/echoes/method/"], "nadia": ["/echoes/", "/what-parvis-measures/"]}  # fmt: skip
FIGURE = re.compile(r'<dd class="figure">\s*([^<]*\d[^<]*)</dd>')


def live_a_week(people: list[Person], monkeypatch: pytest.MonkeyPatch) -> None:
    """Each writes, the next answers; then it is next Monday."""
    posts = [publish_new(Sheet(body=f"Mot numéro {n}."), by=person) for n, person in enumerate(people)]
    for n, post in enumerate(posts):
        comment_on(post, f"Réponse {n}.", by=people[(n + 1) % len(people)])
    week = last_monday(clock.now()) + WEEK
    monkeypatch.setattr(clock, "now", lambda: midnight(week) + dt.timedelta(hours=3))
    roll(week)


@pytest.fixture
def tiny(world, monkeypatch):
    """Nine people here, one who left, and the smallest group is twelve."""
    set_floor(12, by=world.sofia)
    live_a_week([world.people[handle] for handle in ("nadia", "karim", "cleo", "paul", "thomas")], monkeypatch)


@pytest.fixture
def one_team(world, monkeypatch):
    """Twenty-four more in the one unit that is left, all under Yves, the only leader."""
    unit = world.yves.unit
    Mandate.objects.exclude(person=world.yves).delete()
    Person.objects.update(unit=unit)
    made = []
    for n in range(24):
        person = Person(id=imported_id(clock.now() - dt.timedelta(days=200), f"one{n}"), handle=f"one{n}", name=f"Un {n}", unit=unit, manager=world.yves)  # fmt: skip
        person.chain = f"{world.yves.chain}{person.pk}/"
        person.save(force_insert=True)
        made.append(person)
    live_a_week([*made, world.yves], monkeypatch)


def test_of_a_firm_smaller_than_the_smallest_group_nothing_is_said(signed_in, tiny):
    for who, addresses in PAGES.items():
        for address in addresses:
            page = signed_in(who).get(address)
            assert page.status_code == 200, address
            assert FIGURE.findall(page.text) == [], address
    assert "trop peu de personnes" in signed_in("nadia").get("/echoes/").text
    assert "Trop peu pour le dire" in signed_in("marine").get("/echoes/leaders/").text
    assert (
        list(
            Figure.objects.exclude(measure="effect")
            .exclude(value=None)
            .values_list("measure", "partition", "cell", "people", "value")
        )
        == []
    )
    files = signed_in("marine")
    assert [one["value"] for one in files.get("/echoes/figures.json").json()["figures"] if one["measure"] != "effect" and one["value"]] == []  # fmt: skip


def test_one_team_has_its_figures_and_nobody_to_be_compared_with(signed_in, one_team):
    for who, addresses in PAGES.items():
        for address in addresses:
            assert signed_in(who).get(address).status_code == 200, address
    told = signed_in("nadia").get("/echoes/").text
    assert FIGURE.findall(told)  # the whole has enough people
    assert "avec " not in "".join(
        re.findall(r'class="net-unit" [^>]*aria-label="([^"]*)"', told)
    )  # ties inside it, none with another
    effect = signed_in("marine").get("/echoes/leaders/").text
    assert "Trop peu pour le dire" in effect
    assert "<circle" not in effect
    assert signed_in("marine").get("/echoes/board.pdf").status_code == 200
