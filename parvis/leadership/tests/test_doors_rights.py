"""Who sees a door and what each may do there: a truth table, through HTTP."""

from __future__ import annotations

import pytest

from parvis.kernel.refusals import Refused
from parvis.leadership import answering_doors, asking, opening_doors, refusing
from parvis.leadership.models import Door, DoorAnswer, DoorQuestion, QuestionRefusal, QuestionVote
from parvis.leadership.tests.door_scenes import HOUR, door_of, plan
from parvis.people.models import Mandate

#        la-place  relation-client  managers (closed)  aurore (secret)  fournisseurs (closed, a guest in it)
SEES = {
    "nadia": (True, True, False, True, False),
    "karim": (True, True, False, False, False),
    "paul": (True, True, False, False, False),
    "cleo": (True, True, True, True, False),
    "marine": (True, True, True, True, False),
    "sofia": (True, True, False, False, True),
    "thomas": (True, True, True, True, True),
    "yves": (True, True, False, False, False),
    "gus": (False, False, False, False, True),
}  # fmt: skip
PLACES = ["la-place", "relation-client", "managers", "aurore", "fournisseurs"]


@pytest.fixture
def doors(world):
    """A door of Thomas's in each place, with a question of his own neighbour's in it."""
    for slug in ("relation-client",):
        world.place(slug).memberships.create(
            person=world.thomas, at=world.place("la-place").memberships.model.objects.first().at
        )
    found = {}
    for slug in PLACES:
        door = door_of(world, slug, call_url="https://appel.example/x")
        found[slug] = (
            door,
            DoorQuestion.objects.create(door=door, asker=world.hana, words="Qui ?", hour=0, distance=3),
        )
    return found


@pytest.mark.parametrize("who", SEES)
def test_a_door_is_seen_where_its_place_is_read(doors, signed_in, who):
    client = signed_in(who)
    listed = client.get("/doors/").content.decode()
    for slug, sees in zip(PLACES, SEES[who], strict=True):
        door, question = doors[slug]
        of_it = ["", "live/", "door.ics"]
        for address in [f"/doors/{door.pk}/{part}" for part in of_it] + [f"/doors/questions/{question.pk}/"]:
            assert (client.get(address).status_code == 200) == sees, f"{who} {address} ({slug})"
        assert (f"/doors/{door.pk}/" in listed) == sees
        if not sees:
            for address in ("reminder/", "questions/"):
                assert client.post(f"/doors/{door.pk}/{address}", {"words": "x"}).status_code == 404
            assert client.post(f"/doors/questions/{question.pk}/vote/").status_code == 404
    assert not QuestionVote.objects.exists()


@pytest.mark.parametrize(
    ("who", "moves", "answers", "refuses", "asks"),
    [
        ("thomas", True, True, False, False), ("marine", False, False, True, True), ("sofia", False, False, True, True), ("nadia", False, False, False, True),
        ("cleo", False, False, False, True), ("yves", False, False, False, True), ("helene", False, False, False, True),
    ],
)  # fmt: skip
def test_what_each_may_do_in_la_place(world, signed_in, who, moves, answers, refuses, asks):
    door = door_of(world)
    question = asking.ask(door, "Et la ligne 3 ?", by=world.karim)
    client = signed_in(who)
    for part, may in (("date/", moves), ("cancellation/", moves)):
        assert (client.get(f"/doors/{door.pk}/{part}").status_code == 200) == may
    at = f"/doors/questions/{question.pk}/"
    assert (client.get(f"{at}answer/").status_code == 200) == answers
    assert (client.get(f"{at}refusal/").status_code == 200) == refuses
    page = client.get(f"/doors/{door.pk}/").content.decode()
    assert (f"{at}answer/" in page, f"{at}refusal/" in page, 'id="ask"' in page) == (answers, refuses, asks)
    # The same by force: no field of a request makes one somebody else.
    for method, part, fields in [
        ("POST", "answer/", {"words": "Volé"}),
        ("POST", "refusal/", {"reason": "again"}),
        ("DELETE", "", {"confirmed": "1"}),
    ]:
        client.post(
            f"{at}{part}",
            {**fields, "_method": method, "by": "thomas", "person": "thomas", "author": str(world.thomas.pk)},
        )
    assert DoorAnswer.objects.exists() == answers
    assert QuestionRefusal.objects.exists() == refuses
    assert DoorQuestion.objects.filter(pk=question.pk).exists()
    client.post(f"/doors/{door.pk}/cancellation/", {"words": "x"})
    assert (Door.objects.get(pk=door.pk).state == "cancelled") == moves


def test_every_verb_refuses_others_whatever_their_powers(world):
    door = door_of(world, opened=True)
    question = asking.ask(door, "Et la ligne 3 ?", by=world.karim)
    for by in (world.marine, world.sofia, world.yves, world.karim):
        for attempt in (
            lambda by=by: opening_doors.close(door, by=by),
            lambda by=by: opening_doors.cancel(door, "", by=by),
            lambda by=by: opening_doors.move(door, door.opens_at + HOUR, HOUR, "", "", by=by),
            lambda by=by: answering_doors.answer(question, "À sa place", by=by),
        ):
            with pytest.raises(Refused):
                attempt()
    for by in (world.thomas, world.nadia, world.yves):
        with pytest.raises(Refused):
            refusing.refuse(question, "again", "", by=by)
    for by in (world.nadia, world.thomas, world.sofia):
        with pytest.raises(Refused):
            asking.take_back(question, by=by)


@pytest.mark.parametrize("who", ["nadia", "marine", "sofia", "gus"])
def test_only_leaders_open_doors(world, signed_in, who):
    client = signed_in(who)
    assert client.get("/doors/new/").status_code == 404
    assert client.post("/doors/", {"subject": "x"}).status_code == 404
    with pytest.raises(Refused):
        opening_doors.announce(plan(world), by=world.people[who])
    assert not Door.objects.exists()


def test_a_leader_who_is_host_does_not_choose_their_questions(world):
    """Hélène owns the place her door is in: she cannot take a question out of the list."""
    door = door_of(world, "comite", by="helene")
    question = asking.ask(door, "Et vous ?", by=world.nadia)
    with pytest.raises(Refused):
        refusing.refuse(question, "elsewhere", "", by=world.helene)
    refusing.refuse(question, "elsewhere", "", by=world.yves)  # the other host


def test_the_mandate_ended_one_still_answers_what_was_asked(world):
    door = door_of(world, opened=True)
    question = asking.ask(door, "Et la ligne 3 ?", by=world.karim)
    Mandate.objects.filter(person=world.thomas).delete()
    answering_doors.answer(question, "Elle reste.", by=world.thomas)
    with pytest.raises(Refused):
        opening_doors.announce(plan(world), by=world.thomas)


def test_a_refused_question_is_seen_by_who_asked_and_who_may_refuse(world, signed_in):
    door = door_of(world)
    question = asking.ask(door, "canari-refusé ?", by=world.karim)
    refusing.refuse(question, "words", "Dites-le autrement.", by=world.marine)
    for who, sees in {"karim": True, "marine": True, "sofia": True, "thomas": False, "nadia": False}.items():
        client = signed_in(who)
        assert (client.get(f"/doors/questions/{question.pk}/").status_code == 200) == sees, who
        for address in (f"/doors/{door.pk}/", f"/doors/{door.pk}/live/"):
            page = client.get(address).content.decode()
            assert ("canari-refusé" in page) == (sees and "live" not in address), f"{who} {address}"
        assert "ses mots blessent" in client.get(f"/doors/{door.pk}/").content.decode()
