"""A reader never shows. “J'ai lu” is said by who wants to, of a post that asks for it, to who asked."""

from __future__ import annotations

import datetime as dt
import re
from pathlib import Path

import pytest

from parvis.chronicle.models import Entry
from parvis.kernel import clock
from parvis.kernel.refusals import Refused
from parvis.people.models import Appointment
from parvis.posts.confirming import ask, confirm, confirmations, erase_old_confirmations
from parvis.posts.models import MustRead, Post, ReadConfirmation
from parvis.posts.publishing import Sheet, publish_new
from tests.walking import Walker

ROOT = Path(__file__).resolve().parents[3]
EVERYBODY = ("karim", "sofia", "helene", "cleo", "nadia")


@pytest.fixture
def notice(world):
    return publish_new(Sheet(body="Les consignes changent lundi.", community=world.place("la-place")), by=world.helene)


def test_a_communicator_asks_a_reader_confirms_and_only_the_asker_sees_who(world, notice, signed_in):
    marine = Walker().sign_in("marine").go(f"/posts/{notice.pk}/").follow("Demander de la lire")
    assert marine.press("Le demander aux lecteurs", days="3").at == f"/posts/{notice.pk}/must-read/"
    assert "Personne ne l’a encore dit" in marine.words
    karim = Walker().sign_in("karim")
    assert "À lire avant le" in karim.go("/").words
    karim.go(f"/posts/{notice.pk}/").press("J’ai lu")
    assert "Vous avez dit que vous l’avez lue" in karim.words
    page = marine.go(f"/posts/{notice.pk}/must-read/").words
    assert "1 personne l’a dit" in page
    assert "Karim" in page
    for handle in EVERYBODY:  # the author and the administrator too
        client = signed_in(handle)
        for address in (
            f"/posts/{notice.pk}/must-read/",
            f"/posts/{notice.pk}/",
            "/",
            f"/posts/{notice.pk}/reactions/",
        ):
            for accept in ("text/html", "application/json"):
                text = client.get(address, headers={"accept": accept}).content.decode()
                assert "personne l’a dit" not in text, (handle, address)
                assert "confirmations" not in text, (handle, address)
                if handle != "karim":
                    assert world.karim.name not in text, (handle, address)
    assert not Entry.objects.filter(by=world.karim).exists()  # the record knows of the demand, not of who said so
    karim.go(f"/posts/{notice.pk}/").press("Ne plus le dire")
    assert not ReadConfirmation.objects.exists()


def test_opening_is_not_saying(world, notice, signed_in):
    ask(notice, by=world.marine, days=1)
    signed_in("karim").get(f"/posts/{notice.pk}/")
    assert not ReadConfirmation.objects.exists()
    assert confirmations(MustRead.objects.get(), world.marine) == []


def test_another_communicator_does_not_see_who_said_so(world, notice):
    Appointment.objects.create(person=world.paul, power="communicator", at=clock.now())
    asked = ask(notice, by=world.marine, days=2)
    confirm(notice, by=world.karim)
    assert [row.person for row in confirmations(asked, world.marine)] == [world.karim]
    assert confirmations(asked, world.paul) == []


@pytest.mark.parametrize("days", [0, 8, -1])
def test_one_to_seven_days(world, notice, signed_in, days):
    with pytest.raises(Refused):
        ask(notice, by=world.marine, days=days)
    assert signed_in("marine").post(f"/posts/{notice.pk}/must-read/", {"days": str(days)}).status_code == 422
    assert ask(notice, by=world.marine, days=7).until - clock.now() <= dt.timedelta(days=7)


@pytest.mark.parametrize("handle", ["karim", "sofia", "helene"])
def test_who_is_no_communicator_asks_nothing(world, notice, signed_in, handle):
    client = signed_in(handle)
    assert client.get(f"/posts/{notice.pk}/must-read/").status_code == 404
    assert client.post(f"/posts/{notice.pk}/must-read/", {"days": "3"}).status_code == 404
    assert "Demander de la lire" not in client.get(f"/posts/{notice.pk}/").content.decode()
    assert not MustRead.objects.exists()


def test_time_passes_and_nothing_is_asked_nor_kept(world, notice, signed_in, monkeypatch):
    ask(notice, by=world.marine, days=1)
    confirm(notice, by=world.karim)
    later = clock.now() + dt.timedelta(days=2)
    monkeypatch.setattr(clock, "now", lambda: later)
    assert "À lire avant" not in signed_in("nadia").get(f"/posts/{notice.pk}/").content.decode()
    client = signed_in("nadia")
    response = client.post(f"/posts/{notice.pk}/read-confirmation/")
    assert "Personne ne le demande plus" in client.get(response["Location"]).content.decode()
    assert ReadConfirmation.objects.count() == 1
    much_later = clock.now() + dt.timedelta(days=31)
    monkeypatch.setattr(clock, "now", lambda: much_later)
    erase_old_confirmations()
    assert not MustRead.objects.exists()
    assert not ReadConfirmation.objects.exists()


def test_asking_no_longer_is_asked_about_and_erases(world, notice, signed_in):
    ask(notice, by=world.marine, days=5)
    confirm(notice, by=world.karim)
    address = f"/posts/{notice.pk}/must-read/"
    assert signed_in("karim").post(address, {"_method": "DELETE", "confirmed": "1"}).status_code == 404
    client = signed_in("marine")
    assert 'name="confirmed"' in client.post(address, {"_method": "DELETE"}).content.decode()
    assert MustRead.objects.exists()
    client.post(address, {"_method": "DELETE", "confirmed": "1"})
    assert not ReadConfirmation.objects.exists()
    assert Post.objects.get(pk=notice.pk).must_read_until is None


def test_no_word_of_ours_says_who_has_seen():
    """No page tells who opened what: what a person opened is in `feed.ReadMark`, which only their own pages may read."""
    for path in (ROOT / "parvis").rglob("*.html"):
        assert not re.search(r"seen by (?!you alone)|vu par", path.read_text(), re.IGNORECASE), path
    for path in (ROOT / "parvis").rglob("*.py"):
        text = path.read_text()
        if "ReadMark" in text and not {"tests", "migrations"} & set(path.parts):
            assert path.parent.name in ("feed", "models") or path.name == "privacy.py", (
                f"{path} reads who opened what: reading is known to the reader alone"
            )
