"""What the composer is told of a text, what stops it, what one ignores, what the house keeps for itself."""

from __future__ import annotations

import datetime as dt
import json
import re

import pytest
from django.utils import timezone, translation

from parvis.kernel.refusals import Refused
from parvis.posts import rereading
from parvis.posts.commenting import comment_on
from parvis.posts.gathering import known_in
from parvis.posts.ignoring import adopt, be_silent_on_voice, ignore, often_ignored, silence_of
from parvis.posts.models import HouseTerm, HouseWord, Post
from parvis.posts.publishing import Sheet, publish_new
from parvis.posts.rereading import Stopped, of_paragraph, of_sheet, require_clear
from parvis.posts.reserving import lift, reserve
from parvis.preflight.manuscript import LOOK, OK, STOP

SECRET = "La clé : AKIAQ3EGRVXZT5MLWN7B"


@pytest.fixture(autouse=True)
def french():
    with translation.override("fr"):
        yield


def found(remarks, severity=LOOK):
    return [one.quote for one in remarks if one.finding.severity == severity]


def ask(client, *paragraphs, place="relation-client"):
    body = {"place": place, "paragraphs": [{"id": str(n), "text": text} for n, text in enumerate(paragraphs)]}
    return client.post("/relecture/", json.dumps(body), content_type="application/json")


def test_a_paragraph_is_read_alone_and_knows_the_house(world, signed_in):
    said = ask(signed_in("nadia"), "Avec Karim Diallo et Hélène Marchand.", "Je vous raconte commment.").json()["said"]
    assert said["0"] == []
    [fault] = said["1"]
    assert fault["quote"] == "commment"
    assert "comment" in fault["fixes"]
    assert "dictionnaire" in fault["said"]
    assert known_in("Belkacem et Lanterne", world.karim) == {"belkacem", "lanterne"}


@pytest.mark.parametrize(
    "body", ["[]", "{", '{"paragraphs": 1}', '{"paragraphs": [{"text": 1}]}', '{"paragraphs": [1]}']
)
def test_what_is_no_paragraph_is_refused(world, signed_in, body):
    assert signed_in("nadia").post("/relecture/", body, content_type="application/json").status_code == 400


def test_the_whole_text_says_who_reads_and_that_one_may(world):
    publish_new(Sheet(body="Bonjour", community=world.place("relation-client")), by=world.nadia)
    said = of_sheet(Sheet(body="Une nouvelle du quai", community=world.place("relation-client")), by=world.nadia)
    clear = next(one.finding for one in said if one.finding.severity == OK and one.finding.check == "rights")
    assert "chaque membre peut publier dans Relation client" in clear.message
    assert all(one.finding.severity != STOP for one in said)


def test_the_address_behind_words_is_read_too(world):
    body = '<p>Voyez <a href="https://www.amazon.fr/s?k=chaise">la chaise</a></p>'
    said = of_sheet(Sheet(body=body, format="html"), by=world.nadia)
    assert any(one.finding.kind == "search" for one in said)


def test_only_what_stops_keeps_from_publishing(world, signed_in):
    client = signed_in("nadia")
    page = client.post("/posts/", {"kind": "note", "place": "relation-client", "body": SECRET, "draft": "k1"})
    assert page.status_code == 422
    text = page.content.decode()
    assert "AKIAQ3EGRVXZT5MLWN7B" in text
    assert "remark--stop" in text
    assert not Post.objects.filter(published_at__isnull=False).exists()
    ok = client.post(
        "/posts/", {"kind": "note", "place": "relation-client", "body": "Je raconte commment", "draft": "k2"}
    )
    assert ok.status_code == 303
    comment = client.post(f"/posts/{Post.objects.get(published_at__isnull=False).pk}/comments/", {"body": SECRET})
    assert comment.status_code == 422
    assert SECRET in comment.content.decode().replace("&#39;", "’")


def test_words_under_embargo_stop_until_they_are_lifted(world):
    today = timezone.localdate()
    sheet = Sheet(body="Le projet Boréal avance", community=world.place("relation-client"))
    with pytest.raises(Refused):
        reserve("Boréal", "", since=None, until=None, stops=True, by=world.nadia)
    row = reserve(
        "projet Boréal\nBoréal",
        "Avant l’annonce",
        since=None,
        until=today + dt.timedelta(days=3),
        stops=True,
        by=world.marine,
    )
    with pytest.raises(Stopped) as no:
        require_clear(sheet, by=world.nadia)
    assert "Boréal" in str(no.value.message)
    assert "communicant" in str(no.value.remarks[0].finding.message)
    reserve("Boréal", "", since=None, until=today, stops=True, by=world.marine, term=row)
    require_clear(sheet, by=world.nadia)
    reserve(
        "Boréal",
        "",
        since=today - dt.timedelta(days=2),
        until=today + dt.timedelta(days=1),
        stops=True,
        by=world.sofia,
        term=row,
    )
    with pytest.raises(Stopped):
        require_clear(sheet, by=world.nadia)
    lift(HouseTerm.objects.get(), by=world.marine)
    require_clear(sheet, by=world.nadia)


def test_ignored_is_remembered_for_one_and_adopted_for_all(world, signed_in):
    text = "Je vous raconte commment ce fut."
    assert found(of_paragraph(text, by=world.nadia, community=None)) == ["commment"]
    signed_in("nadia").post("/relecture/ignored/", {"check": "language", "words": "Commment"})
    assert found(of_paragraph(text, by=world.nadia, community=None)) == []
    assert found(of_paragraph(text, by=world.karim, community=None)) == ["commment"]
    assert often_ignored() == []
    ignore("language", "commment", by=world.karim)
    ignore("language", "commment", by=world.paul)
    assert often_ignored() == [("commment", 3)]
    page = signed_in("sofia").get("/house/words/").content.decode()
    assert "commment" in page
    assert "Nadia" not in page
    signed_in("sofia").post("/house/words/", {"said": "commment"})
    assert found(of_paragraph(text, by=world.helene, community=None)) == []
    with pytest.raises(Refused):
        adopt("mot", by=world.nadia)


def test_a_secret_is_ignored_by_nobody_alone_but_an_administrator_lifts_a_mistake(world):
    ignore("rights", "AKIAQ3EGRVXZT5MLWN7B", by=world.nadia)
    with pytest.raises(Stopped):
        require_clear(Sheet(body=SECRET), by=world.nadia)
    adopt("AKIAQ3EGRVXZT5MLWN7B", by=world.sofia)
    require_clear(Sheet(body=SECRET), by=world.nadia)


def test_tone_is_spoken_of_no_more_when_asked(world, signed_in):
    client = signed_in("nadia")
    assert silence_of(world.nadia).voice
    client.post("/relecture/voice/", {"_method": "DELETE"})
    assert not silence_of(world.nadia).voice
    client.post("/relecture/voice/")
    assert silence_of(world.nadia).voice
    be_silent_on_voice(world.nadia)
    assert "de nouveau" in client.get("/relecture/choices/").content.decode()


def test_the_lists_of_the_house_are_kept_by_those_who_may(world, signed_in):
    for handle, address, status in [
        ("nadia", "/house/terms/", 404), ("marine", "/house/terms/", 200), ("marine", "/house/words/", 404),
        ("sofia", "/house/words/", 200), ("nadia", "/house/quiet-hours/", 404), ("nadia", "/me/quiet-hours/", 200),
    ]:  # fmt: skip
        assert signed_in(handle).get(address).status_code == status, (handle, address)
    client = signed_in("marine")
    wrong = client.post("/house/terms/", {"words": "Boréal", "since": "2026-03-02", "until": "2026-03-01"})
    assert wrong.status_code == 422
    assert "Boréal</textarea>" in wrong.content.decode()
    assert client.post("/house/terms/", {"words": "Boréal", "stops": "on"}).status_code == 303
    row = HouseTerm.objects.get()
    assert "confirmed" in client.post(f"/house/terms/{row.pk}/", {"_method": "DELETE"}).content.decode()
    client.post(f"/house/terms/{row.pk}/", {"_method": "DELETE", "confirmed": "1"})
    assert not HouseTerm.objects.exists()
    assert not HouseWord.objects.exists()


def test_a_check_that_breaks_says_so_and_stops_nobody(world, monkeypatch):
    def broken(manuscript):
        raise RuntimeError("cassé")

    import dataclasses

    every = [
        dataclasses.replace(check, look=broken) if check.name == "language" else check for check in rereading.every()
    ]
    monkeypatch.setattr(rereading, "every", lambda: every)
    said = of_paragraph("Bonjour", by=world.nadia, community=None)
    assert "n’a pas fonctionné" in said[0].finding.message
    require_clear(Sheet(body="Bonjour"), by=world.nadia)


def test_a_share_and_a_change_are_stopped_too(world, signed_in):
    client = signed_in("nadia")
    post = publish_new(Sheet(body="Bonjour à tous", community=world.place("relation-client")), by=world.nadia)
    shared = client.post(f"/posts/{post.pk}/shares/", {"place": "la-place", "body": SECRET})
    edited = client.post(f"/posts/{post.pk}/edit/", {"body": SECRET, "version": "1"})
    said = comment_on(post, "Oui", by=world.nadia)
    answered = client.post(f"/comments/{said.pk}/edit/", {"body": SECRET, "version": "1"})
    for page in (shared, edited, answered):
        assert page.status_code == 422
        assert "AKIAQ3EGRVXZT5MLWN7B" in page.content.decode()  # what was typed is still there
    assert Post.objects.count() == 1


def test_words_that_stood_there_before_do_not_keep_from_mending_the_rest(world, signed_in):
    post = publish_new(Sheet(body="Le projet Boréal avance", community=world.place("relation-client")), by=world.nadia)
    reserve("Boréal", "", since=None, until=None, stops=True, by=world.marine)
    client = signed_in("nadia")
    assert (
        client.post(f"/posts/{post.pk}/edit/", {"body": "Le projet Boréal avance bien", "version": "1"}).status_code
        == 303
    )
    post.refresh_from_db()
    assert post.body_text == "Le projet Boréal avance bien"


def test_who_may_lift_a_stop_is_said_and_can(world, signed_in):
    sheet = Sheet(body=SECRET, community=world.place("relation-client"))
    with pytest.raises(Stopped) as no:
        require_clear(sheet, by=world.nadia)
    assert "l’administration peut lever" in str(no.value.message)
    quote = no.value.remarks[0].quote
    assert signed_in("nadia").post("/house/words/", {"said": quote}).status_code == 404
    assert signed_in("sofia").post("/house/words/", {"said": quote}).status_code == 303
    require_clear(sheet, by=world.nadia)


def test_when_all_is_well_one_sentence_says_so(world):
    said = of_sheet(Sheet(body="Une nouvelle du quai", community=world.place("relation-client")), by=world.nadia)
    [clear] = [one for one in said if one.finding.check == "rights"]
    assert re.match(r"Vous êtes dans votre droit\s: ", clear.finding.message)
    assert clear.finding.message.endswith("rien sous embargo.")
    stopped = of_sheet(Sheet(body=SECRET, community=world.place("relation-client")), by=world.nadia)
    assert "dans votre droit" not in " ".join(one.finding.message for one in stopped)
