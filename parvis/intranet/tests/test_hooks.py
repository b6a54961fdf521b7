"""The intranet calls: signed, fresh, once; whoever else calls is told nothing and changes nothing."""

from __future__ import annotations

import base64
import json

import pytest
from django.test import Client

from parvis.intranet import keeping
from parvis.intranet.hooking import sign
from parvis.intranet.models import Fact
from parvis.kernel import clock

ITEM = {
    "url": "https://intranet.example/a",
    "title": "La ligne 3 <b>repart</b>",
    "text": "<p>Lundi.</p>",
    "date": "2026-02-12",
}


@pytest.fixture
def source(world):
    return keeping.add("SharePoint", "hook", "", by=world.sofia)


def call(source, given=ITEM, *, name="un", at=None, late=0, **headers):
    body = given if isinstance(given, bytes) else json.dumps(given).encode()
    at = at or int(clock.now().timestamp()) - late
    signed = {
        "webhook-id": name,
        "webhook-timestamp": str(at),
        "webhook-signature": sign(source, name, at, body),
        **headers,
    }
    return Client(enforce_csrf_checks=True).post(
        f"/intranet/hooks/{source.pk}/", body, content_type="application/json", headers=signed
    )


def test_a_signed_call_is_a_fact(source):
    assert call(source).status_code == 201
    fact = Fact.objects.get()
    assert (fact.title, fact.excerpt, fact.origin, fact.said_at.day) == (
        "La ligne 3 repart",
        "Lundi.",
        "SharePoint",
        12,
    )
    again = call(source, {"items": [ITEM, {**ITEM, "url": "https://intranet.example/b"}]}, name="deux")
    assert again.json() == {"new": 1, "changed": 0}


@pytest.mark.parametrize(
    "wrong",
    [
        {"late": 400}, {"late": -400}, {"webhook-signature": "v1,AAAA"}, {"webhook-signature": ""}, {"webhook-id": "autre"},
        {"webhook-timestamp": "abc"}, {"webhook-id": ""}, {"webhook-timestamp": "9" * 40},
    ],
)  # fmt: skip
def test_a_call_nobody_signed_is_refused(source, wrong):
    assert call(source, **wrong).status_code == 401
    assert not Fact.objects.exists()


def test_the_same_call_is_heard_once(source):
    at = int(clock.now().timestamp())
    assert call(source, {**ITEM, "url": "javascript:x"}, at=at).status_code == 400
    assert call(source, at=at).status_code == 201, "mended, it is sent again under its name"
    assert call(source, {**ITEM, "title": "Plus tard"}, name="deux").json() == {"new": 0, "changed": 1}
    again = call(source, at=at)
    assert (again.status_code, again.json()) == (200, {"new": 0, "changed": 0})
    assert Fact.objects.get().title == "Plus tard", "what is replayed changes nothing back"


def test_another_secret_signs_nothing(world, source):
    keeping.change_secret(source, by=world.sofia)
    former = type(source)(pk=source.pk, salt="0" * 32)
    assert call(former).status_code == 401
    assert call(source, name="deux").status_code == 201


def test_a_paused_source_and_a_feed_hear_nothing(world, source):
    keeping.pause(source, by=world.sofia)
    assert call(source).status_code == 401
    feed = keeping.add("F", "feed", "https://dehors.example/feed/", by=world.sofia)
    assert call(feed).status_code == 401


@pytest.mark.parametrize(
    "body",
    [
        b"", b"{", b"[" * 5000, b"null", b"[]x", b'{"items": 3}', b'{"url": "javascript:x", "title": "a"}', b'{"url": "https://a.example", "title": ""}',
        b'{"url": 3, "title": "a"}', b"\xff\xfe", json.dumps({"items": [ITEM] * 201}).encode(),
    ],
)  # fmt: skip
def test_what_cannot_be_read_is_said(source, body):
    response = call(source, body)
    assert response.status_code == 400
    assert response.json()["error"]
    assert not Fact.objects.exists()


def test_the_administrator_reads_the_secret_and_nobody_else(world, source, signed_in):
    page = signed_in("sofia").get("/admin/intranet/").content.decode()
    secret = page.partition("whsec_")[2].split("<")[0].split()[0]
    assert len(base64.b64decode(secret)) == 32
    assert secret not in json.dumps(list(type(source).objects.values()), default=str)
