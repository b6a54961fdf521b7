"""What strangers may try at the door: guessing, too often, with another host, too late. A clear sentence, nothing betrayed."""

from __future__ import annotations

import datetime as dt
import re

import pytest
from django.conf import settings
from django.core import mail
from django.core.management import call_command
from django.test import Client

from parvis.identity.admitting import invite, new_person
from parvis.identity.models import Account
from parvis.kernel import clock
from parvis.people.models import Person
from tests.bad_input.door import RIGHT, attempt, said_wrong
from tests.walking import Walker


def test_an_account_is_not_guessed_one_password_after_the_other(world):
    for _turn in range(5):
        assert "Trop de tentatives" not in attempt("nadia@lanterne.example", "au hasard").words
    refused = attempt("nadia@lanterne.example", RIGHT)
    assert "Trop de tentatives" in refused.words
    assert refused.value("login") == "nadia@lanterne.example"
    assert attempt("karim@lanterne.example", RIGHT).at == "/"  # one account held back does not hold back a colleague


def test_another_address_in_a_header_does_not_start_the_count_again(world):
    client = Client()
    for turn in range(5):
        client.post(
            "/sign-in/",
            {"login": "nadia@lanterne.example", "password": "x"},
            headers={"x-forwarded-for": f"10.0.0.{turn}"},
        )
    page = client.post(
        "/sign-in/", {"login": "nadia@lanterne.example", "password": RIGHT}, headers={"x-forwarded-for": "10.9.9.9"}
    )
    assert page.status_code == 200
    assert client.get("/").status_code == 302


def test_asking_for_a_new_password_too_often_is_said(world):
    for _turn in range(5):
        Walker().go("/password/reset/").press("M’envoyer un lien", email="nadia@lanterne.example")
    refused = Walker().go("/password/reset/").press("M’envoyer un lien", email="nadia@lanterne.example", expect=429)
    assert "Trop d’essais" in refused.words
    assert "Réessayez dans cinq minutes" in refused.words


def test_no_answer_says_whether_an_address_is_known(world):
    known, unknown = attempt("nadia@lanterne.example", "au hasard"), attempt("personne@lanterne.example", "au hasard")
    assert said_wrong(known) == said_wrong(unknown) != ""
    asked = [
        Walker().go("/password/reset/").press("M’envoyer un lien", email=f"{who}@lanterne.example")
        for who in ("nadia", "personne")
    ]
    assert asked[0].at == asked[1].at
    assert asked[0].words == asked[1].words


@pytest.mark.django_db(transaction=True)
def test_only_an_account_that_lives_gets_a_link_and_it_leads_here(world):
    for who in ("nadia", "personne", "hana"):
        answer = Client().post(
            "/password/reset/", {"email": f"{who}@lanterne.example"}, headers={"x-forwarded-host": "evil.example"}
        )
        assert answer.status_code == 302
    assert mail.outbox == []  # nothing leaves while one waits for the answer
    call_command("work", until_empty=True)
    [sent] = mail.outbox
    assert sent.to == ["nadia@lanterne.example"]
    [link] = re.findall(r"https?://\S+", sent.body)
    assert link.startswith(f"{settings.PARVIS.address}/password/reset/key/")
    there = Walker().go(link.removeprefix(settings.PARVIS.address))
    there.press("Enregistrer", password1="une phrase bien longue", password2="une phrase bien longue")
    again = Walker().go(link.removeprefix(settings.PARVIS.address))
    assert "Ce lien ne fonctionne plus" in again.words


@pytest.mark.parametrize("host", ["evil.example", "localhost@evil.example", "evil.example:80:80", "a" * 400, "<b>"])
def test_another_host_is_refused_without_being_repeated(world, host):
    for address in ("/sign-in/", "/password/reset/", "/"):
        for answer in (
            Client().get(address, HTTP_HOST=host),
            Client().post(address, {"email": "nadia@lanterne.example"}, HTTP_HOST=host),
        ):
            assert answer.status_code == 400
            assert "Parvis" in answer.content.decode()
            assert host not in answer.content.decode()


def test_an_invitation_opens_once_in_time_and_unless_revoked(world, monkeypatch):
    def invited(name: str) -> tuple[Person, str]:
        person = new_person(name, f"{name.lower()}@lanterne.example")
        return person, f"/invitation/{invite(person, by=world.sofia)}/"

    _ada, address = invited("Ada")
    Walker().go(address).press("", "/invitation/", password="une phrase bien longue")
    assert Account.objects.filter(email="ada@lanterne.example").exists()
    gone = Walker().go(address, expect=404).words
    person, first = invited("Bela")
    second = f"/invitation/{invite(person, by=world.sofia)}/"
    assert Walker().go(first, expect=404).words == gone  # replaced by the one sent again
    Walker().go(second)
    Walker().sign_in("sofia").go("/admin/invitations/").press("Révoquer").press("Révoquer")
    assert Walker().go(second, expect=404).words == gone
    _carl, third = invited("Carl")
    page = Walker().go(third)
    monkeypatch.setattr(clock, "now", lambda: dt.datetime.now(dt.UTC) + dt.timedelta(days=15))
    assert page.press("", "/invitation/", password="une phrase bien longue", expect=404).words == gone
    assert not Account.objects.filter(email__in=["bela@lanterne.example", "carl@lanterne.example"]).exists()
    assert Walker().go("/invitation/inventée/", expect=404).words == gone


def test_a_departure_closes_what_is_open_at_once(world, walk):
    karim, sofia = walk("karim"), walk("sofia")
    assert karim.go("/").at == "/"
    sofia.go("/admin/people/karim/departure/").press("a quitté" if "a quitté" in sofia.words else "Karim")
    assert karim.go("/").at.startswith("/sign-in/")
    refused = attempt("karim@lanterne.example", RIGHT)
    assert refused.go("/").at.startswith("/sign-in/")
