"""What an administrator can do to people, through the pages; and what nobody can."""

from __future__ import annotations

import datetime as dt

import pytest
from django.core import mail
from django.core.cache import cache
from django.core.management import call_command
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django_tasks_db.models import DBTaskResult

from parvis.chronicle.models import Entry
from parvis.communities.models import Membership
from parvis.identity import checking
from parvis.identity.models import Account, AccountInvitation
from parvis.kernel import clock, heartbeat
from parvis.kernel.jobs import job
from parvis.people.models import Appointment, Departure, Mandate, Person
from parvis.people.profiling import searchable

ADDRESSES = [
    "/admin/", "/admin/people/", "/admin/people/nadia/", "/admin/people/nadia/departure/", "/admin/invitations/", "/admin/appointments/",
    "/admin/leaders/", "/admin/leaders/several/", "/admin/jobs/", "/admin/health/", "/admin/people/import/",
]  # fmt: skip


@pytest.fixture
def sofia(signed_in, world):
    for person in world.people.values():
        Person.objects.filter(pk=person.pk).update(search_text=searchable(person, []))
    return signed_in("sofia")


def said(browser, address: str) -> str:
    return browser.get(address).content.decode()


@pytest.mark.parametrize("address", ADDRESSES)
def test_pages_are_for_administrators(sofia, signed_in, address):
    assert sofia.get(address).status_code == 200
    for handle in ("nadia", "marine", "gus"):
        expected = 200 if handle == "marine" and address.startswith("/admin/leaders/") else 404
        assert signed_in(handle).get(address).status_code == expected


def test_facts_are_edited_and_words_are_not(sofia, world):
    Person.objects.filter(handle="nadia").update(line="Ma phrase")
    facts = {
        "_method": "PUT",
        "name": "Nadia Belkacem",
        "job": "Experte",
        "site": "Lyon",
        "unit": "",
        "manager": "Marine Lebrun",
        "line": "Autre",
    }
    assert sofia.post("/admin/people/nadia/", facts).status_code == 303
    nadia = Person.objects.get(handle="nadia")
    assert (nadia.job, nadia.site, nadia.unit, nadia.manager, nadia.line) == (
        "Experte",
        "Lyon",
        None,
        world.marine,
        "Ma phrase",
    )
    assert Entry.objects.filter(kind="person.placed", by=world.sofia, subject_id=nadia.pk).exists()


@pytest.mark.parametrize("manager", ["nadia", "karim", "personne", "yves@lanterne.example "])
def test_a_wrong_manager_is_refused_and_nothing_typed_is_lost(sofia, world, manager):
    Person.objects.filter(handle="karim").update(manager=world.nadia, chain=f"{world.nadia.chain}{world.karim.pk}/")
    facts = {"_method": "PUT", "name": "Nadia B", "job": "Poste tapé", "site": "", "unit": "", "manager": manager}
    response = sofia.post("/admin/people/nadia/", facts)
    if manager.startswith("yves"):
        assert response.status_code == 303
        return
    assert response.status_code == 422
    assert "Poste tapé" in response.content.decode()
    assert Person.objects.get(handle="nadia").job == "Chargée de clientèle"


def test_invitations_are_listed_sent_again_and_revoked(sofia, world, client, django_capture_on_commit_callbacks):
    sofia.post("/admin/people/", {"name": "Nouvelle Venue", "email": "nv@lanterne.example"})
    assert "nv@lanterne.example" in said(sofia, "/admin/invitations/")
    first = AccountInvitation.objects.get().secret_hash
    sofia.post("/admin/people/nouvelle-venue/invitation/", {"next": "/admin/invitations/"})
    assert AccountInvitation.objects.get().secret_hash != first
    sofia.post("/admin/people/nouvelle-venue/invitation/", {"_method": "DELETE", "confirmed": "1"})
    assert not AccountInvitation.objects.exists()
    assert Entry.objects.filter(kind="account.invitation_revoked").count() == 1
    said(sofia, "/")  # what was done is said once
    assert "nv@lanterne.example" not in said(sofia, "/admin/invitations/")


def test_whoever_has_an_account_is_not_invited(sofia):
    sofia.post("/admin/people/nadia/invitation/")
    assert not AccountInvitation.objects.exists()


def test_leaders_are_named_and_it_is_recorded(signed_in, sofia, world):
    marine = signed_in("marine")
    assert "/admin/leaders/" in said(marine, "/")
    marine.post("/admin/leaders/", {"person": "Cléo Aubin", "title": "Comité élargi"})
    mandate = Mandate.objects.get(person=world.cleo)
    assert (mandate.title, mandate.by) == ("Comité élargi", world.marine)
    page = said(sofia, "/admin/leaders/")
    assert "Comité élargi" in page
    assert "Marine Lebrun" in page
    marine.post("/admin/leaders/", {"_method": "DELETE", "confirmed": "1", "person": "cleo"})
    assert not Mandate.objects.filter(person=world.cleo).exists()
    assert list(Entry.objects.filter(subject_id=world.cleo.pk).values_list("kind", flat=True)) == [
        "mandate.given",
        "mandate.ended",
    ]
    assert signed_in("nadia").post("/admin/leaders/", {"person": "nadia", "title": "x"}).status_code == 404


@pytest.mark.parametrize("person", ["", "personne", "gus", "hana"])
def test_nobody_unknown_gone_or_guest_is_a_leader(sofia, person):
    before = Mandate.objects.count()
    response = sofia.post("/admin/leaders/", {"person": person, "title": "Un titre tapé"})
    assert response.status_code == 422
    assert "Un titre tapé" in response.content.decode()
    assert Mandate.objects.count() == before


def test_powers_are_given_and_taken(sofia, world):
    sofia.post("/admin/appointments/", {"person": "nadia@lanterne.example", "power": "moderator"})
    assert Appointment.objects.get(person=world.nadia).by == world.sofia
    sofia.post("/admin/appointments/", {"_method": "DELETE", "confirmed": "1", "person": "nadia", "power": "moderator"})
    assert not Appointment.objects.filter(person=world.nadia).exists()
    assert Entry.objects.filter(kind__startswith="power.", subject_id=world.nadia.pk).count() == 2


@pytest.mark.parametrize("how", ["dismiss", "depart"])
def test_the_last_administrator_cannot_be_removed(sofia, world, how):
    if how == "dismiss":
        response = sofia.post(
            "/admin/appointments/",
            {"_method": "DELETE", "confirmed": "1", "person": "sofia", "power": "administrator"},
            follow=True,
        )
    else:
        response = sofia.post("/admin/people/sofia/departure/")
    assert "nommez d’abord" in response.content.decode()
    assert Appointment.objects.filter(person=world.sofia, power="administrator").exists()
    assert not Departure.objects.filter(person=world.sofia).exists()
    sofia.post("/admin/appointments/", {"person": "nadia", "power": "administrator"})
    sofia.post(
        "/admin/appointments/", {"_method": "DELETE", "confirmed": "1", "person": "sofia", "power": "administrator"}
    )
    assert not Appointment.objects.filter(person=world.sofia, power="administrator").exists()


def test_a_departure_is_said_in_words_then_done_and_undone(sofia, world, signed_in):
    cleo = signed_in("cleo")
    page = said(sofia, "/admin/people/cleo/departure/")
    for words in ("Ce qui se passe", "Relation client", "30 jours"):
        assert words in page
    assert "Aurore" not in page, "an administrator does not learn of a secret community"
    sofia.post("/admin/people/cleo/departure/")
    assert cleo.get("/").status_code == 302, "signed out everywhere"
    assert not Account.objects.get(person=world.cleo).is_active
    assert Membership.objects.get(community=world.place("relation-client"), person=world.nadia).role == "owner"
    waiting = DBTaskResult.objects.get(args_kwargs__args__0="parvis.people.erasing.erase_after_departure")
    assert (waiting.run_after - Departure.objects.get(person=world.cleo).at).days == 30
    sofia.post("/admin/people/cleo/departure/", {"_method": "DELETE"})
    assert Account.objects.get(person=world.cleo).is_active


def test_erasing_now_asks_for_the_whole_name(sofia, world):
    sofia.post("/admin/people/hana/erasure/", {"name": "Hana"})
    assert Person.objects.get(pk=world.hana.pk).name == "Hana Weber"
    sofia.post("/admin/people/hana/erasure/", {"name": "hana weber"})
    assert Person.objects.get(pk=world.hana.pk).name == "Ancien·ne collègue"
    response = sofia.post("/admin/people/nadia/erasure/", {"name": "Nadia Belkacem"})
    assert response.status_code == 409
    assert Person.objects.get(pk=world.nadia.pk).name == "Nadia Belkacem"


@job(attempts=1)
def always_fails() -> None:
    raise RuntimeError("comme prévu")


@pytest.mark.django_db(transaction=True)
def test_dead_letters_are_tried_again_one_and_all(sofia):
    for _n in range(3):
        always_fails.later()
    call_command("work", until_empty=True)
    assert DBTaskResult.objects.failed().count() == 3
    assert "comme prévu" in said(sofia, "/admin/jobs/")
    one = DBTaskResult.objects.failed().first()
    sofia.post("/admin/jobs/", {"id": str(one.pk)})
    assert (DBTaskResult.objects.failed().count(), DBTaskResult.objects.ready().count()) == (2, 1)
    sofia.post("/admin/jobs/")
    assert (DBTaskResult.objects.failed().count(), DBTaskResult.objects.ready().count()) == (0, 3)


def test_health_hears_the_worker(sofia):
    cache.clear()
    assert "Aucun ouvrier" in said(sofia, "/admin/health/")
    heartbeat.workers.beat(force=True)
    page = said(sofia, "/admin/health/")
    assert "Aucun ouvrier" not in page
    for words in ("SQLite" if connection.vendor == "sqlite" else "PostgreSQL", "Django", "Python", "Aucune sauvegarde"):
        assert words in page


def test_health_hears_the_server_of_live_news(sofia, settings):
    cache.clear()
    assert "Nouvelles en direct" not in said(sofia, "/admin/health/"), "none is wanted"
    settings.PARVIS = settings.PARVIS.model_copy(update={"live": "/live/"})
    assert "Aucun serveur de nouvelles en direct" in said(sofia, "/admin/health/")
    heartbeat.listeners.beat(2, force=True)
    page = said(sofia, "/admin/health/")
    assert "2 pages à l’écoute" in page
    assert "Rien n’a été remis ces sept derniers jours." in page
    assert "Aucun serveur de nouvelles en direct" not in page


@pytest.mark.parametrize(
    ("language", "words"), [("fr", "Dernière remise\u00a0: il y a 5 min."), ("en", "Last delivered: 5 min ago.")]
)
def test_health_says_when_live_news_were_last_delivered(sofia, world, settings, monkeypatch, language, words):
    cache.clear()
    settings.PARVIS = settings.PARVIS.model_copy(update={"live": "/live/"})
    Person.objects.filter(pk=world.sofia.pk).update(language=language)
    now = clock.now()
    latest = heartbeat.Latest(heartbeat.deliveries.key)
    monkeypatch.setattr(clock, "now", lambda: now - dt.timedelta(minutes=5))
    latest.done()
    latest.tell()
    monkeypatch.setattr(clock, "now", lambda: now - dt.timedelta(minutes=9))
    slower = heartbeat.Latest(heartbeat.deliveries.key)  # another server, whose last was before
    slower.done()
    slower.tell()
    monkeypatch.setattr(clock, "now", lambda: now)
    assert words in said(sofia, "/admin/health/")


def test_a_part_that_breaks_is_said_and_the_rest_still_shows(sofia, monkeypatch):
    def jobs():
        raise RuntimeError("base illisible")

    monkeypatch.setattr(checking, "jobs", jobs)
    page = said(sofia, "/admin/health/")
    assert "base illisible" in page
    assert "Django" in page


def test_mail_is_tried(sofia, settings):
    sofia.post("/admin/health/mail/")
    assert mail.outbox[0].to == ["sofia@lanterne.example"]
    settings.EMAIL_BACKEND = "django.core.mail.backends.smtp.EmailBackend"
    settings.EMAIL_HOST, settings.EMAIL_PORT = "127.0.0.1", 9
    response = sofia.post("/admin/health/mail/", follow=True)
    assert "ConnectionRefusedError" in response.content.decode()


@pytest.mark.parametrize(
    "address", ["/admin/people/", "/admin/invitations/", "/admin/leaders/", "/admin/appointments/"]
)
def test_lists_cost_the_same_whatever_their_length(sofia, world, address):
    def people(n: int, start: int) -> None:
        for number in range(start, start + n):
            person = Person.objects.create(
                handle=f"p{number}", name=f"Personne {number}", email=f"p{number}@x.example", unit=world.nadia.unit
            )
            Mandate.objects.create(person=person, title="Comité", by=world.marine, at=world_time)
            Appointment.objects.create(person=person, power="moderator", by=world.sofia, at=world_time)
            AccountInvitation.objects.create(
                person=person,
                email=person.email,
                secret_hash=str(number),
                by=world.sofia,
                at=world_time,
                expires_at=world_time,
            )

    def cost() -> int:
        with CaptureQueriesContext(
            connection,
        ) as queries:
            assert sofia.get(address).status_code == 200
        return len(queries)

    world_time = Departure.objects.first().at
    people(3, 0)
    cost()
    few = cost()
    people(27, 3)
    assert cost() == few


def test_health_says_whether_french_grammar_is_read_over(sofia, monkeypatch):
    from parvis.preflight.checks.language import french

    for is_there, checker, words in (
        (True, object(), "La grammaire française est relue (Grammalecte)"),
        (False, None, "apt install python3-grammalecte"),
        (True, None, "le journal du serveur dit pourquoi"),
    ):
        monkeypatch.setattr(french, "is_installed", lambda is_there=is_there: is_there)
        monkeypatch.setattr(french, "grammalecte", lambda checker=checker: checker)
        assert words in said(sofia, "/admin/health/")
