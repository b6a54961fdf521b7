"""Accompagnement: a communicator's own notebook, read by nobody else; figures only of those who opened themselves; notes that go."""

from __future__ import annotations

import datetime as dt

import pytest
from django.db import IntegrityError, connection, transaction
from django.test.utils import CaptureQueriesContext

from parvis.kernel import clock
from parvis.kernel.refusals import Refused
from parvis.leadership.accompanying import end, open_oneself
from parvis.leadership.models import CompanionLink, NotebookPage, Visit
from parvis.leadership.roster import Wanted, chosen, columns_of, roster_of
from parvis.leadership.visiting import Noted, Sheet, forget_notes, note, place, visit
from parvis.people.mandating import give_mandate
from parvis.people.models import Appointment, Person
from parvis.posts.commenting import comment_on
from parvis.posts.publishing import Sheet as PostSheet
from parvis.posts.publishing import publish_new

SECRET = "canari: parle mieux debout"


@pytest.fixture
def noted(world):
    """Marine has visited Yves."""
    return visit(
        world.yves,
        Sheet(saw="Le quai", notes=SECRET),
        Noted("met", "canari: pas le temps", "Saluer", 1),
        by=world.marine,
    )


# who · the roster · the page of Yves · whether they read Marine's notes
TABLE = [
    ("marine", 200, 200, True), ("thomas", 200, 200, False), ("yves", 404, 404, False), ("helene", 404, 404, False), ("sofia", 404, 404, False),
    ("karim", 404, 404, False), ("cleo", 404, 404, False), ("gus", 404, 404, False),
]  # fmt: skip


@pytest.mark.parametrize(("who", "roster", "page", "reads"), TABLE)
def test_who_reads_the_notebook(world, noted, signed_in, who, roster, page, reads):
    """Thomas is another communicator: he keeps his own, and finds nothing of Marine's; the leader has no address for it."""
    Appointment.objects.create(person=world.thomas, power="communicator", at=clock.now())
    client = signed_in(who)
    found = [
        client.get(address) for address in ("/accompaniment/", "/accompaniment/?view=board", "/accompaniment/yves/")
    ]
    assert [response.status_code for response in found] == [roster, roster, page]
    assert any("canari" in response.content.decode() for response in found) is reads
    fields = {"saw": "x", "stage": "regular", "_method": "POST"}
    if who not in ("marine", "thomas"):
        assert client.post("/accompaniment/yves/visits/", fields).status_code == 404
        assert client.post("/accompaniment/yves/", {"_method": "PUT", "stage": "regular"}).status_code == 404
        assert client.get("/accompaniment/yves/visit.ics").status_code == 404
    if who == "thomas":
        assert (
            client.post(f"/accompaniment/yves/visits/{noted.pk}/", {"_method": "DELETE", "confirmed": "1"}).status_code
            == 404
        )
    assert Visit.objects.filter(pk=noted.pk).exists()
    assert NotebookPage.objects.get(by=world.marine).stage == "met"


def test_only_communicators_write_in_it_and_only_of_leaders(world):
    for by, leader in ((world.sofia, world.yves), (world.helene, world.yves), (world.marine, world.karim)):
        with pytest.raises(Refused):
            note(leader, Noted("met"), by=by)
    with pytest.raises(IntegrityError), transaction.atomic():
        NotebookPage.objects.create(by=world.marine, leader=world.marine, at=clock.now())
    with pytest.raises(IntegrityError), transaction.atomic():
        NotebookPage.objects.create(by=world.marine, leader=world.yves, stage="praised", at=clock.now())


def test_a_visit_sent_twice_is_one_and_an_empty_one_is_refused(world):
    first = visit(world.yves, Sheet(saw="a"), Noted("met"), by=world.marine, key="clé")
    assert visit(world.yves, Sheet(saw="a"), Noted("met"), by=world.marine, key="clé") == first
    with pytest.raises(Refused):
        visit(world.yves, Sheet(), Noted("met"), by=world.marine)


def test_moving_on_the_board_keeps_the_rest_of_the_page(world, noted):
    place(world.yves, "agreed", by=world.marine)
    page = NotebookPage.objects.get(by=world.marine, leader=world.yves)
    assert (page.stage, page.holds_back, page.next_minutes) == ("agreed", "canari: pas le temps", 1)


def test_figures_only_of_those_who_opened_themselves(world):
    open_oneself(world.marine, by=world.helene)
    post = publish_new(PostSheet(body="4,2 %, c’est grave ?"), by=world.helene)
    comment_on(post, "Mon premier mot.", by=world.karim)
    comment_on(post, "Bienvenue", by=world.helene)
    other = publish_new(PostSheet(body="Vu"), by=world.yves)
    comment_on(other, "Moi aussi, premier.", by=world.paul)
    entries = {entry.person.handle: entry for entry in roster_of(world.marine)}
    assert (entries["helene"].voices, entries["helene"].answers) == (0, 1)  # a first voice alone is not told
    assert (entries["yves"].voices, entries["yves"].answers) == (None, None)
    end(CompanionLink.objects.get(), by=world.helene)
    assert {entry.voices for entry in roster_of(world.marine)} == {None}


def test_nobody_is_ranked(world):
    """By name, whatever the figures; and no address sorts otherwise."""
    assert [entry.person.handle for entry in roster_of(world.marine)] == ["helene", "thomas", "yves"]
    assert set(Wanted.of({"sort": "voices", "order": "-answers"}).__dict__) == {"q", "column", "due", "view"}


def test_what_is_asked_of_the_roster(world, noted):
    entries = roster_of(world.marine)
    assert [e.person.handle for e in chosen(entries, Wanted(q="thomas roux"))] == ["thomas"]
    assert [e.person.handle for e in chosen(entries, Wanted(column="met"))] == ["yves"]
    assert [(name, len(found)) for name, _words, found in columns_of(entries)][:2] == [("to-meet", 2), ("met", 1)]
    note(world.helene, Noted("regular", next_at=clock.now() + dt.timedelta(days=2)), by=world.marine)
    note(world.thomas, Noted("regular"), by=world.marine)
    due = chosen(roster_of(world.marine), Wanted(due=True))
    assert [e.person.handle for e in due] == ["helene"]  # Yves was met today, Thomas speaks by himself


GONE = {  # days since the visit, days since the link ended (None: it lives; "never": there was none): still there?
    (10, "never"): True, (89, "never"): True, (91, "never"): False, (200, None): True, (200, 89): True, (200, 91): False,
}  # fmt: skip


@pytest.mark.parametrize(("case", "stays"), GONE.items())
def test_notes_go_ninety_days_after_the_link(world, noted, case, stays):
    since, ended = case
    now = clock.now()
    Visit.objects.update(at=now - dt.timedelta(days=since))
    NotebookPage.objects.update(at=now - dt.timedelta(days=since))
    if ended != "never":
        link = open_oneself(world.marine, by=world.yves)
        if ended is not None:
            ago = now - dt.timedelta(days=ended)
            CompanionLink.objects.filter(pk=link.pk).update(at=ago - dt.timedelta(weeks=12), until=ago)
    forget_notes()
    assert Visit.objects.exists() is stays
    assert NotebookPage.objects.exists() is stays


def test_the_sheet_keeps_what_was_typed_when_it_is_refused(world, signed_in):
    client = signed_in("marine")
    response = client.post(
        "/accompaniment/yves/visits/", {"saw": "Le quai à six heures", "stage": "nowhere", "next_at": "demain"}
    )
    assert response.status_code == 422
    page = response.content.decode()
    assert "Le quai à six heures" in page
    assert "demain" in page


def test_the_next_visit_goes_into_the_calendar(world, signed_in):
    client = signed_in("marine")
    assert client.get("/accompaniment/yves/visit.ics").status_code == 404
    fields = {
        "saw": "Vu",
        "stage": "met",
        "next_at": (clock.now() + dt.timedelta(days=2)).strftime("%Y-%m-%dT09:00"),
        "next_step": "Saluer, une minute",
    }
    assert client.post("/accompaniment/yves/visits/", fields).status_code == 303
    text = client.get("/accompaniment/yves/visit.ics").content.decode()
    assert "DURATION:PT20M" in text
    assert "Saluer\\, une minute" in text
    assert SECRET not in text


def test_the_roster_costs_the_same_with_three_and_with_thirty(world, signed_in):
    client = signed_in("marine")
    open_oneself(world.marine, by=world.yves)

    def cost() -> int:
        with CaptureQueriesContext(connection) as found:
            assert client.get("/accompaniment/").status_code == 200
        return len(found)

    client.get("/accompaniment/")
    few = cost()
    for number in range(27):
        person = Person.objects.create(handle=f"chef-{number}", name=f"Chef {number}", unit=world.yves.unit)
        give_mandate(person, "Comité", by=world.marine)
        visit(person, Sheet(saw="x"), Noted("met"), by=world.marine)
        open_oneself(world.marine, by=person)
    assert cost() <= few
