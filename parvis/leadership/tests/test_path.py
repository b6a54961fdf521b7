"""The path: recognised when a step is done, in order until the fourth, skippable, private where it is said to be."""

from __future__ import annotations

import pytest
from django.db import IntegrityError, transaction

from parvis.kernel import clock
from parvis.kernel.refusals import Refused
from parvis.leadership.accompanying import open_oneself
from parvis.leadership.models import StepSaid
from parvis.leadership.path import ORDERED, path_of, steps
from parvis.leadership.skipping import say_taken, skip, take_up
from parvis.posts.commenting import comment_on
from parvis.posts.publishing import Sheet, publish_new
from parvis.posts.reacting import react
from parvis.posts.sharing import share
from tests.routes import every_route

NAMES = [
    "profile",
    "read",
    "react",
    "thank",
    "ask",
    "answer",
    "rehearse",
    "figure",
    "post",
    "return",
    "failure",
    "stage",
]


def taken(person) -> set[str]:
    return {pace.step.name for pace in path_of(person).paces if pace.taken}


def ahead(person) -> list[str]:
    return [pace.step.name for pace in path_of(person).next]


def test_twelve_steps_of_five_minutes_with_a_fear_each(world):
    assert [step.name for step in steps()] == NAMES
    assert all(step.minutes <= 5 for step in steps())
    assert all(str(pace.fear.words) and str(pace.fear.help) for pace in path_of(world.yves).paces)


def test_in_order_until_the_fourth_then_any(world):
    assert ahead(world.yves) == ["profile"]
    for name in NAMES[: ORDERED - 1]:
        skip(name, by=world.yves)
    assert ahead(world.yves) == ["thank"]
    skip("thank", by=world.yves)
    assert ahead(world.yves) == NAMES[ORDERED:]
    take_up("react", by=world.yves)
    assert ahead(world.yves) == ["react"]


@pytest.fixture
def asked(world):
    return publish_new(Sheet(kind="question", body="Qui a déjà chargé le soir ?"), by=world.paul)


def test_steps_are_recognised_when_they_are_done(world, asked):
    yves = world.yves
    assert taken(yves) == set()
    react(asked, "useful", by=yves)
    assert taken(yves) == {"react"}
    comment_on(asked, "Merci @paul, je ne savais pas.", by=yves)
    assert taken(yves) == {"react", "thank", "answer"}
    share(asked, by=yves, community=None, body="Ce quai du soir m’inquiète.")
    assert "figure" in taken(yves)
    assert "post" not in taken(yves)
    publish_new(Sheet(body="Vu ce matin : le quai 2 sous la neige."), by=yves)
    assert {"post"} <= taken(yves)
    assert not {"failure", "stage"} & taken(yves)


def test_saying_what_did_not_work_is_told_by_oneself_alone(world, signed_in):
    """Whatever one writes: no program reads it to find out."""
    publish_new(Sheet(body="Je me suis trompé de fournisseur, et j’ai gardé ceci : demander d’abord."), by=world.thomas)
    assert "failure" not in taken(world.thomas)
    client = signed_in("thomas")
    client.post("/path/failure/taken/", {"person": "yves"})
    client.post("/path/failure/taken/")
    assert "failure" in taken(world.thomas)
    assert "failure" not in taken(world.yves)
    assert "Non, pas encore" in client.get("/path/").content.decode()
    client.post("/path/failure/taken/", {"_method": "DELETE"})
    assert "failure" not in taken(world.thomas)


def test_only_that_step_is_said(world, signed_in):
    client = signed_in("thomas")
    for name in [*NAMES, "nothing"]:
        if name != "failure":
            assert client.post(f"/path/{name}/taken/").status_code == 404, name
    with pytest.raises(Refused):
        say_taken("post", by=world.thomas)
    with pytest.raises(IntegrityError), transaction.atomic():
        StepSaid.objects.create(person=world.thomas, name="post", at=clock.now())
    assert taken(world.thomas) == set()


def test_somebody_is_on_stage_once_they_have_spoken(world, asked):
    comment_on(asked, "@karim a vécu cela, je crois ?", by=world.yves)
    assert "stage" not in taken(world.yves)
    comment_on(asked, "Oui, deux hivers.", by=world.karim)
    assert "stage" in taken(world.yves)
    comment_on(asked, "Et @thomas ?", by=world.helene)
    comment_on(asked, "Présent.", by=world.thomas)  # a leader is on stage already
    assert "stage" not in taken(world.helene)


def test_nobody_ticks_a_step_of_another_nor_one_that_is_recognised(world, signed_in):
    """No route of the path takes anything but what one leaves aside, the step one says oneself, and a sentence."""
    routes = [route for route in every_route() if route.address.startswith("path/")]
    assert {route.address for route in routes} == {
        "path/",
        "path/<str:name>/skip/",
        "path/<str:name>/taken/",
        "path/sentence/",
    }
    client = signed_in("yves")
    for name in NAMES:
        client.post(f"/path/{name}/skip/", {"taken": "1"})
    assert taken(world.yves) == set()
    assert client.post("/path/nothing/skip/").status_code == 404


def test_the_companion_sees_the_path_but_not_the_wings_nor_what_is_left_aside(world, signed_in):
    link = open_oneself(world.marine, by=world.yves)
    skip("figure", by=world.yves)
    page = signed_in("marine").get(f"/companions/{link.pk}/").content.decode()
    assert "Dites ce qu’un chiffre vous fait" in page
    assert "laissé de côté" not in page
    assert "Répétez, pour vous" not in page
    own = signed_in("yves").get("/path/").content.decode()
    assert "laissé de côté" in own


def test_the_first_post_leads_into_the_wings(world, signed_in):
    for name in NAMES[:ORDERED]:
        skip(name, by=world.yves)
    assert 'href="/rehearsals/new/"' in signed_in("yves").get("/path/").content.decode()


def test_a_path_costs_the_same_whatever_one_has_said(world, asked, django_assert_max_num_queries):
    for number in range(5):
        publish_new(Sheet(body=f"Vu {number}"), by=world.yves)
        comment_on(asked, f"Réponse {number}", by=world.yves)
    with django_assert_max_num_queries(20):
        path_of(world.yves)
