"""One mandate for several people: seen with their names first, given to those ticked, ended one by one."""

from __future__ import annotations

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from parvis.chronicle.models import Entry
from parvis.communities.models import Membership
from parvis.kernel import clock
from parvis.kernel.refusals import Refused
from parvis.people.mandating import give_mandates
from parvis.people.models import Departure, Mandate, Person

PAGE = "/admin/leaders/several/"


@pytest.fixture
def marine(signed_in, world):
    return signed_in("marine")


def shown(browser, asked: str) -> set[str]:
    """The handles that can be ticked."""
    page = browser.get(f"{PAGE}?{asked}").content.decode()
    return {part.split('"')[0] for part in page.split('name="people" value="')[1:]}


def leaders() -> set[str]:
    return set(Mandate.objects.values_list("person__handle", flat=True))


def test_the_managers_of_a_unit_and_of_those_right_below(marine, world):
    assert shown(marine, "unit=relation-client") == {"cleo"}
    assert shown(marine, "unit=lanterne") == set()  # Yves is a leader already: he is seen, and cannot be ticked
    assert "Yves Carlier" in marine.get(f"{PAGE}?unit=lanterne").content.decode()
    assert shown(marine, "unit=lanterne&below=on") == {"cleo"}
    Person.objects.filter(pk=world.karim.pk).update(manager=world.paul)
    assert shown(marine, "unit=lanterne&below=on") == {"cleo"}  # Paul's unit is two steps below
    assert shown(marine, "unit=industrie&below=on") == {"paul"}


def test_the_members_of_a_community_without_its_guests_nor_who_has_left(marine, world):
    place = world.place("managers")
    for person in (world.gus, world.hana):
        Membership.objects.create(person=person, community=place, role="member", at=clock.now())
    assert shown(marine, "community=managers") == {"cleo", "marine"}
    assert shown(marine, "community=relation-client") == {"cleo", "nadia", "karim"}


def test_the_members_of_a_place_one_is_not_in_are_not_shown(marine, signed_in, world):
    """Marine is in Aurore; Sofia is not, nor in Managers."""
    assert "nadia" in shown(marine, "community=aurore")
    for slug in ("aurore", "managers", "la-place"):
        page = signed_in("sofia").get(f"{PAGE}?community={slug}")
        assert page.status_code == 422
        assert "Cléo Aubin" not in page.content.decode()
        fields = {"community": slug, "people": ["cleo"], "title": "Comité élargi"}
        assert signed_in("sofia").post(PAGE, fields).status_code == 422
    assert leaders() == {"helene", "thomas", "yves"}


def test_those_ticked_get_it_and_each_is_ended_alone(marine, world):
    fields = {"community": "relation-client", "people": ["cleo", "nadia"], "title": "Comité élargi"}
    assert marine.post(PAGE, fields).status_code == 303
    assert leaders() == {"helene", "thomas", "yves", "cleo", "nadia"}
    assert Mandate.objects.get(person=world.nadia).by == world.marine
    assert Mandate.objects.get(person=world.helene).title == "Comité de direction"
    assert Entry.objects.filter(kind="mandate.given").count() == 2
    page = marine.get("/admin/leaders/").content.decode()
    assert "2 mandats sont donnés" in page
    marine.post("/admin/leaders/", {"_method": "DELETE", "confirmed": "1", "person": "nadia"})
    assert leaders() == {"helene", "thomas", "yves", "cleo"}


@pytest.mark.parametrize(
    ("people", "title", "says"),
    [
        (["cleo", "nadia"], "  ", "champ"),
        ([], "Comité élargi", "Cochez au moins une personne"),
        (["cleo", "paul"], "Comité élargi", "Le groupe a changé"),  # Paul is not in it
        (["cleo", "personne"], "Comité élargi", "Le groupe a changé"),
        (["helene"], "Comité élargi", "déjà"),
        (["cleo"], "x" * 90, "80"),
    ],
)
def test_refused_nothing_is_given_and_nothing_is_lost(marine, people, title, says):
    page = marine.post(PAGE, {"community": "relation-client", "people": people, "title": title})
    assert page.status_code == 422
    words = page.content.decode()
    assert says in words
    assert f'value="{title.strip()}"' in words or not title.strip()
    for handle in {"cleo", "nadia", "karim"}:
        assert (f'value="{handle}" checked' in words) == (handle in people), handle
    assert leaders() == {"helene", "thomas", "yves"}


def test_a_unit_and_a_community_at_once_are_refused_and_both_are_kept(marine):
    page = marine.get(f"{PAGE}?unit=finances&community=managers")
    assert page.status_code == 422
    assert page.content.decode().count(" selected") == 2
    assert marine.post(PAGE, {"title": "Comité", "people": ["cleo"]}).status_code == 422
    assert marine.get(f"{PAGE}?unit=%00nulle-part").status_code == 422


def test_who_left_between_the_two_pages_stops_all_of_them(world):
    people = [world.cleo, world.nadia]
    Departure.objects.create(person=world.nadia, by=world.sofia, at=clock.now())
    with pytest.raises(Refused):
        give_mandates(people, "Comité élargi", by=world.marine)
    with pytest.raises(Refused):
        give_mandates([world.cleo, world.gus], "Comité élargi", by=world.marine)
    with pytest.raises(Refused):
        give_mandates([world.cleo], "Comité élargi", by=world.cleo)
    assert leaders() == {"helene", "thomas", "yves"}


def test_only_who_says_who_leads_has_the_page(signed_in, world):
    for handle in ("cleo", "yves", "gus"):
        assert signed_in(handle).get(PAGE).status_code == 404
        fields = {"community": "relation-client", "people": ["cleo"], "title": "x"}
        assert signed_in(handle).post(PAGE, fields).status_code == 404


def test_thirty_people_cost_no_more_than_three(marine, world):
    place, found = world.place("relation-client"), []
    for count in (3, 27):
        for n in range(count):
            person = Person.objects.create(handle=f"p{count}-{n}", name=f"Personne {n}")
            Membership.objects.create(person=person, community=place, role="member", at=clock.now())
        marine.get(f"{PAGE}?community=relation-client")
        with CaptureQueriesContext(connection) as queries:
            marine.get(f"{PAGE}?community=relation-client")
        found.append(len(queries))
    assert found[0] == found[1], found
