"""Two thousand people watch a door: what they ask again and again costs nearly nothing, and shows an answer as it comes."""

from __future__ import annotations

import json

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from parvis.leadership import answering_doors, asking, doors_live, doors_pace, doors_screens, opening_doors
from parvis.leadership.keeping_a_door import keep_open
from parvis.leadership.models import DoorQuestion
from parvis.leadership.tests.door_scenes import asked_unsigned, door_of


@pytest.fixture
def kept(monkeypatch):
    """What is read is kept for a second, as in life."""
    monkeypatch.setattr(doors_screens, "FRESH", 3600.0)
    doors_screens._watched.clear()
    yield
    doors_screens._watched.clear()


def fill(world, door, count: int) -> None:
    for n in range(count):
        row = DoorQuestion.objects.create(door=door, asker=world.nadia, words=f"Question {n}", hour=1, distance=4)
        if n % 2:
            answering_doors.answer(row, f"Réponse {n}", by=world.thomas)


def queries(client, address: str, status: int = 200, **headers: str) -> int:
    with CaptureQueriesContext(connection) as asked:
        assert client.get(address, headers=headers).status_code == status
    return len(asked)


@pytest.mark.parametrize("place", ["la-place", "relation-client", "managers"])
@pytest.mark.parametrize("count", [3, 30])
def test_a_poll_costs_three_queries_at_most_however_many_questions(world, signed_in, kept, place, count):
    door = door_of(world, place, by="helene", opened=True)
    for n in range(count):
        DoorQuestion.objects.create(door=door, asker=world.nadia, words=f"Question {n}", hour=1, distance=4)
    client = signed_in("cleo")
    page = client.get(f"/doors/{door.pk}/live/")  # the session is known, the questions are read
    tag = page["ETag"]
    seen = tag.removeprefix('W/"').removesuffix('"')
    assert queries(client, f"/doors/{door.pk}/live/?seen={seen}", 204) <= 2
    assert queries(client, f"/doors/{door.pk}/live/", 304, **{"if-none-match": tag}) <= 2
    assert queries(client, f"/doors/{door.pk}/live/?seen=autre") <= 3
    doors_screens._watched.clear()  # once a second, in each process
    assert queries(client, f"/doors/{door.pk}/live/?seen={seen}", 204) <= 3


def test_whatever_changes_changes_the_tag(world, signed_in):
    door = door_of(world, opened=True)
    client, tags = signed_in("cleo"), []

    def look() -> None:
        tags.append(client.get(f"/doors/{door.pk}/live/")["ETag"])
        assert client.get(f"/doors/{door.pk}/live/")["ETag"] == tags[-1]

    look()
    question = asking.ask(door, "Et la ligne 3", by=world.karim)
    look()
    asking.me_too(question, by=world.nadia)
    look()
    answering_doors.answer(question, "Elle reste.", by=world.thomas)
    look()
    asked_unsigned(door, "Qui décide", world.nadia)
    look()
    opening_doors.close(door, by=world.thomas)
    look()
    assert len(set(tags)) == len(tags)


def test_an_answer_appears_and_is_said(world, signed_in):
    door = door_of(world, opened=True)
    question = asking.ask(door, "Et la ligne 3", by=world.karim)
    client = signed_in("nadia")
    page = client.get(f"/doors/{door.pk}/").content.decode()
    address = "/doors/" + page.split('hx-get="/doors/')[1].split('"')[0].replace("&amp;", "&")
    assert client.get(address).status_code == 204
    answering_doors.answer(question, "Elle reste.", by=world.thomas)
    response = client.get(address, headers={"hx-request": "true"})
    assert "Elle reste." in response.content.decode()
    assert json.loads(response["HX-Trigger"])["parvis:say"] == "Thomas vient de répondre à une question."
    assert "<html" not in response.content.decode()
    again = "/doors/" + response.content.decode().split('hx-get="/doors/')[1].split('"')[0].replace("&amp;", "&")
    assert client.get(again).status_code == 204


@pytest.mark.parametrize(
    "address", ["/doors/", "/doors/{door}/", "/doors/waiting/", "/doors/card/", "/doors/standing/thomas/"]
)
def test_pages_cost_the_same_with_three_questions_or_thirty(world, signed_in, address):
    door, standing = (
        door_of(world, opened=True),
        keep_open("", 5, allows_anonymous=True, shows_promise=True, by=world.thomas),
    )
    client = signed_in("thomas" if "waiting" in address else "nadia")
    found = []
    for count in (3, 27):
        fill(world, door, count)
        for n in range(count):
            DoorQuestion.objects.create(standing=standing, asker=world.nadia, words=f"Q {n}", hour=1, distance=4)
        if address == "/doors/":
            for n in range(count // 3):
                door_of(world, subject=f"Porte {n}")
        client.get(address.format(door=door.pk))
        found.append(queries(client, address.format(door=door.pk)))
    assert found[0] == found[1], found


def test_a_great_many_who_watch_ask_less_often(world, signed_in, monkeypatch):
    """1,000 polls in five seconds: from then on a page asks every twelve seconds; when they are gone, every five again."""
    door, now = door_of(world, opened=True), [1000.0]
    monkeypatch.setattr(doors_pace.time, "monotonic", lambda: now[0])
    client, found = signed_in("nadia"), []

    def trigger() -> str:
        return (
            client.get(f"/doors/{door.pk}/").content.decode().split('hx-trigger="every')[1].split(",")[0].split('"')[0]
        )

    found.append(trigger())
    for _poll in range(1000):
        doors_pace.count(door.pk)
    now[0] += 5
    doors_pace.count(door.pk)
    found.append(trigger())
    now[0] += 60
    doors_pace.count(door.pk)
    found.append(trigger())
    assert found == [" 5s", " 12s", " 5s"]
    opening_doors.close(door, by=world.thomas)
    assert 'hx-trigger="every' not in client.get(f"/doors/{door.pk}/").content.decode()


def test_who_has_heard_of_a_change_is_not_shown_what_was_before(world, signed_in, kept, monkeypatch):
    monkeypatch.setattr(doors_screens, "FRESH_TOLD", 0.0)
    door = door_of(world, opened=True)
    client = signed_in("cleo")
    seen = client.get(f"/doors/{door.pk}/live/")["ETag"].removeprefix('W/"').removesuffix('"')
    asking.ask(door, "Et la ligne 3", by=world.karim)
    heard = doors_live.states_of([door.pk])[door.pk]
    assert heard != seen
    assert client.get(f"/doors/{door.pk}/live/?seen={seen}").status_code == 204, "kept for a second"
    shown = client.get(f"/doors/{door.pk}/live/?seen={seen}&heard={heard}")
    assert "Et la ligne 3" in shown.content.decode()
    assert queries(client, f"/doors/{door.pk}/live/?seen={seen}&heard={heard}") <= 3  # it is what is kept now


def test_a_version_nobody_said_reads_no_oftener_than_ten_times_a_second(world, signed_in, kept, monkeypatch):
    monkeypatch.setattr(doors_screens, "FRESH_TOLD", 3600.0)
    door = door_of(world, opened=True)
    client = signed_in("cleo")
    seen = client.get(f"/doors/{door.pk}/live/")["ETag"].removeprefix('W/"').removesuffix('"')
    assert queries(client, f"/doors/{door.pk}/live/?seen={seen}&heard=inventée", 204) <= 2
