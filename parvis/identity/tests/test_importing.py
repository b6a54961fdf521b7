"""Files of people, through the pages an administrator uses: every encoding and mistake a spreadsheet makes."""

from __future__ import annotations

import io

import pytest
from django.core.management import call_command
from django.db import transaction

from parvis.chronicle.models import Entry
from parvis.identity.importing import continue_import
from parvis.identity.models import AccountInvitation, PeopleImport
from parvis.identity.reading import check, read
from parvis.people.models import Person, Unit

LINES = "nom;e-mail;poste;équipe;e-mail du responsable;lieu\nÉlodie Ça;elodie@lanterne.example;Chargée d’été;Logistique;cleo@lanterne.example;Lyon\n"
GOOD = LINES + "Jean Œil;jean@lanterne.example;Agent;Logistique;elodie@lanterne.example;Lyon\n"


def file_of(content: bytes, name: str = "gens.csv") -> io.BytesIO:
    file = io.BytesIO(content)
    file.name = name
    return file


@pytest.fixture
def sofia(signed_in):
    return signed_in("sofia")


def send(browser, content: bytes | str, **more):
    data = {"text": content} if isinstance(content, str) else {"file": file_of(content)}
    return browser.post("/admin/people/import/", {**data, **more})


def write(browser, sent: PeopleImport, **more) -> PeopleImport:
    browser.post(f"/admin/imports/{sent.pk}/", more)
    call_command("work", until_empty=True)
    sent.refresh_from_db()
    return sent


@pytest.mark.django_db(transaction=True)
@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "cp1252", "utf-16", "utf-16-le", "utf-16-be"])
@pytest.mark.parametrize("separator", [";", ",", "\t"])
def test_every_encoding_and_separator(sofia, encoding, separator):
    response = send(sofia, GOOD.replace(";", separator).replace("\n", "\r\n").encode(encoding))
    assert response.status_code == 303
    page = sofia.get(response["location"]).content.decode()
    assert "Élodie Ça" in page
    assert "Jean Œil" in page
    sent = write(sofia, PeopleImport.objects.get())
    assert (sent.created, sent.updated) == (2, 0)
    elodie, jean = (
        Person.objects.get(email="elodie@lanterne.example"),
        Person.objects.get(email="jean@lanterne.example"),
    )
    assert (elodie.job, elodie.site, elodie.unit.name) == ("Chargée d’été", "Lyon", "Logistique")
    assert jean.chain == f"{elodie.chain}{jean.pk}/"
    assert elodie.manager.handle == "cleo"


@pytest.mark.parametrize(
    ("content", "words"),
    [
        (b"", "est vide"), (b"\xef\xbb\xbf", "est vide"), (b"   \n\n", "est vide"), (b"nom;e-mail\n", "aucune ligne"),
        ("prénom;ville\nA;B\n".encode(), "première ligne"), (b"nom;e-mail\n\"jamais;fermee@x.example\n" + b"x" * 140000, "guillemet"),
    ],
    ids=["empty", "mark", "blank", "titles", "columns", "quote"],
)  # fmt: skip
def test_a_file_that_cannot_be_read_says_what_to_do(sofia, content, words):
    response = send(sofia, content)
    assert response.status_code == 422
    assert words in response.content.decode()
    assert not PeopleImport.objects.exists()


def test_what_was_pasted_stays_when_it_is_refused(sofia):
    response = send(sofia, "prénom;ville\nÉlodie;Lyon\n", invites="on")
    assert response.status_code == 422
    page = response.content.decode()
    assert "Élodie;Lyon" in page
    assert "checked" in page


@pytest.mark.parametrize(
    ("line", "words"),
    [
        (";sans.nom@lanterne.example;;;;", "le nom manque"), ("Pas d’adresse;pas-une-adresse;;;;", "n’est pas une adresse"),
        ("Double;elodie@lanterne.example;;;;", "déjà à la ligne 2"), ("Chef inconnu;c@lanterne.example;;;personne@x.example;", "ni dans le fichier ni connu"),
        (f"{'N' * 130};long@lanterne.example;;;;", "dépasse 120 caractères"), ("Soi-même;soi@lanterne.example;;;soi@lanterne.example;", "elle-même"),
        ("Cléo Aubin;cleo@lanterne.example;;;elodie@lanterne.example;", "elle-même"), ("Hana Weber;hana@lanterne.example;;;;", "est partie"),
    ],
    ids=["no name", "bad address", "twice", "unknown manager", "too long", "oneself", "circle", "has left"],
)  # fmt: skip
def test_each_wrong_line_says_what_is_wrong_and_nothing_is_written(sofia, line, words):
    before = Person.objects.count()
    sent = PeopleImport.objects.get(pk=int(send(sofia, LINES + line + "\n")["location"].split("/")[-2]))
    page = sofia.get(f"/admin/imports/{sent.pk}/").content.decode()
    assert words in page
    response = sofia.post(f"/admin/imports/{sent.pk}/")
    assert response.status_code == 409
    assert Person.objects.count() == before
    wrong = sofia.get(f"/admin/imports/{sent.pk}/wrong/").content.decode("utf-8-sig")
    assert words in wrong


@pytest.mark.django_db(transaction=True)
def test_right_lines_then_the_corrected_file_double_nobody(sofia):
    send(sofia, GOOD + "Faux;faux;;;;\n")
    sent = write(sofia, PeopleImport.objects.get(), right="1")
    assert (sent.created, sent.updated) == (2, 0)
    send(sofia, GOOD + "Vrai;vrai@lanterne.example;;;;\n")
    again = write(sofia, PeopleImport.objects.order_by("-id").first())
    assert (again.created, again.updated) == (1, 0)
    assert Person.objects.filter(email="elodie@lanterne.example").count() == 1
    assert Unit.objects.filter(name="Logistique").count() == 1
    assert not again.text, "the file holds people: it is not kept once written"
    send(sofia, GOOD.upper().replace("NOM;E-MAIL;POSTE", "nom;e-mail;poste"))
    assert write(sofia, PeopleImport.objects.order_by("-id").first()).updated == 0


@pytest.mark.django_db(transaction=True)
def test_an_update_changes_facts_and_never_ones_own_words(sofia, world):
    Person.objects.filter(handle="nadia").update(line="Ma phrase", site="Lille")
    send(sofia, "e-mail,name,job,manager\nNADIA@lanterne.example,Nadia Belkacem,Experte,marine@lanterne.example\n")
    sent = write(sofia, PeopleImport.objects.get())
    nadia = Person.objects.get(handle="nadia")
    assert (sent.created, sent.updated) == (0, 1)
    assert (nadia.job, nadia.manager.handle, nadia.line, nadia.site) == ("Experte", "marine", "Ma phrase", "Lille")
    assert nadia.chain == f"{world.marine.chain}{nadia.pk}/"


@pytest.mark.django_db(transaction=True)
def test_two_people_change_places(sofia, world):
    """Cléo leads Nadia; the file says the reverse: placed from the top, neither is ever under the other both ways."""
    lines = "nom,e-mail,responsable\nCléo Aubin,cleo@lanterne.example,nadia@lanterne.example\nNadia Belkacem,nadia@lanterne.example,yves@lanterne.example\n"
    send(sofia, lines)
    assert write(sofia, PeopleImport.objects.get()).updated == 2
    cleo, nadia, karim = (Person.objects.get(handle=handle) for handle in ("cleo", "nadia", "karim"))
    assert nadia.chain == f"{world.yves.chain}{nadia.pk}/"
    assert cleo.chain == f"{nadia.chain}{cleo.pk}/"
    assert karim.chain == f"{cleo.chain}{karim.pk}/"


@pytest.mark.django_db(transaction=True)
def test_the_progress_shows_and_a_batch_done_twice_writes_once(sofia):
    rows = "".join(f"Personne {n},p{n}@lanterne.example,{'p' + str(n // 10) + '@lanterne.example' if n >= 10 else ''}\n" for n in range(600))  # fmt: skip
    send(sofia, "nom,e-mail,responsable\n" + rows)
    sent = PeopleImport.objects.get()
    sofia.post(f"/admin/imports/{sent.pk}/")
    sofia.post(f"/admin/imports/{sent.pk}/")  # a double click
    with transaction.atomic():  # as the worker runs it
        continue_import(import_id=sent.pk)
    fragment = sofia.get(f"/admin/imports/{sent.pk}/", headers={"hx-request": "true"}).content.decode()
    assert 'max="1200" value="250"' in fragment
    assert "hx-trigger" in fragment
    call_command("work", until_empty=True)
    sent.refresh_from_db()
    assert (sent.created, sent.finished_at is not None) == (600, True)
    assert Person.objects.filter(email__startswith="p").exclude(handle="paul").count() == 600
    assert "hx-trigger" not in sofia.get(f"/admin/imports/{sent.pk}/", headers={"hx-request": "true"}).content.decode()
    last = Person.objects.get(email="p599@lanterne.example")
    assert last.chain.count("/") == 4


def test_ten_thousand_lines_are_looked_at(sofia, django_assert_max_num_queries):
    rows = "".join(f"Personne {n};p{n}@lanterne.example;Agent;Unité {n % 40};{'p' + str(n // 10) + '@lanterne.example' if n > 9 else ''};Lyon\n" for n in range(1, 10_001))  # fmt: skip
    location = send(sofia, (LINES + rows).encode("cp1252"))["location"]
    with django_assert_max_num_queries(12):
        page = sofia.get(location).content.decode()
    assert page.count("<tr>") < 300
    assert "10001" in page.replace("\u202f", "")


@pytest.mark.django_db(transaction=True)
def test_each_new_person_is_invited_when_asked(sofia):
    send(sofia, GOOD, invites="on")
    write(sofia, PeopleImport.objects.get())
    assert AccountInvitation.objects.count() == 2


def test_only_an_administrator_imports(signed_in, sofia):
    location = send(sofia, GOOD)["location"]
    for handle in ("nadia", "marine", "gus"):
        browser = signed_in(handle)
        assert send(browser, GOOD).status_code == 404
        assert browser.get(location).status_code == 404
        assert browser.post(location).status_code == 404
    assert not Entry.objects.filter(kind="people.imported").exists()


def test_a_file_not_written_is_forgotten(sofia):
    location = send(sofia, GOOD)["location"]
    sofia.post(location, {"_method": "DELETE", "confirmed": "1"})
    assert not PeopleImport.objects.exists()


def test_formulas_do_not_leave_with_the_wrong_lines(sofia):
    location = send(sofia, "nom,e-mail\n=cmd|calc,pas-une-adresse\n")["location"]
    assert "'=cmd" in sofia.get(f"{location}wrong/").content.decode()


def test_units_are_known_whatever_their_accents(world):
    Unit.objects.create(slug="equipe-ete", name="Équipe d’été", path="/9/")
    assert not check(read("nom,e-mail,équipe\nA B,a@b.example,equipe d’ete\n")).new_units
