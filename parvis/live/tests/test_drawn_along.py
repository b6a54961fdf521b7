"""What a page of a door is sent, drawn, is what it would be shown if it asked; what is somebody's own is sent to nobody else."""

from __future__ import annotations

import re

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from parvis.kernel import clock
from parvis.leadership import answering_doors, asking, opening_doors, refusing
from parvis.leadership.models import Door, DoorQuestion
from parvis.leadership.tests.door_scenes import asked_unsigned, door_of
from parvis.live import telling
from parvis.live.tests.shown import Shown, section_of, watched

PRESSED = "votes--on"


@pytest.fixture
def door(world):
    door = door_of(world, opened=True)
    for n, who in enumerate(["cleo", "paul", "yves"]):
        asking.ask(door, f"Première question {n}", by=world.people[who])
    return door


def deeds(world, door):
    """All that can change at a door, one after the other."""
    asked = asking.ask(door, "Et la ligne 3", by=world.karim)
    yield
    asking.me_too(asked, by=world.nadia)
    asking.me_too(asked, by=world.cleo)
    yield
    asked_unsigned(door, "Qui décide", world.nadia)
    yield
    answering_doors.answer(asked, "Elle reste. <b>Vraiment</b>.", by=world.thomas)
    yield
    asking.not_me(DoorQuestion.objects.get(pk=asked.pk), by=world.cleo)
    yield
    refusing.refuse(DoorQuestion.objects.get(words="Première question 1"), "again", "", by=world.marine)
    yield
    asking.take_back(DoorQuestion.objects.get(words="Première question 2"), by=world.yves)
    yield
    Door.objects.filter(pk=door.pk).update(call_url="https://appel.example/1")
    yield
    opening_doors.close(Door.objects.for_screen().get(pk=door.pk), by=world.thomas)
    yield


@pytest.mark.parametrize("language", ["fr", "en"])
def test_what_is_sent_is_what_the_page_would_ask_for_whoever_reads(world, signed_in, live, door, language):
    pages = []
    for handle in ("nadia", "karim", "cleo", "paul", "yves"):
        client = signed_in(handle)
        client.cookies["parvis_language"] = language
        pages.append(Shown(live, client, door))
    live.look()
    for n, _done in enumerate(deeds(world, door)):
        live.look()
        for page in pages:
            assert page.laid() == page.asked_for(), n
            assert len(page.steps) == 1
            page.stream.body = b""
    words = {"fr": "Moi aussi", "en": "Me too"}
    assert all(words[language] in page.section for page in pages)


def test_ones_own_me_too_and_question_are_drawn_for_oneself_alone(world, signed_in, live, door):
    pages = {handle: Shown(live, signed_in(handle), door) for handle in ("nadia", "karim", "cleo", "helene")}
    live.look()
    asked = asking.ask(door, "Et la ligne 3", by=world.karim)
    live.look()
    own = f'<a href="/doors/questions/{asked.pk}/">'
    assert [handle for handle, page in pages.items() if own in page.laid()] == ["karim"]
    asking.me_too(asked, by=world.nadia)
    live.look()
    for page in pages.values():
        page.stream.body = page.stream.body.split(b"\n\n")[-2] + b"\n\n"
    assert [handle for handle, page in pages.items() if PRESSED in page.steps[0][1]] == ["nadia"]
    asking.me_too(asked, by=world.cleo)  # nadia's still is hers
    live.look()
    said = {handle: page.steps[-1][1] for handle, page in pages.items()}
    assert {handle for handle, text in said.items() if PRESSED in text} == {"nadia", "cleo"}
    assert said["nadia"] == said["cleo"]
    assert all(str(world.nadia.pk) not in text for text in said.values())


def test_a_question_without_a_name_is_drawn_alike_for_who_asked_it(world, signed_in, live, door):
    asker, other = (Shown(live, signed_in(handle), door) for handle in ("nadia", "helene"))
    live.look()
    asked_unsigned(door, "Qui décide", world.nadia)
    live.look()
    assert "Qui décide" in other.steps[0][1]
    assert asker.stream.hints == other.stream.hints


def test_who_answers_or_refuses_asks_for_what_they_alone_are_shown(world, signed_in, live, door):
    for handle in ("thomas", "marine"):
        section = section_of(signed_in(handle), door)
        assert watched(section).count(":") == 2, "takes nothing"
    fibs = {
        handle: live.open(signed_in(handle), watched(section_of(signed_in("nadia"), door)))
        for handle in ("thomas", "marine")
    }
    live.look()
    asked = asking.ask(door, "Et la ligne 3", by=world.karim)
    live.look()
    assert "drawn" not in fibs["thomas"].hints[-1]
    assert f"questions/{asked.pk}/refusal/" not in fibs["marine"].body.decode()
    assert (
        f"questions/{asked.pk}/refusal/" in signed_in("marine").get(f"/doors/{door.pk}/live/?host=1").content.decode()
    )


def test_who_does_not_see_the_door_is_sent_nothing_of_it(world, signed_in, live):
    door = door_of(world, "managers", opened=True)
    inside = Shown(live, signed_in("helene"), door)
    taking = watched(inside.section)
    outside = [live.open(signed_in(handle), taking) for handle in ("nadia", "karim", "gus")]
    live.look()
    asking.ask(door, "Et la ligne 3", by=world.cleo)
    live.look()
    assert "Et la ligne 3" in inside.laid()
    assert [page.hints for page in outside] == [[], [], []]


@pytest.mark.parametrize(
    "taken", ["", "fr", "de~Europe/Paris", "fr~../../etc/passwd", "fr~Nulle/Part", "fr~", "~Europe/Paris"]
)
def test_a_page_that_takes_nothing_we_know_hears_and_asks(world, signed_in, live, door, taken):
    shown = ":".join(watched(section_of(signed_in("nadia"), door)).split(":")[:3])
    page = live.open(signed_in("nadia"), f"{shown}:{taken}")
    live.look()
    asking.ask(door, "Et la ligne 3", by=world.karim)
    live.look()
    [hint] = page.hints
    assert hint["door"] == [str(door.pk)]
    assert "drawn" not in hint


def test_a_page_of_a_version_nobody_knows_hears_and_asks(world, signed_in, live, door):
    _door, pk, _version, taken = watched(section_of(signed_in("nadia"), door)).split(":")
    page = live.open(signed_in("nadia"), f"door:{pk}:ancienne:{taken}")
    live.look()
    assert "drawn" not in page.hints[0]
    asking.ask(door, "Et la ligne 3", by=world.karim)
    live.look()
    assert "Et la ligne 3" in page.hints[1]["drawn"]["door"][pk][0][1]  # from what it heard of on


def test_only_those_who_must_ask_spread_their_questions(world, signed_in, live, door, monkeypatch):
    monkeypatch.setattr(telling, "SPREAD_FROM", 1)
    taking = [Shown(live, signed_in(handle), door).stream for handle in ("nadia", "karim", "cleo")]
    asking_ = [live.open(signed_in(handle), f"door:{door.pk}:x") for handle in ("thomas", "marine")]
    live.look()
    for page in asking_:
        page.body = b""
    asking.ask(door, "Et la ligne 3", by=world.helene)
    live.look()
    assert ["in" in page.heard[0] for page in taking] == [False] * 3
    assert [page.heard[0]["in"] for page in asking_] == [2 * telling.SPREAD_MS] * 2


def test_many_changes_at_once_are_asked_for(world, signed_in, live, door):
    page = Shown(live, signed_in("nadia"), door)
    live.look()
    for n in range(13):
        DoorQuestion.objects.create(door=door, asker=world.cleo, words=f"Encore {n}", hour=1, distance=1)
    live.look()
    assert page.stream.hints[-1]["door"]
    assert page.steps == []


def test_it_costs_the_same_for_two_pages_or_for_eight(world, signed_in, live, door):
    handles, found = ["nadia", "karim", "cleo", "helene", "paul", "yves", "sofia", "marine"], []
    for some in (handles[:2], handles[2:]):
        for handle in some:
            live.open(signed_in(handle), watched(section_of(signed_in("nadia"), door)))
        live.look()
        asking.me_too(DoorQuestion.objects.get(words="Première question 0"), by=world.people[some[1]])
        with CaptureQueriesContext(connection) as asked:
            live.look()
        found.append(len(asked))
    assert found[0] == found[1], found
    assert all("drawn" in page.hints[-1] for page in live.pages)


def test_a_page_that_is_slow_to_read_gets_one_step_after_the_other(world, signed_in, live, door):
    """Or, when there were too many, what there is now to ask for."""
    for count in (3, telling.MOST_STEPS + 1):
        page = Shown(live, signed_in("nadia"), door)
        live.look()
        stream = next(reversed(live.app.hub.streams))
        for n in range(count):
            asking.ask(door, f"Vite {count} {n}", by=world.people[["karim", "helene", "sofia"][n % 3]])
            for _one, hint in live.app.hub.look([stream]):
                stream.push(hint)  # the page has not read the last one
        live.settle()
        [hint] = [hint for hint in page.stream.hints if "door" in hint]
        steps = hint["drawn"]["door"][str(door.pk)]
        assert len(steps) == min(count, telling.MOST_STEPS)
        is_whole = steps[0][0] == watched(page.section).split(":")[2]
        assert is_whole == (count <= telling.MOST_STEPS)
        if is_whole:
            assert page.laid() == page.asked_for()
        live.leave(page.stream)


def test_a_question_asked_long_ago_says_so_where_it_stays(world, signed_in, live, door):
    DoorQuestion.objects.filter(words="Première question 0").update(hour=int(clock.now().timestamp()) // 3600 - 5)
    page = Shown(live, signed_in("nadia"), door)
    live.look()
    asking.ask(door, "Et la ligne 3", by=world.karim)
    live.look()
    assert re.search(r"data-kept='il y a environ [456]\W", page.steps[0][1])
