"""Who sees a rehearsal, as a truth table: every viewer of the cast × every moment of a seat, through every door."""

from __future__ import annotations

import pytest

from parvis.rehearsal import practising, remarking
from parvis.rehearsal.inviting import close_to, leave
from parvis.rehearsal.models import Rehearsal, Seat
from parvis.rehearsal.taking import take_out
from tests.routes import every_route

EVERYBODY = ["nadia", "karim", "cleo", "helene", "thomas", "yves", "marine", "paul", "sofia", "gus"]
# karim has three days, cleo seven (conftest.py)
READERS = {
    "at once": {"nadia", "karim", "cleo"},
    "after four days": {"nadia", "cleo"},
    "after eight days": {"nadia"},
    "revoked": {"nadia", "cleo"},
    "left": {"nadia", "karim"},
    "taken out": {"nadia", "karim", "cleo"},
}


@pytest.fixture(params=sorted(READERS))
def moment(request, opened, world, later):
    name = request.param
    if name.startswith("after"):
        later(days=4 if "four" in name else 8)
    elif name == "revoked":
        close_to(Seat.objects.get(person=world.karim), by=world.nadia)
    elif name == "left":
        leave(opened, by=world.cleo)
    elif name == "taken out":
        take_out(opened, by=world.nadia)
    return name


@pytest.mark.parametrize("viewer", EVERYBODY)
def test_who_sees_it(moment, opened, world, signed_in, viewer):
    may = viewer in READERS[moment]
    assert Rehearsal.objects.visible_to(world.people[viewer]).filter(pk=opened.pk).exists() is may
    client = signed_in(viewer)
    page = client.get(f"/rehearsals/{opened.pk}/")
    assert page.status_code == (200 if may else 404)
    for address in ("/rehearsals/", "/rehearsals/opened/"):
        listed = "On rappelle le jour même" in client.get(address).content.decode()
        assert listed is (may and (viewer != "nadia" or address == "/rehearsals/")), address
    for door in ("edit/", "aloud/"):
        assert client.get(f"/rehearsals/{opened.pk}/{door}").status_code == (200 if viewer == "nadia" else 404), door


def doors(pk: int, remark: int, question: int) -> list[tuple[str, str]]:
    """Every route of a rehearsal that changes something, by method."""
    values = {"rehearsal_id": [pk], "remark_id": [remark], "question_id": [question], "handle": ["karim"]}
    return [
        (method, address)
        for route in every_route()
        if route.address.startswith("rehearsals/<")
        for address in route.with_values(values)
        for method in route.methods
        if method != "GET"
    ]


EVERYTHING = {
    "body": "MOT CHANGÉ", "words": "un mot", "version": "1", "save": "draft", "kind": "note", "place": "la-place", "sign": "clear",
    "understood": "yes", "handle": "paul", "days": "3", "confirmed": "1",
}  # fmt: skip


def everything_of(opened: Rehearsal) -> tuple[object, ...]:
    row = Rehearsal.objects.get(pk=opened.pk)
    seats = sorted(row.seats.values_list("person__handle", "until"))
    return row.body, row.hand_id, row.version, row.taken_at, seats


@pytest.mark.parametrize("viewer", ["cleo", "marine", "sofia", "paul", None], ids=str)
def test_no_route_lets_another_change_a_word_publish_or_invite(opened, world, signed_in, client, viewer):
    """Cléo is invited; the others, with whatever power, are not."""
    remark = remarking.remark(opened, "de karim", by=world.karim)
    question = practising.ask(opened, "de karim aussi", by=world.karim)
    before = everything_of(opened)
    found = doors(opened.pk, remark.pk, question.pk)
    assert len(found) > 14
    browser = signed_in(viewer) if viewer else client
    for method, address in found:
        response = browser.post(address, {**EVERYTHING, "_method": method})
        if viewer != "cleo":
            assert response.status_code == (302 if viewer is None else 404) or "sign-in" in response.content.decode(), (
                address
            )
        after = everything_of(opened)
        if viewer == "cleo" and method == "DELETE" and address.endswith("/seat/"):
            assert after[:4] == before[:4]  # leaving is one's own
            before = after
            continue
        assert after == before, f"{viewer} changed something by {method} {address}"
    assert not world.nadia.posts.exists()
    remark.refresh_from_db()
    question.refresh_from_db()
    assert not hasattr(question, "answer")


def test_colleagues_do_not_read_each_other(opened, world, signed_in):
    row = remarking.remark(opened, "canari-de-karim", by=world.karim)
    remarking.reply(row, "canari-pour-karim", by=world.nadia)
    remarking.echo(opened, "no", "canari-echo", by=world.karim)
    practising.answer(practising.ask(opened, "canari-question", by=world.karim), "canari-réponse", by=world.nadia)
    other = signed_in("cleo")
    page = other.get(f"/rehearsals/{opened.pk}/").content.decode()
    assert "canari" not in page
    assert "Karim" not in page
    own = signed_in("karim").get(f"/rehearsals/{opened.pk}/").content.decode()
    for word in ("canari-de-karim", "canari-pour-karim", "canari-question", "canari-réponse", "canari-echo"):
        assert word in own
    assert other.post(f"/rehearsals/{opened.pk}/remarks/{row.pk}/replies/", {"words": "x"}).status_code == 404


def test_there_is_no_address_for_the_steps_of_another():
    routes = [route.address for route in every_route() if "steps" in route.address]
    assert len(routes) == 3
    assert not any("<" in address for address in routes)
