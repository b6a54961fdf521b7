"""The door announced, on the home page of a phone too; nothing is asked for when there is nothing."""

from __future__ import annotations

import datetime as dt

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from parvis.kernel import clock
from parvis.leadership import buddying
from parvis.leadership.models import Door
from parvis.leadership.opening_doors import cancel
from parvis.leadership.tests.door_scenes import door_of
from parvis.people.models import Person

CARD = 'hx-get="/doors/card/"'


def home(signed_in, who: str) -> str:
    return signed_in(who).get("/").content.decode()


def test_without_a_door_nobody_is_told_nor_asks_for_it(world, signed_in):
    text = home(signed_in, "karim")
    assert CARD not in text
    assert "door-ahead" not in text


def test_hosts_and_buddies_ask_for_first_voices_to_greet(world, signed_in):
    assert CARD in home(signed_in, "marine")
    buddying.accept(buddying.choose(world.karim, by=world.paul), by=world.karim)
    assert CARD in home(signed_in, "karim")


def test_the_door_is_said_to_who_sees_it(world, signed_in):
    door = door_of(world, "aurore")
    for who, sees in {"nadia": True, "karim": False, "gus": False, "thomas": True}.items():
        text = home(signed_in, who)
        assert (f'href="/doors/{door.pk}/' in text) is sees, who
        assert ("L’usine cet hiver" in text.split("<article")[0]) is sees, who
    assert f'href="/doors/{door.pk}/#ask"' in home(signed_in, "nadia")
    assert "Voir ma porte" in home(signed_in, "thomas")
    door_of(world, opened=True)  # in la place, open now: it comes first
    assert "La porte de Thomas Roux est ouverte" in home(signed_in, "nadia")


@pytest.mark.parametrize("why", ["cancelled", "over", "far"])
def test_a_door_that_does_not_open_soon_is_not_said(world, signed_in, why):
    door, now = door_of(world), clock.now()
    if why == "cancelled":
        cancel(door, "", by=world.thomas)
    else:
        opens = now + (dt.timedelta(days=20) if why == "far" else -dt.timedelta(days=2))
        Door.objects.filter(pk=door.pk).update(opens_at=opens, closes_at=opens + dt.timedelta(hours=1))
    assert "door-ahead" not in home(signed_in, "karim")


def test_its_words_are_escaped_and_in_the_language_of_who_reads(world, signed_in):
    Person.objects.filter(pk=world.karim.pk).update(language="en")
    door_of(world, subject="<b>Gras</b>")
    text = home(signed_in, "karim")
    assert "&lt;b&gt;Gras&lt;/b&gt;" in text
    assert "Open door with Thomas Roux" in text


def test_however_many_doors_home_asks_twice_of_them(world, signed_in):
    client = signed_in("karim")
    for number in (0, 3, 9):
        for turn in range(number):
            door_of(world, subject=f"Porte {number}-{turn}")
        with CaptureQueriesContext(connection) as queries:
            client.get("/")
        assert sum("leadership_door" in row["sql"] for row in queries) == (2 if number else 1)
