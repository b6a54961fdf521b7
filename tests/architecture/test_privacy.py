"""What is held on a person: complete, exported without anything of anybody else, erased for good after they left."""

from __future__ import annotations

import io
import json
import zipfile

import pytest
from django.apps import apps
from django.conf import settings
from django.db import models
from django.utils import translation

from parvis.kernel import privacy
from parvis.kernel.refusals import Refused
from parvis.people.departing import come_back, depart
from parvis.people.erasing import erase, erase_after_departure, erase_again, journal
from parvis.people.models import Departure, Erasure, Person
from parvis.posts.models import Comment, Post
from tests.lives import SECRET, live

PERSONS = ("people.Person", "identity.Account")


@pytest.fixture(autouse=True)
def own_journal(tmp_path, settings):
    settings.PARVIS = settings.PARVIS.model_copy(update={"data_dir": tmp_path})


@pytest.fixture
def life(world):
    return live(world)


@pytest.fixture
def left(life, world, django_capture_on_commit_callbacks):
    with django_capture_on_commit_callbacks(execute=True):
        depart(world.nadia, by=world.sofia)
    return life


def test_every_model_that_points_at_a_person_is_in_one_holding():
    for label in privacy.unnamed(PERSONS):
        pytest.fail(
            f"{label} points at a person and is in no holding, or in several: name it in one Holding of the `privacy.py` of "
            "its area (models=…), and give that holding's export and erase what to do with its rows"
        )


def test_a_model_nobody_named_is_found(monkeypatch):
    known = dict(privacy._holdings)
    monkeypatch.setattr(privacy, "_holdings", {name: row for name, row in known.items() if name != "marks"})
    assert "posts.Bookmark" in set(privacy.unnamed(PERSONS))
    monkeypatch.setattr(privacy, "_holdings", known | {"again": known["marks"]})
    assert "posts.Bookmark" in set(privacy.unnamed(PERSONS))


def test_holdings_name_models_that_exist():
    for holding in privacy.holdings():
        for label in holding.models:
            assert apps.get_model(label), f"{holding.name} names {label}, which is no model: correct its `privacy.py`"


@pytest.mark.parametrize("language", ["fr", "en"])
def test_the_register_is_written_in_both_languages(language):
    with translation.override(language):
        for holding in privacy.holdings():
            for sentence in (holding.title, holding.why, holding.kept):
                assert len(str(sentence)) > 3


def test_the_life_leaves_a_row_in_every_model(life):
    """Otherwise the two tests below prove nothing about the model nobody filled."""
    skipped = {"people.Departure", "people.Erasure", "identity.AccountInvitation", "sessions.Session", "usersessions.UserSession", "account.EmailAddress"}  # fmt: skip
    for holding in privacy.holdings():
        for label in set(holding.models) - skipped:
            assert apps.get_model(label).objects.exists(), f"tests/lives.py makes no {label}: add it there"


@pytest.mark.django_db
def test_exports_hold_nothing_of_others(life, world):
    text = json.dumps(privacy.export(life["person"]), default=str, ensure_ascii=False)
    for mine in ("Un essai refait", "Brouillon de Nadia", "Ma phrase", "nadia@lanterne.example", "Je réponds mieux"):
        assert mine in text
    assert SECRET not in text
    for other in world.people.values():
        if other.pk != world.nadia.pk:
            assert other.email not in text, f"the export holds the e-mail address of {other.name}"


def everything() -> str:
    """Every text of every table of ours."""
    found = []
    for model in apps.get_models():
        texts = [field.attname for field in model._meta.concrete_fields if isinstance(field, models.CharField | models.TextField | models.JSONField | models.FileField)]  # fmt: skip
        if texts:
            found += [f"{model._meta.label}: {row}" for row in model._default_manager.values_list(*texts)]
    return "\n".join(found)


def test_nothing_is_left_of_somebody_erased(left, world, tmp_path, django_capture_on_commit_callbacks):
    assert "Nadia Belkacem" in everything()
    assert list((tmp_path / "files" / "portraits").iterdir())
    with django_capture_on_commit_callbacks(execute=True):
        erase(left["person"], by=world.sofia)
    lines = [line for line in everything().splitlines() if "nadia" in line.lower() or "belkacem" in line.lower()]
    assert not [line for line in lines if not line.startswith("posts.Attachment")], lines
    assert not list((tmp_path / "files" / "portraits").iterdir())
    assert Post.objects.get(pk=left["mine"].pk).body_text == "Un essai refait"
    assert not Post.objects.filter(pk=left["draft"].pk).exists()
    assert "@Ancien·ne collègue" in Post.objects.get(pk=left["other"].pk).body_html
    assert Post.objects.get(pk=left["other"].pk).bravo_count == 1
    assert world.place("relation-client").memberships.count() == 3
    world.place("relation-client").refresh_from_db()
    assert world.place("relation-client").member_count == 3


def test_pages_still_open_once_erased(left, world, signed_in):
    erase(left["person"], by=None)
    browser = signed_in("karim")
    person = Person.objects.get(pk=world.nadia.pk)
    for address in (f"/posts/{left['mine'].pk}/", f"/posts/{left['other'].pk}/", f"/people/{person.handle}/", "/"):
        assert browser.get(address).status_code == 200
    assert "Ancien·ne collègue" in browser.get(f"/posts/{left['mine'].pk}/").content.decode()


def test_nobody_present_is_erased(life, world):
    with pytest.raises(Refused):
        erase(life["person"], by=world.sofia)
    assert Post.objects.filter(pk=life["draft"].pk).exists()
    assert Person.objects.get(pk=world.nadia.pk).name == "Nadia Belkacem"


def test_whoever_came_back_is_not_erased(left, world):
    departure = Departure.objects.get(person=world.nadia)
    come_back(world.nadia, by=world.sofia)
    erase_after_departure(person_id=world.nadia.pk, departure_id=departure.pk)
    assert not Erasure.objects.exists()
    depart(world.nadia, by=world.sofia)
    erase_after_departure(person_id=world.nadia.pk, departure_id=departure.pk)
    assert not Erasure.objects.exists(), "the delay of the first departure is not that of the second"


def test_the_delay_erases_and_an_erased_person_does_not_come_back(left, world):
    departure = Departure.objects.get(person=world.nadia)
    erase_after_departure(person_id=world.nadia.pk, departure_id=departure.pk)
    assert Erasure.objects.get().person_id == world.nadia.pk
    with pytest.raises(Refused):
        come_back(world.nadia, by=world.sofia)


def test_a_restored_copy_is_purged_again(left, world, django_capture_on_commit_callbacks):
    with django_capture_on_commit_callbacks(execute=True):
        erase(left["person"], by=None)
    assert journal().read_text().count("\n") == 1
    Erasure.objects.all().delete()
    Person.objects.filter(pk=world.nadia.pk).update(name="Nadia Belkacem")  # what a backup of before brings back
    assert erase_again() == 1
    assert Person.objects.get(pk=world.nadia.pk).name == "Ancien·ne collègue"
    assert erase_again() == 0


@pytest.mark.parametrize(
    ("language", "words"), [("fr", "Ce que Parvis conserve"), ("en", "What Parvis keeps about you")]
)
def test_one_reads_the_register_and_takes_ones_data(life, signed_in, language, words):
    browser = signed_in("nadia")
    browser.cookies[settings.LANGUAGE_COOKIE_NAME] = language
    page = browser.get("/me/data/").content.decode()
    assert words in page
    for holding in privacy.holdings():
        assert f'id="{holding.name}"' in page
    response = browser.get("/me/data/file/")
    with zipfile.ZipFile(io.BytesIO(b"".join(response.streaming_content))) as archive:
        assert not archive.testzip()
        data = json.loads(archive.read("data.json"))
        assert {row["words"] for row in data["held"]["words"] if "post" in row} >= {
            "Un essai refait",
            "Brouillon de Nadia",
        }
        assert any(name.startswith("files/words/") for name in archive.namelist())
        assert "files/profile/photo.webp" in archive.namelist()


def test_nobody_takes_the_data_of_another(life, signed_in, client):
    assert "Brouillon" not in json.dumps(privacy.export(Person.objects.get(handle="karim")), default=str)
    assert client.get("/me/data/file/").status_code == 302
    assert Comment.objects.exists()
