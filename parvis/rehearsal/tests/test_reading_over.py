"""The same remarks in the wings as in the composer, by address; nothing of the text is kept anywhere by it."""

from __future__ import annotations

import json
import logging
import socket

import pytest
from django.apps import apps
from django.core.cache import cache
from django.db.models import CharField, JSONField, TextField

from parvis.posts.publishing import Sheet, publish_new
from parvis.rehearsal.models import Rehearsal
from parvis.rehearsal.writing import begin
from tests.walking import Walker

WORD = "canariwings"
BODY = f"Je vous raconte commment {WORD} a tourné. Voir https://bit.ly/3xyzabc et la clé AKIAQ3EGRVXZT5MLWN7B."


def whole(client, body, **more):
    sent = {"alone": "1", "body": body, **more}
    return client.post("/relecture/", sent, headers={"accept": "application/json"}).json()["remarks"]


def everywhere(word) -> set[str]:
    """The models that hold this word in some text of theirs."""
    found = set()
    for model in apps.get_models():
        for field in model._meta.concrete_fields:
            if isinstance(field, CharField | TextField | JSONField) and any(word in str(value) for value in model._default_manager.values_list(field.attname, flat=True)):  # fmt: skip
                found.add(model._meta.label)
    return found


def test_the_remarks_of_the_composer_are_those_of_the_wings(world, signed_in):
    client = signed_in("nadia")
    fields = {"kind": "note", "place": "", "body": BODY}
    composed = client.post("/relecture/", fields, headers={"accept": "application/json"}).json()["remarks"]
    told = {(one["check"], one["quote"]) for one in composed if one["severity"] != "ok" and one["check"] != "audience"}
    assert {(one["check"], one["quote"]) for one in whole(client, BODY)} == told
    assert {"language", "links", "rights"} <= {check for check, _quote in told}


def test_what_was_said_already_is_said_here_too(world, signed_in):
    said = (
        "Le service du soir ouvre lundi à dix-neuf heures, au rez-de-chaussée, avec une équipe de quatre personnes formées en mars. "
        * 3
    )
    publish_new(Sheet(body=said, community=world.place("la-place")), by=world.cleo)
    assert "already-said" in {one["check"] for one in whole(signed_in("nadia"), said, rest="1")}


def test_without_javascript_the_text_is_kept_here_and_read_over_there(world):
    nadia = Walker().sign_in("nadia").go("/rehearsals/new/")
    nadia.press("Relire", body=BODY)
    text = Rehearsal.objects.get()
    assert nadia.at.startswith("/relecture/")
    assert "commment" in nadia.words
    assert "canari" not in nadia.at
    nadia.follow("Revenir à votre texte")
    assert nadia.at == f"/rehearsals/{text.pk}/edit/"
    nadia.press("Relire", body="Je vous raconte comment cela a tourné.")
    assert "pour l’instant" in nadia.words
    text.refresh_from_db()
    assert text.body == "Je vous raconte comment cela a tourné."


def test_a_text_changed_elsewhere_is_not_overwritten_by_reading_it(world, signed_in):
    text = begin("Un", by=world.nadia)
    refused = signed_in("nadia").post(f"/rehearsals/{text.pk}/reading/", {"body": "Deux", "version": "7"})
    assert refused.status_code == 409
    assert (
        signed_in("karim").post(f"/rehearsals/{text.pk}/reading/", {"body": "Deux", "version": "1"}).status_code == 404
    )
    text.refresh_from_db()
    assert text.body == "Un"


def test_nothing_of_it_is_kept_or_logged(world, signed_in, caplog):
    caplog.set_level(logging.DEBUG)
    client = signed_in("nadia")
    paragraphs = json.dumps({"place": "", "paragraphs": [{"id": "0", "text": BODY}]})
    assert client.post("/relecture/", paragraphs, content_type="application/json").json()["said"]["0"]
    assert whole(client, BODY)
    page = client.post("/relecture/?back=/rehearsals/1/edit/", {"body": BODY})
    assert WORD in page.content.decode()
    assert "no-store" in page.headers["Cache-Control"] or "private" in page.headers["Cache-Control"]
    assert everywhere(WORD) == set()
    assert WORD not in "".join(
        record.getMessage() for record in caplog.records if not record.name.startswith("django.db")
    )


def test_no_address_is_opened(world, signed_in, monkeypatch):
    opened = []
    monkeypatch.setattr(socket, "create_connection", lambda *_a, **_k: opened.append(1))
    monkeypatch.setattr(socket, "getaddrinfo", lambda *_a, **_k: opened.append(1))
    assert whole(signed_in("nadia"), BODY, slow="1", rest="1")
    assert opened == []


@pytest.mark.parametrize("back", ["https://ailleurs.example/", "//ailleurs.example/", "javascript:alert(1)"])
def test_the_way_back_is_ours(world, signed_in, back):
    page = (
        signed_in("nadia")
        .post(f"/relecture/?back={back}", {"body": "Bonjour <script>alert(1)</script>"})
        .content.decode()
    )
    assert f'href="{back}' not in page
    assert "<script>alert" not in page


def test_the_page_asks_for_the_box_by_its_address(world, signed_in):
    client = signed_in("nadia")
    assert 'hx-get="/relecture/?box=1"' in client.get("/rehearsals/new/").content.decode()
    box = client.get("/relecture/?box=1", headers={"hx-request": "true"}).content.decode()
    assert "data-alone" in box
    assert "<html" not in box
    cache.clear()


def test_the_page_of_remarks_asked_for_again_goes_back(world, signed_in):
    """After a change of language, say: its words are not there any more."""
    text = begin("Un", by=world.nadia)
    again = signed_in("nadia").get(f"/relecture/?back=/rehearsals/{text.pk}/edit/")
    assert (again.status_code, again["location"]) == (303, f"/rehearsals/{text.pk}/edit/")
